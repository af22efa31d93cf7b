import fs from 'node:fs';
import path from 'node:path';
import { createExclusive, errorCode } from './durable-file.ts';
import { bootId, ownIdentity, type ProcessIdentity } from './process-identity.ts';

/** Which process executes a run. The file is created exclusively and never changed, so a run executes once. */
export type RunClaim = ProcessIdentity & { bootId: string };

/** Stands for no process: the run was taken back before any supervisor had it. */
const nobody: RunClaim = { pid: 0, startTime: '', bootId: '' };

/** Takes the run for this process; false when it is taken. */
export const claimRun = (directory: string): boolean => create(directory, { ...ownIdentity(), bootId: bootId() });

/** Takes the run from all processes that may still come for it; false when one has it already. */
export const claimForNobody = (directory: string): boolean => create(directory, nobody) || isWithdrawn(directory);

/** Whether the run was taken back, now or earlier: its script was not started and cannot be, under this id. */
export function isWithdrawn(directory: string): boolean {
  const claim = readClaim(directory);
  return claim !== null && isNobodys(claim);
}

export const isNobodys = ({ pid }: RunClaim): boolean => pid === nobody.pid;

export function readClaim(directory: string): RunClaim | null {
  try {
    const claim: RunClaim = JSON.parse(fs.readFileSync(claimFile(directory), 'utf8'));
    return claim;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

function create(directory: string, claim: RunClaim): boolean {
  try {
    createExclusive(claimFile(directory), JSON.stringify(claim));
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

const claimFile = (directory: string): string => path.join(directory, 'supervisor.json');
