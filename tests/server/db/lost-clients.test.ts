import { MikroORM } from '@mikro-orm/postgresql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ormConnection } from '../../../server/db/connection.ts';
import { createEmptyDatabase, maintenance, query, type TestDatabase } from '../../helpers/database.ts';

let database: TestDatabase;
let orm: MikroORM;

beforeEach(async () => {
  database = await createEmptyDatabase();
  const settings = { entities: [], discovery: { warnWhenNoEntities: false }, pool: { min: 0, max: 1 } };
  orm = await MikroORM.init({ ...ormConnection(database.connection), ...settings });
});

afterEach(async () => {
  await orm.close();
  await database[Symbol.asyncDispose]();
});

test('a pool of one goes on after a connection was lost in the middle of a transaction', async () => {
  const cut = 'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1';

  const lost = orm.em.transactional(async (em) => {
    await em.execute('select 1');
    await query(maintenance(), cut, [database.connection.dbName]);
    await em.execute('select 2');
  });
  await expect(lost).rejects.toThrow();

  expect(await orm.em.execute('select 3 as three')).toEqual([{ three: 3 }]);
});

test('transactions that end well are not disturbed', async () => {
  for (let turn = 0; turn < 3; turn++) await orm.em.transactional((em) => em.execute('select 1'));

  expect((await orm.em.getConnection().getNativeClient()).totalCount).toBe(1);
});
