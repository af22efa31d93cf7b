import type { Pool, PoolClient } from 'pg';

export type Client = Pick<PoolClient, 'query'>;

/** Runs `work` in one transaction on one connection: committed when it returns, rolled back when it throws. */
export async function inTransaction<T>(pool: Pool, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** SQLSTATE of a failed statement, or null when the failure did not come from PostgreSQL. */
export const sqlState = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code)
    ? error.code
    : null;

export const uniqueViolation = '23505';

/** True when the statement may succeed later as it is: the server or the way to it is away, not the statement wrong. */
export function isAway(error: unknown): boolean {
  const state = sqlState(error);
  if (state === null) return error instanceof Error;
  return ['08', '53', '57', '58', '40'].includes(state.slice(0, 2));
}

/** PostgreSQL's text form of a timestamptz, as the pool returns it. */
export const toDate = (text: string | null): Date | null => (text === null ? null : new Date(text));

/** The SQL that prints a timestamptz the way the API does: UTC with milliseconds. */
export const isoSql = (column: string): string =>
  `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
