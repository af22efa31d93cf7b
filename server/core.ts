import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { accessOperations } from './access/access.operations.ts';
import { system } from './access/viewer.ts';
import type { Config } from './config.ts';
import type { Connection } from './db/connection.ts';
import type { DataDir } from './db/data-dir.ts';
import { closeOrm, openOrm, poolOf } from './db/orm.ts';
import { ActivityFeed } from './deployments/activity-feed.ts';
import { openBus } from './deployments/bus.ts';
import { inventoryOperations } from './deployments/deployed-service.operations.ts';
import { deploymentOperations } from './deployments/deployment.operations.ts';
import type { LaunchSettings } from './deployments/launch.ts';
import { keepPresence } from './deployments/presence.ts';
import { QueueWatch } from './deployments/queue-watch.ts';
import { Scheduler } from './deployments/scheduler.ts';
import { createSealing } from './deployments/sealing.ts';
import type { DeploymentEvent } from './deployments/snapshots.ts';
import type { Operations } from './graphql/context.ts';
import { Hub } from './live/hub.ts';
import type { Log } from './log.ts';
import { type Disk, watchDisk } from './operations/disk.ts';
import { retention } from './operations/retention.ts';
import { pruneRegularly, type RetentionTimes } from './operations/retention-schedule.ts';
import { systemOperations } from './operations/system.operations.ts';
import { Supervisors } from './runner/attach.ts';
import { keepSynced } from './services/keep-synced.ts';
import { type Identity, serverIdentity } from './services/script-ownership.ts';
import { serviceOperations } from './services/service.operations.ts';
import { watchServices } from './services/watch-services.ts';

/** FastDeploy without its network: everything that happens, happens here. */
export type Core = {
  orm: MikroORM;
  pool: Pool;
  operations: Operations;
  /** Takes up this host's runs and the queue, and watches the services directory. Deploying works from here on. */
  start(addresses: { publicUrl: string; callbackUrl: string }): Promise<void>;
  /** Null when deploying works; else the reason in a few words. */
  whyNotReady(): Promise<string | null>;
  /** Runs go on without us. */
  close(): Promise<void>;
};

export type CoreDeps = {
  config: Config;
  dataDir: DataDir;
  connection: Connection;
  log: Log;
  /** Other servers may work on this database: tell them. Commands may in any case, so we always listen. */
  shared: boolean;
} & CoreOverrides;

/** What tests replace. */
export type CoreOverrides = {
  disk?: Disk | undefined;
  retentionTimes?: Partial<RetentionTimes> | undefined;
  /** Who the server runs as. */
  identity?: Identity | undefined;
};

/** Events kept in memory for the subscribers of one deployment, in characters of log text and a fixed share for each event. */
const hubMaxWeight = 1_048_576;
const eventWeight = 500;
const weigh = (event: DeploymentEvent): number => eventWeight + (event.kind === 'LOG' ? event.data.text.length : 0);

export async function openCore(deps: CoreDeps): Promise<Core> {
  const { config, log } = deps;
  const orm = await openOrm(deps.connection);
  const pool = await poolOf(orm);
  const hub = new Hub<DeploymentEvent>({ weigh, maxWeight: hubMaxWeight });
  const activity = new ActivityFeed({ pool, orm, log });
  const disk = deps.disk ?? watchDisk({ dataDir: deps.dataDir.directory, log });
  const queue = new QueueWatch({
    ...{ pool, log, disk, host: deps.dataDir.hostId, slots: config.maxConcurrent },
    onMoved: (ids) => {
      for (const id of ids) hub.nudge(id);
      activity.announce(ids);
    },
  });
  const publish = (deployment: number, events: readonly DeploymentEvent[]): void => {
    const isUnknown = events.length === 0;
    if (isUnknown) hub.nudge(deployment);
    else hub.publish(deployment, events);
    const changed = isUnknown || events.some((event) => event.kind !== 'LOG');
    if (changed) {
      activity.nudge();
      queue.nudge();
    }
    bus.tell(deployment, changed);
  };
  const sealing = createSealing(config.secretKey ?? deps.dataDir.secretKey);
  const supervisors = new Supervisors({
    compileCacheDir: `${deps.dataDir.directory}/compile-cache`,
    pipesDir: `${deps.dataDir.directory}/pipes`,
    onError: (error) => log.error({ err: error }, 'a supervisor could not be started'),
  });
  const identity = deps.identity ?? serverIdentity();
  const { runsDir } = deps.dataDir;
  const settings: LaunchSettings = { ...config, identity, runsDir, publicUrl: '', callbackUrl: '' };
  const scheduler = new Scheduler({
    ...{ pool, log, publish, supervisors, sealing, settings, disk },
    host: deps.dataDir.hostId,
    maxConcurrent: config.maxConcurrent,
    orphanDelaySeconds: config.orphanDelaySeconds,
  });
  // After all that it wakes: others may speak before openBus has returned.
  const wake = (): void => {
    scheduler.wake();
    queue.nudge();
  };
  const bus = await openBus({ ...deps, hub, activity, wake });
  const services = serviceOperations({
    orm,
    servicesDir: config.servicesDir,
    reading: { ...config, identity },
    changed: () => {
      activity.nudge();
      wake();
    },
  });
  const { prune } = retention({ pool, log, runsDir: settings.runsDir, changed: () => activity.nudge() });
  const watching = new AbortController();
  const synced = keepSynced({ sync: () => services.sync(system, { force: false }), log });
  let pruning: ReturnType<typeof pruneRegularly> | undefined;
  const presence = new AsyncDisposableStack();
  let started = false;
  return {
    orm,
    pool,
    operations: {
      access: accessOperations({ orm }),
      services,
      deployments: deploymentOperations({ orm, pool, sealing, hub, activity, queue, publish, scheduler }),
      inventory: inventoryOperations({ orm }),
      system: systemOperations({
        ...{ config, pool, connection: deps.connection, host: deps.dataDir.hostId },
        lastSync: services.lastSync,
      }),
    },
    async start(addresses) {
      Object.assign(settings, addresses);
      await watchServices(config.servicesDir, () => void synced.changed(), watching.signal);
      await synced.changed(); // after watching has begun: a change in between is seen
      supervisors.warm();
      presence.use(keepPresence({ pool, log, host: deps.dataDir.hostId }));
      await scheduler.start();
      pruning = pruneRegularly({ prune, logDays: config.logDays, log, times: deps.retentionTimes });
      started = true;
    },
    async whyNotReady() {
      if (!started) return 'starting';
      return pool.query('select').then(
        () => null,
        () => 'the database is away',
      );
    },
    async close() {
      watching.abort();
      synced.close();
      await scheduler.close();
      await pruning?.close();
      await supervisors.close();
      activity.close();
      queue.close();
      await presence.disposeAsync();
      await bus.close();
      await closeOrm(orm);
    },
  };
}
