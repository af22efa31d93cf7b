import { DatabaseError, type Pool, type QueryConfig, type QueryResult, type QueryResultRow } from 'pg';

/** A pool, or one of its connections. */
export type Client = {
  query<Row extends QueryResultRow>(statement: string | QueryConfig, values?: unknown[]): Promise<QueryResult<Row>>;
};

/** The connection of an open transaction. */
export type Transaction = Client & {
  /** For statements, already sent, that nothing of the work waits for: the commit goes right behind them, and fails with any of them. */
  lastly(statements: Promise<unknown>): void;
};

/**
 * Runs `work` in one transaction on one connection: committed when it returns, rolled back when it throws. Statements are
 * sent without waiting for the answers before them (`pipeline` in connection.ts), so those that do not need each other's
 * answers go together: a round trip costs more than most statements do.
 */
export async function inTransaction<T>(pool: Pool, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  const last: Promise<unknown>[] = [];
  let isOver = false;
  let broken: Error | undefined;
  const transaction: Transaction = {
    query(statement, values) {
      if (isOver) throw new Error('a statement was sent after its transaction');
      return client.query(statement, values);
    },
    lastly(statements) {
      statements.catch(() => undefined); // told by the commit, unless the work itself fails first
      last.push(statements);
    },
  };
  try {
    const [, result] = await Promise.all([client.query('begin'), work(transaction)]);
    isOver = true;
    await Promise.all([...last, client.query('commit')]); // after a failed statement, PostgreSQL rolls back at a commit
    return result;
  } catch (error) {
    isOver = true;
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
