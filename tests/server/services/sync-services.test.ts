import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { system } from '../../../server/access/viewer.ts';
import { pgConfig, standstillMs } from '../../../server/db/connection.ts';
import { openOrm } from '../../../server/db/orm.ts';
import { ConflictError } from '../../../server/errors.ts';
import type { Service } from '../../../server/services/service.entity.ts';
import { serviceOperations } from '../../../server/services/service.operations.ts';
import { type SyncResult, syncServices } from '../../../server/services/sync-services.ts';
import { createTestDatabase, query, type TestDatabase } from '../../helpers/database.ts';
import { createTemporaryDirectory, type TemporaryDirectory } from '../../helpers/directory.ts';
import { removeService, writeService } from '../../helpers/services.ts';
import { until } from '../../helpers/until.ts';

let database: TestDatabase;
let directory: TemporaryDirectory;
let servicesDir: string;
let orm: MikroORM;
let announced: number;

beforeEach(async () => {
  database = await createTestDatabase();
  directory = await createTemporaryDirectory(0o755);
  servicesDir = path.join(directory.path, 'services');
  await mkdir(servicesDir);
  orm = await openOrm(database.connection);
  announced = 0;
});
afterEach(async () => {
  await orm.close();
  await directory[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

const write = (name: string, config: Record<string, unknown> = {}) => writeService(servicesDir, name, { config });
const remove = (name: string) => removeService(servicesDir, name);
const sync = (force = false): Promise<SyncResult> =>
  syncServices(
    { orm, servicesDir, reading: { strictSudo: false, deployUser: null }, changed: () => void announced++ },
    system,
    { force },
  );
const names = (services: readonly Service[]): string[] => services.map((service) => service.name);
const summary = ({ added, updated, archived, invalid, unchangedCount }: SyncResult) => ({
  added: names(added),
  updated: names(updated),
  archived: names(archived),
  invalid: names(invalid),
  unchangedCount,
});
const nothing = { added: [], updated: [], archived: [], invalid: [], unchangedCount: 0 };

/** Name and state of every service, and which transaction wrote it last. */
const stored = () =>
  query<{ name: string; state: string; written: string }>(
    database.connection,
    'select name, state, xmin::text || changed_xid::text as written from services order by name',
  );
const states = async (): Promise<string[]> => (await stored()).map(({ name, state }) => `${name} ${state}`);

it('adds what is new, updates what changed and leaves the rest', async () => {
  await write('api');
  await write('web', { description: 'old' });
  const first = await sync();
  await write('web', { description: 'new' });

  const second = await sync();

  expect(summary(first)).toEqual({ ...nothing, added: ['api', 'web'] });
  expect(summary(second)).toEqual({ ...nothing, updated: ['web'], unchangedCount: 1 });
  expect(second.updated[0]).toMatchObject({ config: { description: 'new' }, manifest: { description: 'new' } });
});

it('writes nothing for a directory that did not change', async () => {
  await write('web', { list: [1, { deep: null }], ratio: 1.5, text: 'ü', steps: [{ name: 'a' }] });
  await write('broken', { steps: 7 });
  await sync();
  const before = await stored();

  const again = await sync();

  expect(summary(again)).toEqual({ ...nothing, invalid: ['broken'], unchangedCount: 2 });
  expect(await stored()).toEqual(before);
});

it('notices a script that changed although its config did not', async () => {
  await write('web');
  await sync();

  await writeService(servicesDir, 'web', { script: 'echo other' });

  expect(summary(await sync())).toEqual({ ...nothing, updated: ['web'] });
});

it('archives a service whose directory went, and revives it when it comes back', async () => {
  await write('web');
  await write('api');
  await sync();
  await remove('web');

  const gone = await sync();
  const goneStates = await states();
  const still = await sync();
  await write('web');
  const back = await sync();

  expect(summary(gone)).toEqual({ ...nothing, archived: ['web'], unchangedCount: 1 });
  expect(gone.archived[0]?.archivedAt).toBeInstanceOf(Date);
  expect(goneStates).toEqual(['api READY', 'web ARCHIVED']);
  expect(summary(still)).toEqual({ ...nothing, unchangedCount: 1 });
  expect(summary(back)).toEqual({ ...nothing, updated: ['web'], unchangedCount: 1 });
  expect(back.updated[0]).toMatchObject({ state: 'READY', archivedAt: null });
});

it.each([
  ['no JSON', '{"a": 1,'],
  ['a list', '[1]'],
  ['a NUL in its text', '{"description": "a\\u0000b"}'],
  ['half a surrogate pair in a key', '{"\\ud83d": 1}'],
  ['absurd nesting', `{"a": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
  ['a number beyond all measure', '{"a": 1e999}'],
])('lists a config.json with %s as one service, and hides no other by it', async (_, config) => {
  await write('web');
  await write('odd');
  await writeFile(path.join(servicesDir, 'odd', 'config.json'), config);

  const result = await sync();

  expect(names(result.added)).toEqual(['odd', 'web']);
  expect(await states()).toContain('web READY');
});

it('reports directories that no service can have', async () => {
  await write('web');
  await mkdir(path.join(servicesDir, 'no spaces'));

  const result = await sync();

  expect(result.ignored).toMatchObject([{ directory: 'no spaces' }]);
  expect(await states()).toEqual(['web READY']);
});

it('refuses to archive more than half of four or more services, unless forced', async () => {
  for (const name of ['a', 'b', 'c', 'd']) await write(name);
  await sync();
  for (const name of ['a', 'b', 'c']) await remove(name);

  await expect(sync()).rejects.toThrow(ConflictError);
  expect(await states()).toEqual(['a READY', 'b READY', 'c READY', 'd READY']);

  expect(summary(await sync(true))).toEqual({ ...nothing, archived: ['a', 'b', 'c'], unchangedCount: 1 });
});

it('archives half of four, and more of fewer, without being forced', async () => {
  for (const name of ['a', 'b', 'c', 'd']) await write(name);
  await sync();

  for (const name of ['a', 'b']) await remove(name);
  expect(names((await sync()).archived)).toEqual(['a', 'b']);
  for (const name of ['c', 'd']) await remove(name);
  expect(names((await sync()).archived)).toEqual(['c', 'd']);
});

it('archives nothing when the services directory itself is gone, unless forced', async () => {
  await write('web');
  await sync();
  await rm(servicesDir, { recursive: true });

  await expect(sync()).rejects.toThrow(ConflictError);
  expect(await states()).toEqual(['web READY']);

  expect(names((await sync(true)).archived)).toEqual(['web']);
});

it('adds a service once when ten look at the same time', async () => {
  await write('web');
  await write('api');

  const results = await Promise.all(Array.from({ length: 10 }, () => sync()));

  expect(results.flatMap((result) => names(result.added)).sort()).toEqual(['api', 'web']);
  expect(await states()).toEqual(['api READY', 'web READY']);
});

it('announces only a sync that changed something', async () => {
  await write('web');

  await sync();
  await sync();

  expect(announced).toBe(1);
});

it('keeps the history of a service that changes', async () => {
  await write('web');
  await sync();
  await query(database.connection, `update services set stats = '{"deployments": 1}', recent_runs = '[{"number": 7}]'`);

  await write('web', { description: 'new' });
  const { updated } = await sync();

  expect(updated[0]).toMatchObject({ stats: { deployments: 1 }, recentRuns: [{ number: 7 }] });
});

it('reads the directory when its turn has come, not while another sync is at work', async () => {
  await write('web', { description: 'old' });
  await sync();
  await write('web', { description: 'newer' });
  const other = new pg.Client(pgConfig(database.connection));
  await other.connect();
  await other.query('begin');
  await other.query('select pg_advisory_xact_lock(4201)');
  const syncing = sync();
  await until('it waits for its turn', async () => (await waiting()).length === 1);

  await write('web', { description: 'newest' });
  await other.query('commit');
  await syncing;

  const [web] = await query(database.connection, "select manifest->>'description' as is from services");
  expect(web).toEqual({ is: 'newest' });
  await other.end();
});

it('may take longer to read than a transaction may be silent', { timeout: 60_000 }, async () => {
  const bin = path.join(directory.path, 'bin');
  await mkdir(bin);
  await writeFile(path.join(bin, 'sudo'), '#!/bin/sh\nsleep 1.8\n', { mode: 0o755 }); // as with a directory service that is far away
  for (let n = 1; n <= 4; n++) await write(`web-${n}`);
  const reading = {
    strictSudo: false,
    deployUser: 'nobody',
    pathForDeploy: `${bin}:/bin`,
    identity: { uid: 54_321, gids: [] },
  };

  const started = performance.now();
  const { added } = await syncServices({ orm, servicesDir, reading, changed: () => undefined }, system, {
    force: false,
  });

  expect(performance.now() - started).toBeGreaterThan(standstillMs);
  expect(added.length).toBe(4);
});

const waiting = () =>
  query(
    database.connection,
    "select from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())",
  );

it('holds one connection, however many ask at once', async () => {
  await write('web');
  const { sync: ask } = serviceOperations({
    ...{ orm, servicesDir, reading: { strictSudo: false, deployUser: null } },
    changed: () => undefined,
  });
  const elsewhere = new pg.Client(pgConfig(database.connection));
  await elsewhere.connect();
  await elsewhere.query('select pg_advisory_lock(4201)');

  const asked = Array.from({ length: 40 }, () => ask(system, { force: false }));
  await until('one waits', async () => {
    const { rows } = await elsewhere.query(`select from pg_locks where locktype = 'advisory' and not granted`);
    return rows.length > 0;
  });
  await orm.em.fork().execute('select 1');
  await elsewhere.end();

  expect((await Promise.all(asked)).map(({ added }) => names(added)).slice(0, 2)).toEqual([['web'], []]);
});
