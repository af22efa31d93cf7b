import type { Pool } from 'pg';

/** Log text by the deployments it was of; bytes of text, before compression. */
export type LogCount = { deployments: number; bytes: number };

/** Of each service the newest runs keep their log, however old they are. */
const keptRuns = 10;
/** Chunks that one statement removes: some 13 MB of text at most. */
const chunksAtATime = 200;

/**
 * Deployments whose text goes: ended before the moment given, neither among the newest runs of their service nor its last
 * SUCCESS. Also those that are marked already and still have text, because removing it was interrupted.
 */
export async function findOldLogs(pool: Pool, endedBefore: Date): Promise<number[]> {
  const { rows } = await pool.query<{ id: number }>(
    `select d.id::int from services s
       cross join lateral (select id from deployments where service_id = s.id and started_at is not null
         order by id desc offset $2 - 1 limit 1) oldest_kept
       join deployments d on d.service_id = s.id and d.id < oldest_kept.id
     where d.finished_at < $1 and d.last_line > 0 and d.log_removed_at is null
       and d.id is distinct from (select id from deployments where service_id = s.id and state = 'SUCCESS' order by id desc limit 1)
     union all
     select id::int from deployments d where log_removed_at is not null and exists (select from log_chunks where deployment_id = d.id)
     order by 1`,
    [endedBefore, keptRuns],
  );
  return rows.map((row) => row.id);
}

/** Nothing is decompressed for it. */
export async function measureLogs(pool: Pool, ids: readonly number[]): Promise<LogCount> {
  const { rows } = await pool.query<{ bytes: number }>(
    'select coalesce(sum(octet_length(text)), 0)::float8 as bytes from log_chunks where deployment_id = any($1)',
    [ids],
  );
  return { deployments: ids.length, bytes: rows[0]?.bytes ?? 0 };
}

/**
 * Marks each deployment, then removes its text, a few chunks a statement: whoever reads meanwhile is told so, and a
 * removal that is interrupted is found again by its mark. Row, steps, events and seq stay.
 */
export async function removeLogs(
  pool: Pool,
  ids: readonly number[],
  now: Date,
  signal?: AbortSignal,
): Promise<LogCount> {
  const removed: LogCount = { deployments: 0, bytes: 0 };
  for (const id of ids) {
    if (signal?.aborted) break;
    await pool.query('update deployments set log_removed_at = $2 where id = $1 and log_removed_at is null', [id, now]);
    for (let chunks = chunksAtATime; chunks === chunksAtATime && !signal?.aborted; ) {
      const batch = await removeChunks(pool, id);
      removed.bytes += batch.bytes;
      chunks = batch.chunks;
    }
    removed.deployments += 1;
  }
  return removed;
}

async function removeChunks(pool: Pool, id: number): Promise<{ chunks: number; bytes: number }> {
  const { rows } = await pool.query<{ chunks: number; bytes: number }>(
    `with gone as (
       delete from log_chunks where deployment_id = $1
         and seq in (select seq from log_chunks where deployment_id = $1 order by seq limit $2)
       returning octet_length(text) as bytes
     ) select count(*)::int as chunks, coalesce(sum(bytes), 0)::float8 as bytes from gone`,
    [id, chunksAtATime],
  );
  return rows[0] ?? { chunks: 0, bytes: 0 };
}
