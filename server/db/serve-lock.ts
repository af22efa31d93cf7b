import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { StartRefused } from '../errors.ts';
import { createExclusive, errorCode, replaceFile } from '../runner/durable-file.ts';
import { bootId, findProcess, ownIdentity, type ProcessIdentity } from '../runner/process-identity.ts';

export type ServeLock = { release(): void };

type Holder = ProcessIdentity & { bootId: string; since: string; released: boolean };

/**
 * Makes this process the only `serve` of a data directory, or throws StartRefused, which names the one that is. A holder
 * that died holds nothing: it is known by process id, start time and boot. Each claim is a file of the next number,
 * created exclusively, and only the highest number counts: a dead claim stays until a newer one stands, so that of several
 * processes that find it dead exactly one gets the next number.
 */
export function lockForServe(directory: string): ServeLock {
  const own: Holder = { ...ownIdentity(), bootId: bootId(), since: new Date().toISOString(), released: false };
  for (;;) {
    const last = highestClaim(directory);
    const holder = last === 0 ? null : readHolder(claimFile(directory, last));
    if (holder && holds(holder)) throw new StartRefused(refusal(directory, holder));
    const file = claimFile(directory, last + 1);
    if (!claim(file, own)) continue;
    if (highestClaim(directory) > last + 1) {
      rmSync(file); // the number was free only because still later ones had replaced it
      continue;
    }
    removeOlderClaims(directory, last + 1);
    return { release: () => replaceFile(file, JSON.stringify({ ...own, released: true })) };
  }
}

const claimFile = (directory: string, number: number) => path.join(directory, `serve-lock.${number}`);

function claimNumbers(directory: string): number[] {
  const numbered = readdirSync(directory).map((name) => name.match(/^serve-lock\.(\d+)$/)?.[1]);
  return numbered.filter((number) => number !== undefined).map(Number);
}

const highestClaim = (directory: string): number => Math.max(0, ...claimNumbers(directory));

function claim(file: string, own: Holder): boolean {
  try {
    createExclusive(file, JSON.stringify(own));
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Null when a later claim has replaced it meanwhile: then the next number is taken too. */
function readHolder(file: string): Holder | null {
  try {
    const holder: Holder = JSON.parse(readFileSync(file, 'utf8'));
    return holder;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

const holds = (holder: Holder): boolean =>
  !holder.released && holder.bootId === bootId() && findProcess(holder.pid)?.startTime === holder.startTime;

function removeOlderClaims(directory: string, number: number): void {
  for (const older of claimNumbers(directory)) {
    if (older < number) rmSync(claimFile(directory, older), { force: true });
  }
}

const refusal = (directory: string, { pid, since }: Holder): string =>
  `FastDeploy is already running on ${directory} (process ${pid}, since ${since}). ` +
  'Stop it first, set FASTDEPLOY_DATA_DIR to another directory, or share a database with DATABASE_URL.';
