import { randomUUID } from 'node:crypto';
import type { Connection } from '../db/connection.ts';
import { openNotifier } from '../db/notify.ts';
import type { Hub } from '../live/hub.ts';
import type { Log } from '../log.ts';
import type { ActivityFeed } from './activity-feed.ts';
import type { DeploymentEvent } from './snapshots.ts';

/** Between the servers and commands on one database: hints where to look, never data. */
export type Bus = {
  /** `changed`: more than log text, so dashboards and queues have news too. */
  tell(deployment: number, changed: boolean): void;
  close(): Promise<void>;
};

export type BusDeps = {
  connection: Connection;
  log: Log;
  /** Other servers may work on this database: tell them. Commands may in any case, so we always listen. */
  shared: boolean;
  hub: Hub<DeploymentEvent>;
  activity: ActivityFeed;
  /** The queue may have news. */
  wake(): void;
};

/** Where there are several servers, everything is looked at this often: that heals a hint that was lost. */
const sweepMs = 1_000;

/** What a command says after it synced the services: `SENDER services changed`. */
export const servicesChanged = (sender: string): string => `${sender} services changed`;

/** What a command says after it changed a deployment: `SENDER 412 changed`. */
export const deploymentChanged = (sender: string, id: number): string => `${sender} ${id} changed`;

/** Messages are `SENDER 412`, `SENDER 412 changed` and `SENDER services changed`; our own come back and are not news. */
export async function openBus({ hub, activity, wake, ...deps }: BusDeps): Promise<Bus> {
  const sender = randomUUID();
  const lookEverywhere = (): void => {
    hub.nudgeAll();
    activity.nudge();
    wake();
  };
  const notifier = await openNotifier({
    connection: deps.connection,
    log: deps.log,
    onMessage: (payload) => {
      const [from, subject = '', changed] = payload.split(' ');
      if (from === sender) return;
      hub.nudge(Number(subject));
      if (changed !== 'changed') return;
      activity.nudge();
      wake();
    },
    onReconnect: lookEverywhere,
  });
  const sweep = deps.shared ? setInterval(lookEverywhere, sweepMs) : undefined;
  return {
    tell(deployment, changed) {
      if (!deps.shared) return;
      notifier
        .publish(`${sender} ${deployment}${changed ? ' changed' : ''}`)
        .catch((error: unknown) => deps.log.warn({ err: error }, 'other servers were not told; they look each second'));
    },
    async close() {
      clearInterval(sweep);
      await notifier[Symbol.asyncDispose]();
    },
  };
}
