import fs from 'node:fs';
import { execaSync } from 'execa';

export type SystemUser = { uid: number; gid: number; home: string };

/** The account's numbers, from /etc/passwd or whatever source the system asks; null when there is no such user. */
export function findSystemUser(name: string): SystemUser | null {
  return readUser(fs.readFileSync('/etc/passwd', 'utf8'), name) ?? readUser(fromDirectoryService(name), name);
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

/** Its exit code says "no such user" or "no getent"; both leave stdout empty. */
const fromDirectoryService = (name: string): string =>
  execaSync('getent', ['passwd', '--', name], { reject: false }).stdout ?? '';
