import { execFile } from 'node:child_process';
import type { ProcessIdentity } from './process-identity.ts';
import { stopHelperPath, stopRule, sudoersFile } from './sudo-rules.ts';

/** How the processes of a script are signaled that runs as another user: by a program that runs as that user too. */
export type StopHelper = {
  /** Takes signal, session leader and the leader's start time after it. (deploy/sudoers) */
  argvPrefix: [string, ...string[]];
  /** PATH that sudo is found in. */
  path: string;
  /** The line of sudoers that allows it: what operators are told when it is refused. */
  rule: string;
};

/** sudo may ask a directory service, which may not answer. */
const answerMs = 5000;

/** The helper for scripts that `caller` runs as `user` through sudo. */
export function buildStopHelper(
  caller: string,
  user: string,
  path: string,
  helper: string = stopHelperPath,
): StopHelper {
  return { argvPrefix: ['sudo', '-n', '-u', user, helper], path, rule: stopRule(caller, user, helper) };
}

/** Signals every process of the leader's session that belongs to the script's user. Returns why not, or null. */
export function runStopHelper(
  { argvPrefix: [command, ...prefix], path }: StopHelper,
  signal: 'SIGTERM' | 'SIGKILL',
  leader: ProcessIdentity,
): Promise<string | null> {
  const args = [...prefix, signal.slice('SIG'.length), String(leader.pid), leader.startTime];
  const options = { cwd: '/', env: { PATH: path }, timeout: answerMs, killSignal: 'SIGKILL' } as const;
  return new Promise((resolve) => {
    execFile(command, args, options, (error, _stdout, stderr) => {
      if (error === null) return resolve(null);
      resolve(error.killed ? `no answer within ${answerMs} ms` : stderr.trim().split('\n')[0] || error.message);
    });
  });
}

/** What an operator has to do about a refusal. */
export function repairRefusal({ argvPrefix, rule }: StopHelper): string {
  return `Install ${argvPrefix.at(-1)} as deploy/sudoers/README.md says, with this line in ${sudoersFile}: ${rule}`;
}
