import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate, pendingMigrations } from '../../../server/db/migrate.ts';
import { StartRefused } from '../../../server/errors.ts';
import { createEmptyDatabase, maintenance, query, type TestDatabase } from '../../helpers/database.ts';
import { createTemporaryDirectory, type TemporaryDirectory } from '../../helpers/directory.ts';
import { until } from '../../helpers/until.ts';

let database: TestDatabase;
let release: TemporaryDirectory;

beforeEach(async () => {
  [database, release] = await Promise.all([createEmptyDatabase(), createTemporaryDirectory()]);
});

afterEach(async () => {
  await Promise.all([database[Symbol.asyncDispose](), release[Symbol.asyncDispose]()]);
});

const migrationModule = import.meta.resolve('@mikro-orm/migrations');

async function addMigration(
  name: string,
  sql: string,
  firstLine = '// compatible: only adds',
  directory = release.path,
) {
  const code = `${firstLine}
import { Migration } from ${JSON.stringify(migrationModule)};
export class M extends Migration {
  override up(): void {
    this.addSql(${JSON.stringify(sql)});
  }
}
`;
  await writeFile(path.join(directory, `${name}.ts`), code);
}

const run = (directory = release.path) => migrate(database.connection, { directory });

const tables = async () => {
  const rows = await query<{ name: string }>(
    database.connection,
    'select relname as name from pg_class where relname like $1',
    ['shop%'],
  );
  return rows.map(({ name }) => name).sort();
};

test('applies pending migrations in the order of their numbers, once', async () => {
  await addMigration('0002-rename', 'alter table shop rename to shops');
  await addMigration('0001-first', 'create table shop ()');

  expect(await pendingMigrations(database.connection, { directory: release.path })).toEqual([
    '0001-first',
    '0002-rename',
  ]);
  expect(await run()).toEqual({ applied: ['0001-first', '0002-rename'] });
  expect(await run()).toEqual({ applied: [] });
  expect(await pendingMigrations(database.connection, { directory: release.path })).toEqual([]);
  expect(await tables()).toEqual(['shops']);
});

test('stores each migration with its mark and its reason', async () => {
  await addMigration('0001-first', 'select 1');
  await addMigration('0002-second', 'select 1', '// breaking: renames what the old code reads');

  await run();

  expect(
    await query(database.connection, 'select name, mark, reason from fastdeploy_migrations order by name'),
  ).toEqual([
    { name: '0001-first', mark: 'compatible', reason: 'only adds' },
    { name: '0002-second', mark: 'breaking', reason: 'renames what the old code reads' },
  ]);
});

test('an older release starts when all it does not know is compatible', async () => {
  await using older = await createTemporaryDirectory();
  for (const directory of [older.path, release.path])
    await addMigration('0001-first', 'select 1', undefined, directory);
  await addMigration('0002-adds', 'create table shop ()');
  await run();

  expect(await run(older.path)).toEqual({ applied: [] });
});

test('an older release refuses at the first breaking migration it does not know', async () => {
  await using older = await createTemporaryDirectory();
  for (const directory of [older.path, release.path])
    await addMigration('0001-first', 'select 1', undefined, directory);
  await addMigration('0002-adds', 'select 1');
  await addMigration('0003-drops', 'select 1', '// breaking: drops a column');
  await run();

  await expect(run(older.path)).rejects.toThrow(StartRefused);
  await expect(pendingMigrations(database.connection, { directory: older.path })).rejects.toThrow(
    '(0003-drops, breaking: drops a column)',
  );
});

test('a migration that fails leaves nothing of the whole batch', async () => {
  await addMigration('0001-first', 'create table shop ()');
  await addMigration('0002-broken', 'create table shops (); select 1/0');

  await expect(run()).rejects.toThrow('division by zero');

  expect(await tables()).toEqual([]);
  expect(await pendingMigrations(database.connection, { directory: release.path })).toEqual([
    '0001-first',
    '0002-broken',
  ]);
});

test('a migrator that dies in the middle leaves the schema as it was', async () => {
  await addMigration('0001-slow', 'create table shop (); select pg_sleep(60)');
  const sleeping =
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and query like '%pg_sleep%'";

  const dying = expect(run()).rejects.toThrow();
  await until('it sleeps', async () => (await query(maintenance(), sleeping, [database.connection.dbName])).length > 0);
  await dying;

  expect(await tables()).toEqual([]);
  await addMigration('0001-slow', 'create table shop ()');
  expect(await pendingMigrations(database.connection, { directory: release.path })).toEqual(['0001-slow']);
});

test('of several migrators at once one applies each migration', async () => {
  await addMigration('0001-first', 'create table shop (); select pg_sleep(0.2)');

  const results = await Promise.all([run(), run(), run(), run()]);

  expect(results.flatMap(({ applied }) => applied)).toEqual(['0001-first']);
});

test('refuses a foreign database before it writes anything', async () => {
  await query(database.connection, 'create table shop ()');
  await addMigration('0001-first', 'create table shops ()');

  await expect(run()).rejects.toThrow('holds tables that FastDeploy did not create (shop)');

  expect(await query(database.connection, "select to_regclass('fastdeploy_migrations') as marker")).toEqual([
    { marker: null },
  ]);
});

test.each(['', '// adds a table', '// compatible:', '/* breaking: x */'])(
  'refuses a migration whose first line is "%s"',
  async (line) => {
    await addMigration('0001-first', 'select 1', line);

    await expect(run()).rejects.toThrow('must be "// compatible: why" or "// breaking: why"');
  },
);

test('ignores files that are not migrations', async () => {
  await addMigration('0001-first', 'select 1');
  await writeFile(path.join(release.path, 'README.md'), 'not one');
  await writeFile(path.join(release.path, '.snapshot-x.json'), '{}');

  expect(await run()).toEqual({ applied: ['0001-first'] });
});
