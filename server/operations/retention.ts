import type { Pool } from 'pg';
import { auditInSql } from '../access/audit.ts';
import { authorise } from '../access/authorise.ts';
import { system, type Viewer } from '../access/viewer.ts';
import { holdLock } from '../db/advisory-lock.ts';
import type { Log } from '../log.ts';
import { findOldLogs, type LogCount, measureLogs, removeLogs } from './old-logs.ts';
import { findLeftovers, type Leftover, removeLeftover } from './old-runs.ts';
import { countOldTokens, removeOldTokens } from './old-tokens.ts';

/** What was removed, or with `dryRun` would be. */
export type Pruned = {
  /** Null: another server is removing what is in the database right now. */
  database: { logs: LogCount; tokens: number } | null;
  runDirectories: { count: number; bytes: number };
  configFiles: { count: number; bytes: number };
};

export type PruneInput = {
  /** Log text of runs that ended longer ago goes. */
  logDays: number;
  /** Only counts. */
  dryRun?: boolean;
  /** Ends it between two batches; the next prune goes on. */
  signal?: AbortSignal;
};

/** `changed` is told when deployments were marked; `now` in milliseconds is given only by tests. */
export type RetentionDeps = { pool: Pool; runsDir: string; log: Log; changed?: () => void; now?: () => number };
export type Prune = (viewer: Viewer, input: PruneInput) => Promise<Pruned>;

const dayMs = 24 * 3_600_000;

/**
 * Removes what the rules of retention do not keep: text of old logs, expired tokens, and what ended runs left on this
 * host's disk. Repeating it is harmless, and so are several at once: one of them works in the database.
 */
export function retention({ pool, runsDir, log, changed, now = Date.now }: RetentionDeps): { prune: Prune } {
  async function pruneDatabase(at: Date, { logDays, dryRun, signal }: PruneInput): Promise<Pruned['database']> {
    const endedBefore = new Date(at.getTime() - logDays * dayMs);
    if (dryRun) {
      const logs = await measureLogs(pool, await findOldLogs(pool, endedBefore));
      return { logs, tokens: await countOldTokens(pool, at) };
    }
    return holdLock(pool, 'retention', async () => {
      const old = await findOldLogs(pool, endedBefore);
      const logs = await removeLogs(pool, old, at, signal).finally(() => old.length > 0 && changed?.());
      return { logs, tokens: await removeOldTokens(pool, at, signal) };
    });
  }

  async function pruneHost(at: Date, { dryRun, signal }: PruneInput): Promise<Leftover[]> {
    const leftovers = await findLeftovers(pool, runsDir, at, log);
    if (dryRun) return leftovers;
    const removed: Leftover[] = [];
    for (const leftover of leftovers) {
      if (signal?.aborted) break;
      if (await removeLeftover(runsDir, leftover, log)) removed.push(leftover);
    }
    return removed;
  }

  return {
    async prune(viewer, input) {
      authorise(viewer, 'system.prune');
      const { logDays, dryRun } = input;
      // Batches have no transaction in common, so it is written before the first.
      if (viewer !== system && !dryRun)
        await auditInSql(pool, viewer, { action: 'system.prune', details: { logDays } });
      const at = new Date(now());
      const database = await pruneDatabase(at, input);
      const leftovers = await pruneHost(at, input);
      return { database, runDirectories: sum(leftovers, 'runDirectory'), configFiles: sum(leftovers, 'configFile') };
    },
  };
}

function sum(leftovers: readonly Leftover[], kind: Leftover['kind']): { count: number; bytes: number } {
  const ofKind = leftovers.filter((leftover) => leftover.kind === kind);
  return { count: ofKind.length, bytes: ofKind.reduce((bytes, leftover) => bytes + leftover.bytes, 0) };
}
