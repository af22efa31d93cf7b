import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Notifier, openNotifier } from '../../../server/db/notify.ts';
import { createLog } from '../../../server/log.ts';
import { createEmptyDatabase, maintenance, query, type TestDatabase } from '../../helpers/database.ts';
import { until } from '../../helpers/until.ts';

let database: TestDatabase;
const opened: Notifier[] = [];

beforeEach(async () => {
  database = await createEmptyDatabase();
});

afterEach(async () => {
  for (const notifier of opened.splice(0)) await notifier[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

async function listenTo({ connection }: TestDatabase) {
  const received: string[] = [];
  const counts = { reconnects: 0 };
  const notifier = await openNotifier({
    connection,
    log: createLog('silent'),
    onMessage: (payload) => received.push(payload),
    onReconnect: () => counts.reconnects++,
  });
  opened.push(notifier);
  return { notifier, received, counts };
}

const cutConnections = () =>
  query(maintenance(), 'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
    database.connection.dbName,
  ]);

test('every server receives what one publishes, in order', async () => {
  const [first, second] = [await listenTo(database), await listenTo(database)];

  for (const payload of ['a', 'b', 'c']) await first.notifier.publish(payload);

  await until('both have all', () => first.received.length === 3 && second.received.length === 3);
  expect(first.received).toEqual(['a', 'b', 'c']);
  expect(second.received).toEqual(['a', 'b', 'c']);
  expect(first.counts.reconnects).toBe(0);
});

test('reconnects after each of twenty cuts and asks to catch up', async () => {
  const { notifier, received, counts } = await listenTo(database);

  for (let cut = 1; cut <= 20; cut++) {
    await cutConnections();
    await until('it reconnects', () => counts.reconnects === cut);
    await notifier.publish(`after cut ${cut}`);
    await until('it listens again', () => received.at(-1) === `after cut ${cut}`);
  }

  expect(received).toHaveLength(20);
});

test('a notification published while the connection is lost leaves after the reconnection', async () => {
  const { notifier, received } = await listenTo(database);

  await cutConnections();
  await notifier.publish('late');

  await until('it arrives', () => received.includes('late'));
});

test('goes on trying while the database cannot be reached', async () => {
  const { received, counts, notifier } = await listenTo(database);
  const { dbName } = database.connection;

  await query(maintenance(), `alter database ${dbName} allow_connections false`);
  await cutConnections();
  const published = notifier.publish('patient');
  await query(maintenance(), `alter database ${dbName} allow_connections true`);
  await published;

  await until('it arrives', () => received.includes('patient'));
  expect(counts.reconnects).toBe(1);
});

test('refuses a payload that PostgreSQL would refuse', async () => {
  const { notifier, received } = await listenTo(database);

  await expect(notifier.publish('é'.repeat(4000))).rejects.toThrow('at most 7999 bytes');
  await notifier.publish('x'.repeat(7999));

  await until('the longest one arrives', () => received.length === 1);
});

test('a closed notifier holds no connection and publishes nothing', async () => {
  const { notifier } = await listenTo(database);

  await notifier[Symbol.asyncDispose]();

  await expect(notifier.publish('x')).rejects.toThrow('closed');
  const held = 'select from pg_stat_activity where datname = $1';
  await until(
    'the connection is gone',
    async () => (await query(maintenance(), held, [database.connection.dbName])).length === 0,
  );
});

test('can be closed while it reconnects', async () => {
  const { notifier } = await listenTo(database);
  await query(maintenance(), `alter database ${database.connection.dbName} allow_connections false`);

  await cutConnections();
  await notifier[Symbol.asyncDispose]();

  await expect(notifier.publish('x')).rejects.toThrow('closed');
});

test('does not open on a database that cannot be reached', async () => {
  const connection = { ...database.connection, password: 'wrong' };

  await expect(
    openNotifier({ connection, log: createLog('silent'), onMessage: () => {}, onReconnect: () => {} }),
  ).rejects.toThrow('password authentication failed');
});
