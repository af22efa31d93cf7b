import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { isAway } from '../database-away.ts';
import { inTransaction } from '../db/transaction.ts';
import type { JournalRecord } from '../runner/journal.ts';
import { tailJournal } from '../runner/tail.ts';
import { foldRecords } from './fold.ts';
import type { Publish } from './publish.ts';
import { type Cursor, lockRun, type StoredRun, writeRun } from './run-store.ts';
import { isFinal } from './states.ts';

export type IngestDeps = { pool: Pool; log: Logger; publish: Publish };

/** A run of this host that this server reads. */
export type Followed = { id: number; fence: number; runDir: string; claimedAt: Date };

/** How an ingest ended: the run did, somebody else took it over, or we were asked to stop. */
export type IngestEnd = 'ended' | 'fenced' | 'aborted';

const retryMs = { first: 100, most: 2_000 };

/**
 * Reads the run's journal into the database until its exit record is there: live and after a restart alike, from the
 * stored cursor. One transaction a batch holds events, log, steps, state and cursor; what was committed is published.
 * While PostgreSQL is away the batch is tried again for as long as it takes; the journal waits on disk.
 */
export async function ingest(deps: IngestDeps, run: Followed, cursor: Cursor, signal: AbortSignal): Promise<IngestEnd> {
  for await (const batch of tailJournal(run.runDir, cursor, signal)) {
    const end = await commitPersistently(deps, run, batch, signal);
    if (end !== 'more') return end;
  }
  return 'aborted';
}

/** The database has lost what it had committed, as a failover may do: the journal has to be read again from its cursor. */
class JournalAhead extends Error {
  override name = 'JournalAhead';
}

/** Consecutive records, and the cursor after the last of them. */
export type Batch = Cursor & { records: JournalRecord[] };

async function commitPersistently(
  deps: IngestDeps,
  run: Followed,
  batch: Batch,
  signal: AbortSignal,
): Promise<IngestEnd | 'more'> {
  for (let wait = retryMs.first, isRepeated = false; ; wait = Math.min(wait * 2, retryMs.most), isRepeated = true) {
    try {
      const end = await commitBatch(deps, run, batch);
      if (isRepeated) deps.publish(run.id, []);
      return end;
    } catch (error) {
      if (error instanceof JournalAhead || !isAway(error)) throw error;
      deps.log.warn({ err: error, deployment: run.id }, 'the database is away; the run goes on into its journal');
      await delay(wait, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return 'aborted';
    }
  }
}

/** Folds what the database does not know of the batch yet; a batch that a lost answer repeats is nothing new. */
export async function commitBatch(
  deps: Pick<IngestDeps, 'pool' | 'publish'>,
  { id, fence }: Followed,
  batch: Batch,
): Promise<IngestEnd | 'more'> {
  let written: StoredRun | undefined;
  const end = await inTransaction<IngestEnd | 'more'>(deps.pool, async (client) => {
    const run = await lockRun(client, id);
    // Given back to the queue: whatever a late supervisor still writes is read again after the next claim.
    if (run === null || run.fence !== fence || run.state === 'QUEUED') return 'fenced';
    if (isFinal(run.state)) return 'ended';
    const news = batch.records.filter((record) => record.n > run.cursor.n);
    const [next] = news;
    if (next === undefined) return 'more';
    if (next.n !== run.cursor.n + 1) throw new JournalAhead(`record ${next.n} does not follow record ${run.cursor.n}`);
    foldRecords(run, news);
    run.cursor = { n: batch.n, offset: batch.offset };
    await writeRun(client, run);
    written = run;
    return isFinal(run.state) ? 'ended' : 'more';
  });
  if (written !== undefined) deps.publish(id, written.events);
  return end;
}
