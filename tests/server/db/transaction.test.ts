import type { Pool } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPool } from '../../../server/db/connection.ts';
import { inTransaction, type Transaction } from '../../../server/db/transaction.ts';
import { createLog } from '../../../server/log.ts';
import { createEmptyDatabase, type TestDatabase } from '../../helpers/database.ts';

let database: TestDatabase;
let pool: Pool;

beforeEach(async () => {
  database = await createEmptyDatabase();
  pool = openPool(database.connection, createLog('silent'), 1);
  await pool.query('create table numbers (n int primary key)');
});

afterEach(async () => {
  await pool.end();
  await database[Symbol.asyncDispose]();
});

const insert = (client: Transaction, n: number): Promise<unknown> =>
  client.query('insert into numbers values ($1)', [n]);
const stored = async (): Promise<number[]> =>
  (await pool.query<{ n: number }>('select n from numbers order by n')).rows.map(({ n }) => n);

test('commits what the work waited for and what it did not', async () => {
  const result = await inTransaction(pool, async (transaction) => {
    await insert(transaction, 1);
    transaction.lastly(insert(transaction, 2));
    return 'done';
  });

  expect(result).toBe('done');
  expect(await stored()).toEqual([1, 2]);
});

test('keeps nothing when a statement fails that nobody waited for, and says why', async () => {
  const failing = inTransaction(pool, async (transaction) => {
    transaction.lastly(insert(transaction, 1));
    transaction.lastly(insert(transaction, 1));
    transaction.lastly(insert(transaction, 2));
  });

  await expect(failing).rejects.toMatchObject({ code: '23505' });
  expect(await stored()).toEqual([]);
});

test('keeps nothing when the work fails, whatever it has sent', async () => {
  const failing = inTransaction(pool, async (transaction) => {
    transaction.lastly(insert(transaction, 1));
    transaction.lastly(insert(transaction, 1)); // its failure is nobody's any more
    throw new Error('changed my mind');
  });

  await expect(failing).rejects.toThrow('changed my mind');
  expect(await stored()).toEqual([]);
});

test('refuses a statement that comes after the commit: it would be outside of it', async () => {
  let late: Transaction | undefined;
  await inTransaction(pool, async (transaction) => {
    late = transaction;
  });

  expect(() => late?.query('insert into numbers values (1)')).toThrow('after its transaction');
  expect(await stored()).toEqual([]);
});
