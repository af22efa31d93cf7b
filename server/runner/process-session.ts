import { errorCode } from './durable-file.ts';
import { allProcesses, findProcess, type ProcessIdentity, type ProcessState } from './process-identity.ts';

/**
 * The living processes of the session that the script leads or led: its process group and groups made within the
 * session (`timeout`, job control). Empty when the leader's number belongs to a foreign process by now; the kernel
 * gives a number away only after the last process of its session has ended.
 */
export function sessionMembers(leader: ProcessIdentity): ProcessState[] {
  const holder = findProcess(leader.pid);
  if (holder !== null && holder.startTime !== leader.startTime) return [];
  return allProcesses().filter((process) => process.session === leader.pid && isNotOlder(process, leader));
}

/** Signals every process group of the script's session. `refused`: at least one group belongs to another user. */
export function signalSession(leader: ProcessIdentity, signal: NodeJS.Signals): 'sent' | 'nobody' | 'refused' {
  const groups = new Set(sessionMembers(leader).map(({ group }) => group));
  const answers = [...groups].map((group) => signalGroup(group, signal));
  if (answers.includes('refused')) return 'refused';
  return answers.includes('sent') ? 'sent' : 'nobody';
}

function isNotOlder(process: ProcessIdentity, leader: ProcessIdentity): boolean {
  const [started, leaderStarted] = [Number(process.startTime), Number(leader.startTime)];
  return Number.isNaN(started) || Number.isNaN(leaderStarted) || started >= leaderStarted;
}

function signalGroup(group: number, signal: NodeJS.Signals): 'sent' | 'nobody' | 'refused' {
  try {
    process.kill(-group, signal);
    return 'sent';
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return 'nobody';
    if (errorCode(error) === 'EPERM') return 'refused';
    throw error;
  }
}
