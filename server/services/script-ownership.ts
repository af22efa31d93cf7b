import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from '../runner/durable-file.ts';
import { shellWord } from './deploy-script.ts';
import { blocks, type Problem, warns } from './problem.ts';

/** Who the server runs as. */
export type Identity = { uid: number; gids: readonly number[] };

/**
 * A script that the server's user may change, or move aside through one of its parent directories, gives whoever takes
 * over the server the rights of the deploy user. Looks at the file and every directory above it; one problem at most.
 */
export async function scriptOwnershipProblem(
  path: string,
  label: string,
  server: Identity,
  strict: boolean,
): Promise<Problem | null> {
  for (let place = path; ; place = dirname(place)) {
    const reason = await whyWritable(place, server);
    if (reason !== null) {
      const message = `the server's user could change what runs as the deploy user: ${place} ${reason}`;
      const hint = `sudo chown root:root ${shellWord(place)} && sudo chmod go-w ${shellWord(place)}`;
      return (strict ? blocks : warns)('SCRIPT_UNSAFE', label, message, hint);
    }
    if (place === dirname(place)) return null;
  }
}

/** The identity of this process; null where there is none to tell apart: root may change everything anyway. */
export function serverIdentity(): Identity | null {
  const uid = process.getuid?.() ?? 0;
  return uid === 0 ? null : { uid, gids: process.getgroups?.() ?? [] };
}

async function whyWritable(place: string, server: Identity): Promise<string | null> {
  try {
    const status = await stat(place);
    const sticky = status.isDirectory() && (status.mode & 0o1000) !== 0;
    if (status.uid === server.uid) return 'belongs to it';
    if ((status.mode & 0o002) !== 0 && !sticky) return 'is writable by everybody';
    if ((status.mode & 0o020) !== 0 && !sticky && server.gids.includes(status.gid)) return 'is writable by its group';
    return null;
  } catch (error) {
    if (errorCode(error) === 'EACCES' || errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
