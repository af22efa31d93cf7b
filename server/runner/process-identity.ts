import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

/** A process that cannot be mistaken for another one that got the same number later. */
export type ProcessIdentity = { pid: number; startTime: string };

/** What is known about a living process. */
export type ProcessState = ProcessIdentity & { group: number; session: number };

const isLinux = process.platform === 'linux';

/** The process with this number, or null when there is none. A zombie is none: it only waits to be buried. */
export function findProcess(pid: number): ProcessState | null {
  return isLinux ? fromStat(readOrNull(`/proc/${pid}/stat`)) : (fromPs(['-p', String(pid)])[0] ?? null);
}

/** All living processes of the machine. */
export function allProcesses(): ProcessState[] {
  if (!isLinux) return fromPs(['-A']);
  const pids = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map((pid) => fromStat(readOrNull(`/proc/${pid}/stat`))).filter((found) => found !== null);
}

/** Changes with every boot of the machine: process numbers and start times mean nothing across it. */
export function bootId(): string {
  if (isLinux) return fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return findProcess(1)?.startTime ?? '';
}

/** This process itself. */
export function ownIdentity(): ProcessIdentity {
  const own = findProcess(process.pid);
  if (own === null) throw new Error('this process does not find itself in the process table');
  return { pid: own.pid, startTime: own.startTime };
}

function readOrNull(file: string): string | null {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return null; // ended meanwhile
  }
}

/** proc(5): the name in parentheses may hold spaces and parentheses; state, group, session and start time follow it. */
function fromStat(stat: string | null): ProcessState | null {
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, , group, session] = fields;
  if (state === 'Z' || state === 'X') return null;
  return {
    pid: Number.parseInt(stat, 10),
    startTime: fields[19] ?? '',
    group: Number(group),
    session: Number(session),
  };
}

/** Systems without /proc do not name the session by a number everywhere; there the group has to do. */
function fromPs(selection: string[]): ProcessState[] {
  const lines = execPs([...selection, '-o', 'pid=,pgid=,stat=,lstart=']).split('\n');
  return lines.flatMap((line) => {
    const [, pid, group, state, startTime] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.+?)\s*$/.exec(line) ?? [];
    if (!pid || !startTime || state?.startsWith('Z')) return [];
    return [{ pid: Number(pid), startTime, group: Number(group), session: Number(group) }];
  });
}

function execPs(args: string[]): string {
  try {
    return execFileSync('ps', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return ''; // ps answers 1 when the process does not exist
  }
}
