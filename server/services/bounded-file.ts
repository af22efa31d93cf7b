import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { errorCode } from '../runner/durable-file.ts';

export type BoundedFile =
  | { kind: 'read'; bytes: Buffer }
  | { kind: 'missing' }
  | { kind: 'notAFile' }
  | { kind: 'tooLarge' }
  | { kind: 'unreadable'; reason: string };

/** Reads a whole regular file of at most `maxBytes`. Never waits for a pipe or a device; every failure is an answer. */
export async function readBoundedFile(path: string, maxBytes: number): Promise<BoundedFile> {
  try {
    await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const status = await file.stat();
    if (!status.isFile()) return { kind: 'notAFile' };
    if (status.size > maxBytes) return { kind: 'tooLarge' };
    return { kind: 'read', bytes: await file.readFile() };
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
    if (code === 'ENXIO') return { kind: 'notAFile' };
    return { kind: 'unreadable', reason: reasonOf(error) };
  }
}

/** What a person reads about a failure. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
