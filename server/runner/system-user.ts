import fs from 'node:fs';
import { execaSync } from 'execa';

export type SystemUser = { uid: number; gid: number; home: string };

/** The account's numbers, from /etc/passwd or whatever source the system asks; null when there is no such user. */
export function findSystemUser(name: string): SystemUser | null {
  return readUser(fs.readFileSync('/etc/passwd', 'utf8'), name) ?? fromDirectoryService(name);
}

/** Whether this process may not signal what runs as that user. Root may signal everybody. */
export function isForeignUser(name: string): boolean {
  const own = process.getuid?.() ?? 0;
  return own !== 0 && findSystemUser(name)?.uid !== own;
}

function readUser(table: string, name: string): SystemUser | null {
  const fields = table
    .split('\n')
    .find((line) => line.startsWith(`${name}:`))
    ?.split(':');
  return fields === undefined ? null : { uid: Number(fields[2]), gid: Number(fields[3]), home: fields[5] ?? '/' };
}

/** Longest wait for a directory service: the whole process stands still for it. */
const directoryTimeoutMs = 2_000;
/** What it said holds for so long, also that there is no such user. */
const answerHoldsMs = 30_000;

const answers = new Map<string, { user: SystemUser | null; at: number }>();

/** LDAP and the like. While they do not answer, what they said last counts. */
function fromDirectoryService(name: string): SystemUser | null {
  const last = answers.get(name);
  if (last !== undefined && performance.now() - last.at < answerHoldsMs) return last.user;
  const options = { reject: false, timeout: directoryTimeoutMs, killSignal: 'SIGKILL' } as const;
  const { stdout, timedOut } = execaSync('getent', ['passwd', '--', name], options);
  // Its exit code says "no such user" or "no getent"; both leave stdout empty.
  const user = timedOut ? (last?.user ?? null) : readUser(stdout ?? '', name);
  answers.set(name, { user, at: performance.now() });
  return user;
}
