import { DatabaseError, type Pool, type PoolClient } from 'pg';

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
  error instanceof DatabaseError && error.code !== undefined ? error.code : null;

export const uniqueViolation = '23505';

/** True when the statement may succeed later as it is: the server or the way to it is away, not the statement wrong. */
export function isAway(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== null) return awayClasses.includes(state.slice(0, 2)) || state === stoodStill;
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && awayCodes.includes(error.code)) return true;
  return awayWords.test(error.message);
}

/** Connection exceptions, insufficient resources, operator intervention, system errors, transaction rollback. */
const awayClasses = ['08', '53', '57', '58', '40'];
/** The transaction was ended because this process stood still in it for too long. */
const stoodStill = '25P03';
const awayCodes = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOENT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
];
/** What pg says without a code when a connection ends under a query or cannot be had. */
const awayWords =
  /connection (terminated|ended)|connection timeout|timeout exceeded when trying to connect|not queryable|client was closed/i;

/** PostgreSQL's text form of a timestamptz, as the pool returns it. */
export const toDate = (text: string | null): Date | null => (text === null ? null : new Date(text));

/** The SQL that prints a timestamptz the way the API does: UTC with milliseconds. */
export const isoSql = (column: string): string =>
  `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
