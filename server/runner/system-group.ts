import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

/** The number of a system group given by name or number, or null when there is none. */
export function groupId(group: string): number | null {
  if (/^\d+$/.test(group)) return Number(group);
  return readGroup(fs.readFileSync('/etc/group', 'utf8'), group) ?? readGroup(fromDirectoryService(group), group);
}

function readGroup(table: string, group: string): number | null {
  const entry = table.split('\n').find((line) => line.startsWith(`${group}:`));
  return entry === undefined ? null : Number(entry.split(':')[2]);
}

// Groups kept in LDAP or the like are not in /etc/group; getent asks all sources. Its exit code says "none" or "no getent".
function fromDirectoryService(group: string): string {
  try {
    return execFileSync('getent', ['group', '--', group], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return '';
  }
}
