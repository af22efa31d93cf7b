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

/** True when the statement may succeed later as it is: the server or the way to it is away, not the statement wrong. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (awayCodes.includes(code) || code === stoodStill || awayWords.test(error.message)) return true;
  // The ORM's own errors carry the state too, and those that wrap another one name it as their cause.
  if (/^[0-9A-Z]{5}$/.test(code) && awayClasses.includes(code.slice(0, 2))) return true;
  return isAway(error.cause);
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
  /connection (terminated|ended)|connection timeout|timeout (expired|exceeded)|not queryable|client (was closed|has already been)|connection (is )?closed/i;

/** PostgreSQL's text form of a timestamptz, as the pool returns it. */
export const toDate = (text: string | null): Date | null => (text === null ? null : new Date(text));

/** The SQL that prints a timestamptz the way the API does: UTC with milliseconds. */
export const isoSql = (column: string): string =>
  `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
