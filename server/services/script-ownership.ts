import { lstat, realpath, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { errorCode } from '../runner/durable-file.ts';
import { shellWord } from './deploy-script.ts';
import { blocks, type Problem, warns } from './problem.ts';

/** Who the server runs as. */
export type Identity = { uid: number; gids: readonly number[] };

/**
 * A script that the server's user may change, or move aside through one of its parent directories, gives whoever takes
 * over the server the rights of the deploy user. Looks at the file, at every directory above it, and at where links lead;
 * below `servicesDir` no link is accepted. One problem at most.
 */
export async function scriptOwnershipProblem(
  path: string,
  label: string,
  server: Identity,
  strict: boolean,
  servicesDir: string | null = null,
): Promise<Problem | null> {
  const severity = strict ? blocks : warns;
  const found = await unsafePlace(path, server);
  if (found !== null) {
    const message = `the server's user could change what runs as the deploy user: ${found.place} ${found.reason}`;
    const hint = `sudo chown root:root ${shellWord(found.place)} && sudo chmod go-w ${shellWord(found.place)}`;
    return severity('SCRIPT_UNSAFE', label, message, hint);
  }
  const link = servicesDir === null ? null : await linkBelow(servicesDir, path);
  if (link === null) return null;
  const message = `${link} is a symbolic link: what is looked at is not sure to be what runs as the deploy user`;
  return severity(
    'SCRIPT_UNSAFE',
    label,
    message,
    'Put the file itself there, or name its real path as deploy_script.',
  );
}

/** The identity of this process; null where there is none to tell apart: root may change everything anyway. */
export function serverIdentity(): Identity | null {
  const uid = process.getuid?.() ?? 0;
  return uid === 0 ? null : { uid, gids: process.getgroups?.() ?? [] };
}

async function unsafePlace(path: string, server: Identity): Promise<{ place: string; reason: string } | null> {
  const real = await unlessHidden(realpath(path));
  for (const place of new Set([...upwardsFrom(path), ...(real === null ? [] : upwardsFrom(real))])) {
    const reason = await whyWritable(place, server);
    if (reason !== null) return { place, reason };
  }
  return null;
}

async function linkBelow(servicesDir: string, path: string): Promise<string | null> {
  for (const place of upwardsFrom(path)) {
    if (!place.startsWith(`${resolve(servicesDir)}/`)) return null;
    if ((await unlessHidden(lstat(place)))?.isSymbolicLink()) return place;
  }
  return null;
}

/** The path and every directory above it. */
function upwardsFrom(path: string): string[] {
  const above = dirname(path);
  return above === path ? [path] : [path, ...upwardsFrom(above)];
}

async function whyWritable(place: string, server: Identity): Promise<string | null> {
  const status = await unlessHidden(stat(place));
  if (status === null) return null;
  const sticky = status.isDirectory() && (status.mode & 0o1000) !== 0;
  if (status.uid === server.uid) return 'belongs to it';
  if ((status.mode & 0o002) !== 0 && !sticky) return 'is writable by everybody';
  if ((status.mode & 0o020) !== 0 && !sticky && server.gids.includes(status.gid)) return 'is writable by its group';
  return null;
}

/** Null for what the server's user cannot see: it cannot change that either. */
async function unlessHidden<T>(looking: Promise<T>): Promise<T | null> {
  try {
    return await looking;
  } catch (error) {
    if (errorCode(error) === 'EACCES' || errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
