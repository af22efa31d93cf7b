import { open, readlink, rename, rm, stat, symlink } from 'node:fs/promises';
import path from 'node:path';

/** Whether `error` is a system error with one of these codes (ENOENT, EACCES, ...). */
export const hasCode = (error: unknown, ...codes: string[]): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code);

export async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return false;
    throw error;
  }
}

/** Makes `link` point at `target`; one that points there already is left alone, and there is no moment without a link. */
export async function replaceLink(target: string, link: string): Promise<void> {
  const present = await readlink(link).catch((error) => {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  });
  if (present === target) return;
  const draft = `${link}.${process.pid}`;
  await rm(draft, { force: true });
  await symlink(target, draft);
  await rename(draft, link);
}

/** Makes the last rename below `directory` survive a power cut. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(path.resolve(directory), 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
