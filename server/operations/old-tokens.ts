import type { Pool } from 'pg';
import type { TokenKind } from '../access/token.entity.ts';

/** Kinds that are made by the thousand and mean nothing once they have expired. The others belong to somebody. */
const passing: TokenKind[] = ['ONCE', 'SESSION', 'DEPLOYMENT'];
/** So long an expired credential is still told from one that never was. */
const keptDays = 30;
/** Each token costs PostgreSQL a look for deployments that name it. */
const tokensAtATime = 100;

const expired = `kind = any($1) and expires_at < $2::timestamptz - make_interval(days => $3)`;

export async function countOldTokens(pool: Pool, now: Date): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(`select count(*)::int as count from tokens where ${expired}`, [
    passing,
    now,
    keptDays,
  ]);
  return rows[0]?.count ?? 0;
}

/** Returns how many there were. */
export async function removeOldTokens(pool: Pool, now: Date, signal?: AbortSignal): Promise<number> {
  for (let removed = 0; ; ) {
    const { rowCount } = await pool.query(
      `delete from tokens where id in (select id from tokens where ${expired} limit $4)`,
      [passing, now, keptDays, tokensAtATime],
    );
    removed += rowCount ?? 0;
    if ((rowCount ?? 0) < tokensAtATime || signal?.aborted) return removed;
  }
}
