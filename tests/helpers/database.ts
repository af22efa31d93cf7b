import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Connection, pgConfig } from '../../server/db/connection.ts';
import { migrate } from '../../server/db/migrate.ts';

export type TestDatabase = AsyncDisposable & { connection: Connection };

/** A database of one's own: a clone of the migrated template. Dispose of it; open connections do not prevent that. */
export async function createTestDatabase(): Promise<TestDatabase> {
  await ensureTemplate();
  return cloneOf(template);
}

/** A database without any table. */
export const createEmptyDatabase = (): Promise<TestDatabase> => cloneOf('template0');

/** The server itself, in its maintenance database. */
export const maintenance = (): Connection => ({ ...inject('cluster'), dbName: 'postgres' });

export async function query<Row extends pg.QueryResultRow>(
  connection: Connection,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client(pgConfig(connection));
  client.on('error', () => {}); // the query in flight rejects with the same error
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

const template = 'fastdeploy_template';

async function cloneOf(source: string): Promise<TestDatabase> {
  const dbName = `test_${randomUUID().replaceAll('-', '')}`;
  await query(maintenance(), `create database ${dbName} template ${source} strategy file_copy`);
  return {
    connection: { ...inject('cluster'), dbName },
    [Symbol.asyncDispose]: async () => {
      await query(maintenance(), `drop database if exists ${dbName} with (force)`);
    },
  };
}

/** Migrates a draft and renames it, so that a worker never clones half a template; the first worker that needs one makes it. */
async function ensureTemplate(): Promise<void> {
  const client = new pg.Client(pgConfig(maintenance()));
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(hashtext('${template}'))`);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [template]);
    if (rowCount) return;
    const dbName = `${template}_draft`;
    await client.query(`drop database if exists ${dbName} with (force)`);
    await client.query(`create database ${dbName}`);
    await migrate({ ...inject('cluster'), dbName });
    await client.query(`alter database ${dbName} rename to ${template}`);
  } finally {
    await client.end();
  }
}
