import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import type { Hub } from '../live/hub.ts';
import type { ActivityFeed } from './activity-feed.ts';
import type { Publish } from './publish.ts';
import type { QueueWatch } from './queue-watch.ts';
import type { Sealing } from './sealing.ts';
import type { DeploymentEvent } from './snapshots.ts';

/** What the operations on deployments work with. */
export type DeploymentDeps = {
  orm: MikroORM;
  pool: Pool;
  sealing: Sealing;
  hub: Hub<DeploymentEvent>;
  activity: ActivityFeed;
  queue: QueueWatch;
  publish: Publish;
  scheduler: { wake(): void; stop(id: number, by: string): void };
};
