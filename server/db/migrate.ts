import { MigrationRunner } from '@mikro-orm/migrations';
import { MikroORM, type PostgreSqlDriver, type Transaction } from '@mikro-orm/postgresql';
import pg from 'pg';
import { StartRefused } from '../errors.ts';
import { type Connection, migrationsTable, ormConnection, pgConfig, refuseForeignDatabase } from './connection.ts';
import { listMigrations, loadMigration, type MigrationFile, migrationsDirectory } from './migration-files.ts';

export type MigrateOptions = { directory?: string };

/**
 * Brings the database to this release, all pending migrations in one transaction: a kill leaves the schema as it was.
 * Servers that start at the same time wait for each other. Rejects with StartRefused, before any write, for a database
 * that is not ours and for one that a newer release has changed in a way this release does not understand.
 */
export async function migrate(connection: Connection, options: MigrateOptions = {}): Promise<{ applied: string[] }> {
  await refuseForeignDatabase(connection);
  const files = await listMigrations(options.directory ?? migrationsDirectory);
  const orm = await MikroORM.init({ ...ormConnection(connection), ...withoutEntities });
  try {
    const applied = await orm.em
      .getConnection()
      .transactional((transaction) => applyPending(orm.em.getDriver(), files, transaction));
    return { applied };
  } finally {
    await orm.close();
  }
}

/** The names of the migrations that `migrate` would apply. */
export async function pendingMigrations(connection: Connection, options: MigrateOptions = {}): Promise<string[]> {
  const files = await listMigrations(options.directory ?? migrationsDirectory);
  const client = new pg.Client(pgConfig(connection));
  client.on('error', () => {}); // the query in flight rejects with the same error
  await client.connect();
  try {
    const { rows } = await client.query<{ present: boolean }>('select to_regclass($1) is not null as present', [
      migrationsTable,
    ]);
    const stored = rows[0]?.present ? (await client.query<StoredMigration>(selectStored)).rows : [];
    return pendingOf(files, stored).map(({ name }) => name);
  } finally {
    await client.end();
  }
}

async function applyPending(
  driver: PostgreSqlDriver,
  files: MigrationFile[],
  transaction: Transaction,
): Promise<string[]> {
  const execute = (sql: string, values: unknown[] = []) => driver.execute(sql, values, 'all', transaction);
  await execute(`select pg_advisory_xact_lock(hashtext('${migrationsTable}'))`);
  await execute(createTable);
  const pending = pendingOf(files, await driver.execute<StoredMigration[]>(selectStored, [], 'all', transaction));
  const runner = new MigrationRunner(driver, { transactional: true }, driver.config);
  runner.setMasterMigration(transaction);
  for (const migration of pending) {
    const { name, mark, reason } = migration;
    const Migration = await loadMigration(migration);
    await runner.run(new Migration(driver, driver.config), 'up');
    await execute(`insert into ${migrationsTable} (name, mark, reason) values (?, ?, ?)`, [name, mark, reason]);
  }
  return pending.map(({ name }) => name);
}

type StoredMigration = Pick<MigrationFile, 'name' | 'mark' | 'reason'>;

const createTable = `create table if not exists ${migrationsTable} (
  name text primary key,
  mark text not null check (mark in ('compatible', 'breaking')),
  reason text not null,
  executed_at timestamptz not null default now()
)`;
const selectStored = `select name, mark, reason from ${migrationsTable} order by name`;

/** Migrations that this release does not know come from a newer one; it may be rolled back to this one while all are compatible. */
function pendingOf(files: MigrationFile[], stored: StoredMigration[]): MigrationFile[] {
  const known = new Set(files.map(({ name }) => name));
  const breaking = stored.find(({ name, mark }) => !known.has(name) && mark === 'breaking');
  if (breaking) {
    throw new StartRefused(
      `The database was changed by a newer FastDeploy (${breaking.name}, breaking: ${breaking.reason}). ` +
        'Start that release again, or restore the backup taken before it.',
    );
  }
  const done = new Set(stored.map(({ name }) => name));
  return files.filter(({ name }) => !done.has(name));
}

const withoutEntities = { entities: [], discovery: { warnWhenNoEntities: false }, pool: { min: 0, max: 2 } };
