import fs from 'node:fs';
import type { Pool } from 'pg';
import { authorise } from '../access/authorise.ts';
import type { Viewer } from '../access/viewer.ts';
import { auditDeployment } from '../deployments/audit-deployment.ts';
import { awayAfterSeconds } from '../deployments/host.entity.ts';
import type { Publish } from '../deployments/publish.ts';
import { apply, changeRun } from '../deployments/run-changes.ts';
import { isFinal } from '../deployments/states.ts';
import { ConflictError, DeploymentNotActiveError, NotFoundError } from '../errors.ts';
import { findSupervisor, reapRun, withdrawRun } from '../runner/attach.ts';
import { journalFile, readRecords } from '../runner/journal.ts';
import { runDirectory } from '../runner/spec.ts';

export type ForgetDeps = { pool: Pool; publish: Publish; runsDir: string; host: string };

export type ForgetInput = { id: number; by: string; reason: string };

/**
 * Declares a running deployment LOST and frees its service: for a run that will never be heard of again. Refuses, saying
 * what to do instead, what can still end by itself. Throws NotFoundError, DeploymentNotActiveError and ConflictError.
 */
export async function forget(deps: ForgetDeps, viewer: Viewer, { id, by, reason }: ForgetInput): Promise<void> {
  authorise(viewer, 'deployment.forget');
  const found = await findRun(deps.pool, id);
  if (found.host === deps.host) await refuseWhatMayEnd(runDirectory(deps.runsDir, found.runId), id);
  else refuseWhatIsSeen(found, id);
  await changeRun(deps, id, async (run, client) => {
    if (isFinal(run.state)) throw new DeploymentNotActiveError(id, run.state);
    if (run.fence !== found.fence || run.state === 'QUEUED')
      throw new ConflictError(`#${id} was taken up again in the meantime. Look at it once more.`);
    apply(run, 'lost', `forgotten by ${by}: ${reason}`, new Date());
    await auditDeployment(client, viewer, 'deployment.forget', id, { reason });
  });
}

type FoundRun = { runId: string; fence: number; host: string | null; hostName: string | null; isAway: boolean };

async function findRun(pool: Pool, id: number): Promise<FoundRun> {
  const { rows } = await pool.query<FoundRun & { state: 'QUEUED' | 'RUNNING' | 'CANCELING' | 'SUCCESS' }>(
    `select d.state, d.run_id as "runId", d.fence, d.host, h.name as "hostName",
       coalesce(h.seen_at < now() - make_interval(secs => $2), true) as "isAway"
     from deployments d left join hosts h on h.id = d.host where d.id = $1`,
    [id, awayAfterSeconds],
  );
  const [found] = rows;
  if (found === undefined) throw new NotFoundError('deployment', `#${id}`);
  if (isFinal(found.state)) throw new DeploymentNotActiveError(id, found.state);
  if (found.state === 'QUEUED') throw new ConflictError(`#${id} has not started. Cancel it, then it leaves the queue.`);
  return found;
}

function refuseWhatIsSeen({ hostName, isAway }: FoundRun, id: number): void {
  if (isAway) return;
  throw new ConflictError(
    `#${id} runs on ${hostName}, whose server was seen less than ${awayAfterSeconds} s ago. Run this command there, or cancel #${id}.`,
  );
}

/** On its own host a run is forgotten only when nothing of it lives and nothing of it waits to be read. */
async function refuseWhatMayEnd(runDir: string, id: number): Promise<void> {
  if (await withdrawRun(runDir)) return; // from every supervisor that may still be on its way
  const supervisor = findSupervisor(runDir);
  if (supervisor.kind === 'alive')
    throw new ConflictError(
      `The supervisor of #${id} is alive (process ${supervisor.pid}): the run will end by itself. Cancel it to end it sooner.`,
    );
  if (hasEnded(journalFile(runDir)))
    throw new ConflictError(`How #${id} ended is in its journal. Start the server: it reads it and frees the service.`);
  if (await reapRun(runDir))
    throw new ConflictError(`Processes of #${id} are still there and cannot be ended by this user. End them first.`);
}

function hasEnded(journal: string): boolean {
  if (!fs.existsSync(journal)) return false;
  for (let cursor = { n: 0, offset: 0 }; ; ) {
    const { records, n, offset } = readRecords(journal, cursor);
    if (records.length === 0) return false;
    if (records.some(({ k }) => k === 'exit')) return true;
    cursor = { n, offset };
  }
}
