import fs from 'node:fs';
import type { Log } from '../log.ts';

/** What is free for us on a file system, and whether that is too little to start anything. */
export type DiskSpace = { freeBytes: number; low: boolean };

/** Too little: a run writes up to 1 GiB of journal, and PostgreSQL stops when it cannot write. */
const leastFreeBytes = 2 * 1024 ** 3;
const leastFreeShare = 0.05;

type Blocks = { bavail: number; blocks: number; bsize: number };

/** The file system that the directory is on. */
export function diskSpace(dataDir: string, read: (path: string) => Blocks = fs.statfsSync): DiskSpace {
  const { bavail, blocks, bsize } = read(dataDir);
  const freeBytes = bavail * bsize;
  return { freeBytes, low: freeBytes < leastFreeBytes || bavail < blocks * leastFreeShare };
}

/** Whether there is room to start deployments. */
export type Disk = {
  /** Null while there is room; otherwise what is left. Cheap: the file system is asked at most every 5 s. */
  low(): { freeBytes: number } | null;
};

/** `read` and `now` (milliseconds) are replaced by tests. */
export type DiskDeps = { dataDir: string; log: Log; read?: (dataDir: string) => DiskSpace; now?: () => number };

const checkMs = 5_000;

/** Looks at the disk of the data directory when it is asked. Says once in the log when room ends, and when there is room again. */
export function watchDisk({
  dataDir,
  log,
  read = (directory) => diskSpace(directory),
  now = Date.now,
}: DiskDeps): Disk {
  let checkedAt = Number.NEGATIVE_INFINITY;
  let space: DiskSpace = { freeBytes: 0, low: false };

  function look(): void {
    try {
      const wasLow = space.low;
      space = read(dataDir);
      if (space.low !== wasLow) tell(log, dataDir, space);
    } catch (error) {
      log.warn({ err: error, dataDir }, 'the free space of the disk could not be read');
    }
  }

  return {
    low() {
      if (now() - checkedAt >= checkMs) {
        checkedAt = now();
        look();
      }
      return space.low ? { freeBytes: space.freeBytes } : null;
    },
  };
}

function tell(log: Log, dataDir: string, { freeBytes, low }: DiskSpace): void {
  if (low) log.warn({ dataDir, freeBytes }, 'the disk is nearly full: no deployment starts until there is room again');
  else log.info({ dataDir, freeBytes }, 'there is room on the disk again');
}
