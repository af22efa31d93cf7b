import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { StartRefused } from '../../errors.ts';
import { hasCode } from './files.ts';

/** What a running PostgreSQL says of itself in `<data>/postmaster.pid`. The later lines are absent while it starts. */
export type Postmaster = { pid: number; sockets: string; status: string };

const diesWithItsParentMs = 2_000;
const stopsInOrderMs = 60_000;
const lookEveryMs = 20;

/** Null when the cluster is not running, or was killed and its host has nothing under that process id. */
export async function readPostmaster(data: string): Promise<Postmaster | null> {
  try {
    const lines = (await readFile(pidFile(data), 'utf8')).split('\n').map((line) => line.trim());
    return { pid: Number(lines[0]), sockets: lines[4] ?? '', status: lines[7] ?? '' };
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/**
 * Waits until nobody runs the cluster. A predecessor that was killed takes its PostgreSQL along, but some milliseconds
 * later; one that says `stopping` may still have to write a checkpoint. Anybody else is refused.
 */
export async function waitUntilFree(data: string): Promise<void> {
  const begin = performance.now();
  for (;;) {
    const postmaster = await readPostmaster(data);
    const holder = postmaster ? await whoIs(postmaster.pid, data) : 'nobody';
    if (!postmaster || holder === 'nobody') return;
    if (holder === 'stranger') return rm(pidFile(data), { force: true });
    const patienceMs = postmaster.status === 'stopping' ? stopsInOrderMs : diesWithItsParentMs;
    if (performance.now() - begin > patienceMs) throw inUse(data, postmaster.pid);
    await delay(lookEveryMs);
  }
}

export const inUse = (data: string, pid: number | string): StartRefused =>
  new StartRefused(
    `The database in ${path.dirname(data)} is in use by another FastDeploy (PostgreSQL process ${pid}). ` +
      'Stop that one first, or set FASTDEPLOY_DATA_DIR to another directory.',
  );

const pidFile = (data: string) => path.join(data, 'postmaster.pid');

/**
 * Who has this process id now. After a crash the number may have gone to a `stranger`, which PostgreSQL itself would
 * take for a running server: in a container, where numbers repeat from start to start, it would then never start again.
 * A PostgreSQL of this cluster works in its data directory. What we may not look at belongs to another account, and
 * PostgreSQL knows that such a process is not its own.
 */
async function whoIs(pid: number, data: string): Promise<'nobody' | 'stranger' | 'postmaster'> {
  try {
    return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(data)) ? 'postmaster' : 'stranger';
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ESRCH', 'EACCES', 'EPERM')) return 'nobody';
    throw error;
  }
}
