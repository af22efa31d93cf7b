import { once } from 'node:events';
import { type AddressInfo, createServer, Socket } from 'node:net';
import { userInfo } from 'node:os';
import type pg from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isAway } from '../../../server/database-away.ts';
import {
  type Connection,
  connectWithinMs,
  openPool,
  parseDatabaseUrl,
  refuseForeignDatabase,
} from '../../../server/db/connection.ts';
import { openOrm, poolOf } from '../../../server/db/orm.ts';
import { StartRefused } from '../../../server/errors.ts';
import { createLog } from '../../../server/log.ts';
import {
  createEmptyDatabase,
  createTestDatabase,
  maintenance,
  query,
  type TestDatabase,
} from '../../helpers/database.ts';
import { until } from '../../helpers/until.ts';

let empty: TestDatabase;

beforeEach(async () => {
  empty = await createEmptyDatabase();
});

afterEach(async () => {
  await empty[Symbol.asyncDispose]();
});

test.each([
  [
    'postgres://u:p%40ss@db.example.com:5433/shop',
    { host: 'db.example.com', port: 5433, user: 'u', password: 'p@ss', dbName: 'shop' },
  ],
  ['postgresql://u@db/shop', { host: 'db', port: 5432, user: 'u', password: '', dbName: 'shop' }],
  [
    'postgres://u:p@%2Frun%2Fpostgresql/shop',
    { host: '/run/postgresql', port: 5432, user: 'u', password: 'p', dbName: 'shop' },
  ],
  [
    'postgres:///shop?host=/run/postgresql&user=u',
    { host: '/run/postgresql', port: 5432, user: 'u', password: '', dbName: 'shop' },
  ],
  [
    'postgres://',
    { host: 'localhost', port: 5432, user: userInfo().username, password: '', dbName: userInfo().username },
  ],
])('takes %s apart', (url, fields) => {
  expect(parseDatabaseUrl(url)).toEqual(fields);
});

test.each([
  ['require', { rejectUnauthorized: false }],
  ['verify-full', {}],
  ['disable', false],
])('keeps what sslmode=%s asks for', (mode, ssl) => {
  expect(parseDatabaseUrl(`postgres://u@db/x?sslmode=${mode}`).ssl).toEqual(ssl);
});

test('accepts an empty database and one of ours', async () => {
  await using ours = await createTestDatabase();

  await refuseForeignDatabase(empty.connection);
  await refuseForeignDatabase(ours.connection);
});

test.each([
  'create table shop (id int)',
  'create schema crm; create table crm.customers (id int) partition by range (id)',
])('refuses a database after: %s', async (statement) => {
  await query(empty.connection, statement);

  const refused = refuseForeignDatabase(empty.connection);

  await expect(refused).rejects.toThrow(StartRefused);
  await expect(refused).rejects.toThrow(
    /holds tables that FastDeploy did not create \((shop|crm\.customers)\)\. Nothing was changed/,
  );
});

test('a view alone does not make a database foreign', async () => {
  await query(empty.connection, 'create view answers as select 42 as answer');

  await refuseForeignDatabase(empty.connection);
});

test('a pool survives the loss of its connections, idle or in use', async () => {
  const pool = openPool(empty.connection, createLog('silent'));
  const client = await pool.connect();
  await pool.query('select 1');

  await query(maintenance(), 'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
    empty.connection.dbName,
  ]);

  await expect(client.query('select 1')).rejects.toThrow();
  client.release(true);
  // Of an idle one the pool may learn a moment later.
  const answer = await until('it answers again', () => pool.query('select 2 as two').catch(() => null));
  expect(answer.rows).toEqual([{ two: 2 }]);
  await pool.end();
});

describe('a peer that vanished without a word', () => {
  /** Takes connections and says nothing. */
  async function silentPeer() {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const met = once(server, 'connection');
    return {
      connection: { ...maintenance(), host: '127.0.0.1', port },
      met,
      [Symbol.asyncDispose]: async () => {
        const [socket] = await met;
        socket.destroy();
        server.close();
      },
    };
  }

  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  const pools: [string, (connection: Connection) => Promise<pg.Pool>][] = [
    ['the pool', async (connection) => openPool(connection, createLog('silent'))],
    ['the pool of the ORM', async (connection) => poolOf(await openOrm(connection))],
  ];

  test.each(pools)('is given up by %s while it connects', async (_which, open) => {
    await using peer = await silentPeer();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const pool = await open(peer.connection);
    const failed = pool.connect().catch((error: unknown) => error);
    await peer.met;

    vi.advanceTimersByTime(connectWithinMs);

    expect(isAway(await failed)).toBe(true);
  });

  test.each(pools)('is asked by %s whether it is there', async (_which, open) => {
    const keepAlive = vi.spyOn(Socket.prototype, 'setKeepAlive');
    const pool = await open(empty.connection);

    await pool.query('select 1');
    await pool.end();

    expect(keepAlive).toHaveBeenCalledWith(true, 10_000);
  });
});

test('a place in a pool that is full is waited for, however long it takes', async () => {
  const pool = openPool(empty.connection, createLog('silent'), 1);
  const first = await pool.connect();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const waiting = pool.query('select 1 as one');

  vi.advanceTimersByTime(60 * connectWithinMs);
  vi.useRealTimers();
  first.release();

  expect((await waiting).rows).toEqual([{ one: 1 }]);
  await pool.end();
});
