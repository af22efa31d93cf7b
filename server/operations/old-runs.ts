import fs from 'node:fs';
import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Deployment } from '../deployments/deployment.entity.ts';
import { isFinal } from '../deployments/states.ts';
import type { Log } from '../log.ts';
import { isAnythingAlive } from '../runner/attach.ts';
import { errorCode } from '../runner/durable-file.ts';
import { journalFile, readRecords } from '../runner/journal.ts';
import { removeRunConfig } from '../runner/run-config.ts';
import { readSpec, removeRun } from '../runner/spec.ts';

/** Something that a run left on this host. */
export type Leftover =
  | { kind: 'runDirectory'; runId: string; bytes: number }
  | { kind: 'configFile'; file: string; bytes: number };

const keptMs = 24 * 3_600_000;

/**
 * What runs left that nobody needs: `--config` files of runs that have ended, and their directories after 24 h, also of
 * runs that this database does not know. Never anything of a run with a living process or unread journal. A name that is
 * no run id is not ours; what cannot be read stays and is logged.
 */
export async function findLeftovers(pool: Pool, runsDir: string, now: Date, log: Log): Promise<Leftover[]> {
  const runIds = fs.readdirSync(runsDir).filter((name) => uuid.test(name));
  const known = await readRuns(pool, runIds);
  const leftovers: Leftover[] = [];
  for (const runId of runIds) {
    await breathe();
    try {
      leftovers.push(...leftoversOf(path.join(runsDir, runId), runId, known.get(runId), now));
    } catch (error) {
      const isGone = errorCode(error) === 'ENOENT'; // another server of this host was faster
      if (!isGone) log.error({ err: error, runId }, 'the directory of a run could not be read; it stays');
    }
  }
  return leftovers;
}

/** Removing what is gone already is no error. False: it could not be removed, and the log says why. */
export async function removeLeftover(runsDir: string, leftover: Leftover, log: Log): Promise<boolean> {
  try {
    if (leftover.kind === 'configFile') removeRunConfig(leftover.file);
    else await removeRun(runsDir, leftover.runId);
    return true;
  } catch (error) {
    log.error({ err: error, ...leftover }, 'what a run left behind could not be removed');
    return false;
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type StoredRun = { runId: string; state: Deployment['state']; finishedAt: number | null; n: number; offset: number };

async function readRuns(pool: Pool, runIds: readonly string[]): Promise<Map<string, StoredRun>> {
  const { rows } = await pool.query<StoredRun>(
    `select run_id as "runId", state, extract(epoch from finished_at)::float8 * 1000 as "finishedAt",
       journal_n as n, journal_offset::float8 as "offset"
     from deployments where run_id = any($1::uuid[])`,
    [runIds],
  );
  return new Map(rows.map((row) => [row.runId, row]));
}

function leftoversOf(directory: string, runId: string, run: StoredRun | undefined, now: Date): Leftover[] {
  const isOver = run === undefined ? now.getTime() - lastChange(directory) > keptMs : isFinal(run.state);
  if (!isOver) return [];
  const config = configFileOf(directory, runId);
  const isOld = run === undefined || now.getTime() - (run.finishedAt ?? now.getTime()) > keptMs;
  const isRead = run === undefined || !hasMore(directory, run);
  const found: Leftover[] = config === null ? [] : [config];
  if (isOld && isRead) found.push({ kind: 'runDirectory', runId, bytes: bytesIn(directory) });
  return found.length === 0 || isAnythingAlive(directory) ? [] : found;
}

/** Null: there is none. A directory without spec.json never came as far as to have one. */
function configFileOf(directory: string, runId: string): Leftover | null {
  if (!fs.existsSync(path.join(directory, 'spec.json'))) return null;
  const file = readSpec(directory).configFile.path;
  const found =
    path.basename(file) === `fastdeploy-${runId}.json` ? fs.lstatSync(file, { throwIfNoEntry: false }) : undefined;
  return found === undefined ? null : { kind: 'configFile', file, bytes: found.size };
}

function hasMore(directory: string, { n, offset }: StoredRun): boolean {
  const file = journalFile(directory);
  return fs.existsSync(file) && readRecords(file, { n, offset }).records.length > 0;
}

const statsIn = (directory: string): fs.Stats[] =>
  fs.readdirSync(directory).map((name) => fs.lstatSync(path.join(directory, name)));
const bytesIn = (directory: string): number => statsIn(directory).reduce((sum, { size }) => sum + size, 0);
const lastChange = (directory: string): number =>
  Math.max(...[fs.statSync(directory), ...statsIn(directory)].map(({ mtimeMs }) => mtimeMs));
