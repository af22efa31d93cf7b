import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { system, type Viewer } from '../../../server/access/viewer.ts';
import { readConfig } from '../../../server/config.ts';
import { type Core, openCore } from '../../../server/core.ts';
import type { Connection } from '../../../server/db/connection.ts';
import { openDataDir } from '../../../server/db/data-dir.ts';
import { createHttpServer } from '../../../server/http/server.ts';
import { createLog } from '../../../server/log.ts';
import { createTestDatabase } from '../../helpers/database.ts';
import { createTemporaryDirectory } from '../../helpers/directory.ts';
import { writeService } from '../../helpers/services.ts';
import { type Seeds, seedDatabase, services, unregistered, webConfig } from './seeds.ts';
import { everybody, type Holder, makeEverybody, type Who } from './who.ts';

export type World = AsyncDisposable & {
  connection: Connection;
  core: Core;
  url: string;
  seeds: Seeds;
  holders: Record<Who, Holder>;
  /** As each of them is seen by the server. */
  viewers: Record<Who, Viewer>;
  /** An activity cursor from before everything. */
  cursor: string;
};

const log = createLog('silent');

/** The whole server without its scheduler: what is queued stays queued, what runs goes on for ever. */
export async function createWorld(): Promise<World> {
  await using opened = new AsyncDisposableStack();
  const { connection } = opened.use(await createTestDatabase());
  const directory = opened.use(await createTemporaryDirectory()).path;
  const servicesDir = path.join(directory, 'services');
  await writeServices(servicesDir);
  const dataDir = openDataDir(path.join(directory, 'var'));
  const core = await openCore({
    config: readConfig({ ...settings, FASTDEPLOY_DATA_DIR: dataDir.directory, FASTDEPLOY_SERVICES_DIR: servicesDir }),
    ...{ dataDir, connection, log, shared: false, disk: { low: () => ({ freeBytes: 2 ** 30 }) } },
  } as Parameters<typeof openCore>[0]);
  opened.defer(() => core.close());
  const cursor = await core.operations.deployments.activityCursor(system);
  await core.operations.services.sync(system, { force: false });
  const seeds = await seedDatabase(core.pool, dataDir.hostId);
  const holders = await makeEverybody(connection, seeds);
  const http = createHttpServer({
    ...{
      log,
      operations: core.operations,
      publicUrl: null,
      trustedProxies: [],
      version: '1',
      defaultTimeoutSeconds: 60,
    },
    ...{ webDir: await writeWeb(directory), isReady: async () => null },
  });
  const { url } = await http.listen('127.0.0.1', 0);
  opened.defer(() => http.close());
  opened.defer(await keepQueueRead(core, seeds));
  const viewers = await viewersOf(core, holders);
  const resources = opened.move();
  return {
    connection,
    core,
    url,
    seeds,
    holders,
    viewers,
    cursor,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

async function writeWeb(directory: string): Promise<string> {
  const web = path.join(directory, 'web');
  await mkdir(web);
  await writeFile(path.join(web, 'app.txt'), 'the web app');
  return web;
}

const settings = {
  FASTDEPLOY_DEPLOY_USER: 'none',
  FASTDEPLOY_MAX_CONCURRENT: '1',
  PATH: process.env.PATH,
};

async function writeServices(directory: string): Promise<void> {
  for (const name of Object.values(services)) await writeService(directory, name);
  await writeService(directory, services.web, { config: webConfig });
  await writeService(directory, services.waits, { config: { lock: 'seed-lock-elsewhere' } });
  await chmod(path.join(directory, services.broken, 'deploy.sh'), 0o644);
  await mkdir(path.join(directory, unregistered));
}

async function viewersOf(core: Core, holders: Record<Who, Holder>): Promise<Record<Who, Viewer>> {
  const entries = everybody.map(async (who) => {
    const { viewer } = await core.operations.access.viewerOf(holders[who].secret, null);
    return [who, viewer] as const;
  });
  return Object.fromEntries(await Promise.all(entries)) as Record<Who, Viewer>;
}

/** Somebody watches, so that every stream of a queued deployment has something to say at once. */
async function keepQueueRead(core: Core, { run }: Seeds): Promise<() => void> {
  const stop = new AbortController();
  const { signal } = stop;
  const stream = core.operations.deployments.events(system, run.queued, { after: 0, kinds: ['BLOCKED'], signal });
  await stream.next();
  return () => stop.abort();
}
