import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { expect, test } from 'vitest';
import { localServer } from '../../server/cli/local-server.ts';
import { pgConfig } from '../../server/db/connection.ts';
import { bearer, startApp, type TestApp } from '../helpers/app.ts';
import { connectedSocket } from '../helpers/socket.ts';
import { until } from '../helpers/until.ts';

const activity = 'subscription { activity { cursor } }';

test('sends sockets away with 1001 and ends server-sent events with a reason', async () => {
  await using app = await startApp();
  const token = await app.signIn();
  const socket = await connectedSocket(app.url, token);
  socket.say({ type: 'subscribe', id: '1', payload: { query: activity } });
  const stream = await fetch(`${app.url}/graphql?query=${encodeURIComponent(activity)}`, {
    headers: { accept: 'text/event-stream', ...bearer(token) },
  });

  const before = performance.now();
  await app.close();

  expect(performance.now() - before).toBeLessThan(3_000);
  expect((await socket.closed).code).toBe(1001);
  expect(socket.received.filter(({ type }) => type === 'next')).toEqual([]);
  expect(await stream.text()).toMatch(/"code":"SHUTTING_DOWN".*\n\nevent: complete/);
});

test('leaves commands the address of the server that has taken its place on the data directory', async () => {
  await using app = await startApp();
  const dataDir = path.join(app.directory, 'var');
  await using next = await startApp({ FASTDEPLOY_DATA_DIR: dataDir });

  await app.close();
  const after = localServer(dataDir);
  await next.close();

  expect([after, localServer(dataDir)]).toEqual([next.url, null]);
});

test('lets a request in flight finish and takes no new ones', async () => {
  await using app = await startApp();
  const token = await app.signIn();
  const blocker = await lockServices(app);
  const inFlight = app.ask('{ services { totalCount } }', { headers: bearer(token) });
  await blocker.someoneWaits();

  const closed = app.close();

  await expect(fetch(`${app.url}/healthz`)).rejects.toThrow('fetch failed');
  await blocker.release();
  expect((await inFlight).data).toEqual({ services: { totalCount: 2 } });
  await closed;
});

test('cuts what is still in flight after eight seconds', async () => {
  await using app = await startApp();
  const token = await app.signIn();
  const blocker = await lockServices(app);
  const inFlight = app.ask('{ services { totalCount } }', { headers: bearer(token) });
  inFlight.catch(() => undefined);
  await blocker.someoneWaits();
  const before = performance.now();

  const closed = app.close();

  await expect(inFlight).rejects.toThrow('fetch failed');
  expect(performance.now() - before).toBeGreaterThan(7_500);
  expect(performance.now() - before).toBeLessThan(9_500);
  await blocker.release();
  await closed;
});

test('says in one sentence that the port is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' ? address?.port : undefined;

  await expect(startApp({ PORT: String(port) })).rejects.toMatchObject({
    name: 'StartRefused',
    message: expect.stringMatching(new RegExp(`^Port ${port} on 127.0.0.1 is in use already\\. .*PORT`)),
  });

  other.close();
});

/** Makes every read of the services wait. */
async function lockServices({ connection }: TestApp) {
  const client = new pg.Client(pgConfig(connection));
  await client.connect();
  await client.query('begin');
  await client.query('lock table services in access exclusive mode');
  return {
    someoneWaits: () =>
      until('a request waits for the services', async () => {
        const { rowCount } = await client.query(
          "select from pg_locks where not granted and relation = 'services'::regclass",
        );
        return rowCount !== 0;
      }),
    release: async () => {
      await client.query('commit');
      await client.end();
    },
  };
}
