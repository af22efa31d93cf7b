import fs from 'node:fs';
import path from 'node:path';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { issueDeploymentToken } from '../access/deployment-tokens.ts';
import { findSupervisor, reapRun, type Supervisors, withdrawRun } from '../runner/attach.ts';
import { readRecords } from '../runner/journal.ts';
import { commitBatch, type Followed } from './ingest.ts';
import { type LaunchSettings, prepareLaunch, refuseUnsafeScript } from './launch.ts';
import type { Publish } from './publish.ts';
import { readClaim } from './queue.ts';
import { apply, changeRun, refuseRun } from './run-changes.ts';
import { isHeld } from './run-store.ts';
import type { Sealing } from './sealing.ts';

export type RecoveryDeps = {
  pool: Pool;
  log: Logger;
  publish: Publish;
  supervisors: Supervisors;
  sealing: Sealing;
  settings: LaunchSettings;
  orphanDelaySeconds: number;
};

/** A claimed run without a supervisor is handed over again this often: O_EXCL makes the second supervisor step back. */
export const handOverAgainMs = 10_000;

/** What one look at a followed run remembers for the next. */
export type Watch = { goneSince: number | null; handedOverAt: number };

/**
 * Looks whether the run's supervisor is there, and does what a missing one needs: hands the run over again, gives it
 * back to the queue once (also when it was withdrawn and nobody lived to say why), or declares it lost. A spawned run is
 * lost only by proof: its supervisor's identity gone at two looks, its journal read to the end without an exit record.
 * (ARCHITECTURE.md, LOST is a last word)
 */
export async function lookAfter(
  deps: RecoveryDeps,
  run: Followed,
  watch: Watch,
  stopReading: () => Promise<void>,
): Promise<void> {
  const supervisor = findSupervisor(run.runDir);
  if (supervisor.kind === 'alive') {
    watch.goneSince = null;
    return;
  }
  if (supervisor.kind === 'missing') return lookForMissing(deps, run, watch, stopReading);
  if (watch.goneSince === null) {
    watch.goneSince = Date.now(); // whoever withdrew the run may be about to say what became of it
    return;
  }
  await stopReading();
  if (supervisor.kind === 'withdrawn') await giveBack(deps, run);
  else await declareLost(deps, run);
}

async function lookForMissing(
  deps: RecoveryDeps,
  run: Followed,
  watch: Watch,
  stopReading: () => Promise<void>,
): Promise<void> {
  const now = Date.now();
  if (now - run.claimedAt.getTime() > deps.orphanDelaySeconds * 1_000) {
    await stopReading();
    return giveBack(deps, run);
  }
  if (now - watch.handedOverAt < handOverAgainMs) return;
  const launch = await readLaunch(deps, run); // a database that is away is no reason to end the run: the next look tries again
  watch.handedOverAt = now;
  try {
    await launch();
  } catch (error) {
    await stopReading();
    await refuseRun(deps, run, error);
  }
}

/**
 * What starts the run after a crash between the claim and the supervisor's first file. The same run id, so the script
 * runs once.
 */
async function readLaunch({ pool, settings, sealing, supervisors }: RecoveryDeps, run: Followed) {
  const claim = await readClaim(pool, run.id);
  const isPrepared = fs.existsSync(path.join(run.runDir, 'spec.json'));
  const token = isPrepared ? null : issueDeploymentToken(pool, { deployment: run.id, service: claim.service.id });
  await token?.stored;
  return async (): Promise<void> => {
    if (token === null) await refuseUnsafeScript(settings, claim);
    else await prepareLaunch(settings, sealing, claim, token.secret);
    supervisors.start(run.runDir);
  };
}

/** Under another run id: a supervisor that comes late for this one must not run beside the next, which any host may claim. */
async function giveBack(deps: RecoveryDeps, run: Followed): Promise<void> {
  if (!(await withdrawRun(run.runDir))) return;
  deps.log.warn({ deployment: run.id }, 'no supervisor took the run');
  await changeRun(deps, run.id, async (stored, client) => {
    if (!isHeld(stored, run.fence)) return;
    await client.query('update deployments set run_id = gen_random_uuid() where id = $1', [run.id]);
    // Nothing ran: a canceled one is canceled, any other gets one more chance.
    const once = stored.claims < 2 && stored.state === 'RUNNING';
    const happening = stored.state === 'CANCELING' ? 'refused' : once ? 'returned' : 'lost';
    apply(stored, happening, 'no supervisor could be started for it', new Date());
  });
}

async function declareLost(deps: RecoveryDeps, run: Followed): Promise<void> {
  if (await drain(deps, run)) return;
  if (await reapRun(run.runDir)) return; // something of it is still ending: look again
  deps.log.warn({ deployment: run.id }, 'the supervisor is gone without an exit record');
  await changeRun(deps, run.id, (stored) => {
    if (!isHeld(stored, run.fence)) return;
    apply(
      stored,
      'lost',
      'its supervisor ended without recording how the script did; look before you repeat it',
      new Date(),
    );
  });
}

/** Reads what is left of the journal; true when the run has ended by it. */
async function drain(deps: RecoveryDeps, run: Followed): Promise<boolean> {
  const file = path.join(run.runDir, 'journal.ndjson');
  if (!fs.existsSync(file)) return false;
  for (let cursor = await storedCursor(deps.pool, run.id); ; ) {
    const batch = readRecords(file, cursor);
    if (batch.records.length === 0) return false;
    if ((await commitBatch(deps, run, batch)) !== 'more') return true;
    cursor = { n: batch.n, offset: batch.offset };
  }
}

async function storedCursor(pool: Pool, id: number): Promise<{ n: number; offset: number }> {
  const { rows } = await pool.query<{ n: number; offset: number }>(
    'select journal_n as n, journal_offset::float8 as offset from deployments where id = $1',
    [id],
  );
  return rows[0] ?? { n: 0, offset: 0 };
}
