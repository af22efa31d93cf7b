import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { accessOperations } from '../../server/access/access.operations.ts';
import { system } from '../../server/access/viewer.ts';
import { readConfig } from '../../server/config.ts';
import { openOrm, poolOf } from '../../server/db/orm.ts';
import { ActivityFeed } from '../../server/deployments/activity-feed.ts';
import { inventoryOperations } from '../../server/deployments/deployed-service.operations.ts';
import { deploymentOperations } from '../../server/deployments/deployment.operations.ts';
import { QueueWatch } from '../../server/deployments/queue-watch.ts';
import { createSealing } from '../../server/deployments/sealing.ts';
import type { DeploymentEvent } from '../../server/deployments/snapshots.ts';
import type { Operations } from '../../server/graphql/context.ts';
import { createHttpServer } from '../../server/http/server.ts';
import { Hub } from '../../server/live/hub.ts';
import { createLog } from '../../server/log.ts';
import { systemOperations } from '../../server/operations/system.operations.ts';
import { serviceOperations } from '../../server/services/service.operations.ts';
import { bearer } from '../helpers/app.ts';
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts';
import { connectedSocket } from '../helpers/socket.ts';
import { until } from '../helpers/until.ts';

const subscription = 'subscription { activity { cursor } }';
const log = createLog('silent');
/** Streams that run now. */
const running = new Set<AbortSignal>();

let database: TestDatabase;
let orm: MikroORM;
let server: ReturnType<typeof createHttpServer>;
let url: string;
let token: string;
beforeAll(async () => {
  database = await createTestDatabase();
  orm = await openOrm(database.connection);
  const operations = await operationsWithEndlessActivity();
  await operations.access.createUser(system, { name: 'admin', password: 'correct horse', role: 'ADMIN' });
  token = (await operations.access.mintAdministratorSession(system)).secret;
  const settings = { publicUrl: null, trustedProxies: [], webDir: '/nonexistent', defaultTimeoutSeconds: 0 };
  server = createHttpServer({ ...settings, operations, log, version: '0', isReady: async () => null });
  ({ url } = await server.listen('127.0.0.1', 0));
});
afterAll(async () => {
  await server.close();
  await orm.close();
  await database[Symbol.asyncDispose]();
});
beforeEach(() => expect(running.size).toBe(0));

const allEnded = () => until('the stream ended', () => running.size === 0, 2_000);

test('a stream ends when its socket is cut', async () => {
  const { socket, say, next } = await connectedSocket(url, token);
  say({ type: 'subscribe', id: '1', payload: { query: subscription } });
  await next('next');

  socket.terminate();

  await allEnded();
});

test('a stream ends when its subscriber completes it, and the socket stays', async () => {
  const { socket, say, next } = await connectedSocket(url, token);
  say({ type: 'subscribe', id: '1', payload: { query: subscription } });
  await next('next');

  say({ type: 'complete', id: '1' });

  await allEnded();
  expect(socket.readyState).toBe(socket.OPEN);
  socket.close();
  await once(socket, 'close');
});

test('a stream of server-sent events ends when its reader hangs up', async () => {
  const gone = new AbortController();
  const headers = { accept: 'text/event-stream', ...bearer(token) };
  await fetch(`${url}/graphql?query=${encodeURIComponent(subscription)}`, { headers, signal: gone.signal });
  await until('the stream runs', () => running.size === 1);

  gone.abort();

  await allEnded();
});

async function operationsWithEndlessActivity(): Promise<Operations> {
  const pool = await poolOf(orm);
  const deployments = deploymentOperations({
    ...{ orm, pool, activity: new ActivityFeed({ pool, orm, log }), sealing: createSealing(randomBytes(32)) },
    hub: new Hub<DeploymentEvent>({ weigh: () => 1, maxWeight: 100 }),
    queue: new QueueWatch({
      pool,
      log,
      host: randomUUID(),
      slots: 1,
      disk: { low: () => null },
      onMoved: () => undefined,
    }),
    publish: () => undefined,
    scheduler: { wake: () => undefined, stop: () => undefined },
  });
  async function* activity(_viewer: unknown, { signal }: { signal: AbortSignal }) {
    running.add(signal);
    try {
      yield { kind: 'RESET' as const, cursor: '1', at: new Date() };
      await once(signal, 'abort');
    } finally {
      running.delete(signal);
    }
  }
  const services = serviceOperations({
    orm,
    servicesDir: '/nonexistent',
    reading: { strictSudo: false, deployUser: null },
    changed: () => undefined,
  });
  const inventory = inventoryOperations({ orm });
  return {
    access: accessOperations({ orm }),
    services,
    deployments: { ...deployments, activity },
    inventory,
    system: systemOperations({
      ...{ config: readConfig({}), pool, connection: database.connection, host: randomUUID() },
      lastSync: services.lastSync,
    }),
  };
}
