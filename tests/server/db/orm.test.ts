import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeOrm, openOrm } from '../../../server/db/orm.ts';
import { createEmptyDatabase, type TestDatabase } from '../../helpers/database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createEmptyDatabase();
});
afterEach(() => database[Symbol.asyncDispose]());

test('closes while somebody asks for a connection, and they get their answer', { timeout: 20_000 }, async () => {
  const orm = await openOrm(database.connection);
  await orm.em.fork().execute('select 1');
  const asked = [1, 2, 3].map(() => orm.em.fork().execute('select pg_sleep(0.2), 1 as one'));
  await new Promise((resolve) => setImmediate(resolve));

  await closeOrm(orm);

  for (const rows of await Promise.all(asked)) expect(rows).toMatchObject([{ one: 1 }]);
});
