import { DatabaseError, type Pool, type PoolClient } from 'pg';

export type Client = Pick<PoolClient, 'query'>;

/**
 * Runs `work` in one transaction on one connection: committed when it returns, rolled back when it throws. Statements are
 * sent without waiting for the answers before them (`pipeline` in connection.ts), so those that do not need each other's
 * answers go together: a round trip costs more than most statements do.
 */
export async function inTransaction<T>(pool: Pool, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const [, result] = await Promise.all([client.query('begin'), work(client)]);
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
  error instanceof DatabaseError && error.code !== undefined ? error.code : null;

export const uniqueViolation = '23505';

/** PostgreSQL's text form of a timestamptz, as the pool returns it. */
export const toDate = (text: string | null): Date | null => (text === null ? null : new Date(text));

/** The SQL that prints a timestamptz the way the API does: UTC with milliseconds. */
export const isoSql = (column: string): string =>
  `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
