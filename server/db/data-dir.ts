import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { StartRefused } from '../errors.ts';
import { createExclusive, errorCode } from '../runner/durable-file.ts';

/** What a server keeps on disk. `hostId` names this host for ever, whatever the machine is called. */
export type DataDir = { directory: string; runsDir: string; hostId: string; secretKey: Buffer };

const secretKeyBytes = 32;

/**
 * Creates what is missing in the data directory and reads the rest. Several servers may do so at once: the first to write
 * an id or a key decides it for all. The directory is private (0700); the embedded database may open it to 0711 for the
 * account it runs as, so what must stay secret is private by itself.
 */
export function openDataDir(directory: string): DataDir {
  const runsDir = path.join(directory, 'runs');
  try {
    if (mkdirSync(directory, { recursive: true, mode: 0o700 }) !== undefined) chmodSync(directory, 0o700);
    mkdirSync(runsDir, { recursive: true, mode: 0o700 });
    const hostId = keepOnce(path.join(directory, 'host-id'), () => randomUUID());
    const key = keepOnce(path.join(directory, 'secret.key'), () => randomBytes(secretKeyBytes).toString('base64'));
    return { directory, runsDir, hostId, secretKey: decodeKey(directory, key) };
  } catch (error) {
    if (!unusable.includes(errorCode(error)) || !(error instanceof Error)) throw error;
    throw new StartRefused(`The data directory ${directory} (FASTDEPLOY_DATA_DIR) is not usable: ${error.message}`, {
      cause: error,
    });
  }
}

const unusable = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOTDIR', 'EEXIST'];

/** The file's content; written on first use, whole or not at all. */
function keepOnce(file: string, create: () => string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  try {
    createExclusive(file, `${create()}\n`);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}

function decodeKey(directory: string, text: string): Buffer {
  const key = Buffer.from(text, 'base64');
  if (key.length === secretKeyBytes) return key;
  const file = path.join(directory, 'secret.key');
  throw new StartRefused(
    `${file} does not hold a key. Restore it from a backup: without it sealed parameters cannot be read.`,
  );
}
