import type { Service } from '../services/service.entity.ts';
import type { ActivityBatch, ActivityFeed } from './activity-feed.ts';
import type { DeployedService } from './deployed-service.entity.ts';
import type { Deployment } from './deployment.entity.ts';

export type ActivityKind = 'DEPLOYMENT' | 'SERVICE' | 'INVENTORY';

export type ActivityEvent = { cursor: string; at: Date } & (
  | { kind: 'DEPLOYMENT'; deployment: Deployment }
  | { kind: 'SERVICE'; service: Service }
  | { kind: 'INVENTORY'; deployedService: DeployedService }
  | { kind: 'DELETED'; serviceId: number; serviceName: string }
  | { kind: 'RESET' }
);

export type ActivityInput = {
  after?: string | undefined;
  /** Ids of the services to tell of; undefined: all. */
  serviceIds?: ReadonlySet<number> | undefined;
  kinds?: readonly ActivityKind[] | undefined;
  /** Leaves out what the reader may not see; undefined: they see everything. */
  visible?: ((events: ActivityEvent[]) => Promise<ActivityEvent[]>) | undefined;
  signal: AbortSignal;
};

/**
 * What a dashboard shows, as it changes: what was missed since `after`, then live. Several changes of one row that
 * arrive while the consumer is busy are one event, so a slow consumer holds one entry a row and no more.
 */
export async function* streamActivity(
  feed: ActivityFeed,
  input: ActivityInput,
): AsyncGenerator<ActivityEvent, void, void> {
  const inbox = new Inbox();
  const leave = await feed.subscribe((batch) => inbox.put(batch));
  const wake = (): void => inbox.wake();
  input.signal.addEventListener('abort', wake, { once: true });
  try {
    if (input.after !== undefined) inbox.putBefore(await feed.resume(input.after));
    while (!input.signal.aborted) {
      const events = inbox.take().filter((event) => isWanted(event, input));
      yield* input.visible && events.length > 0 ? await input.visible(events) : events;
      await inbox.filled(input.signal);
    }
  } finally {
    leave();
    input.signal.removeEventListener('abort', wake);
  }
}

function isWanted(event: ActivityEvent, { serviceIds, kinds }: ActivityInput): boolean {
  if (event.kind === 'RESET') return true;
  if (kinds !== undefined && !kinds.includes(event.kind === 'DELETED' ? 'SERVICE' : event.kind)) return false;
  return serviceIds === undefined || serviceIds.has(serviceOf(event));
}

/** The number of the service that an event is about. */
export function serviceOf(event: Exclude<ActivityEvent, { kind: 'RESET' }>): number {
  if (event.kind === 'DEPLOYMENT') return event.deployment.service;
  if (event.kind === 'INVENTORY') return event.deployedService.service.id;
  return event.kind === 'SERVICE' ? event.service.id : event.serviceId;
}

/** One entry a row, and the cursor from which its batch was read. */
type Entry = { event: ActivityEvent; from: string };

class Inbox {
  #entries = new Map<string, Entry>();
  #waiting: (() => void) | null = null;

  put(batch: ActivityBatch): void {
    const { cursor, at } = batch;
    if (batch.reset) this.#replace('reset', batch, { cursor, at, kind: 'RESET' });
    for (const { id, name } of batch.deleted)
      this.#replace(`s${id}`, batch, { cursor, at, kind: 'DELETED', serviceId: id, serviceName: name });
    for (const service of batch.services)
      this.#replace(`s${service.id}`, batch, { cursor, at, kind: 'SERVICE', service });
    for (const deployment of batch.deployments)
      this.#replace(`d${deployment.id}`, batch, { cursor, at, kind: 'DEPLOYMENT', deployment });
    for (const deployedService of batch.deployed)
      this.#replace(`i${deployedService.id}`, batch, { cursor, at, kind: 'INVENTORY', deployedService });
    this.wake();
  }

  /** The same for a batch that may be older than what is in here. */
  putBefore(batch: ActivityBatch): void {
    const newer = this.#entries;
    this.#entries = new Map();
    this.put(batch);
    for (const [key, { event, from }] of newer) this.#replace(key, { from }, event);
  }

  /** Each with the cursor that brings what comes after it: a reader may leave in the middle of a batch. */
  take(): ActivityEvent[] {
    const entries = [...this.#entries.values()];
    this.#entries = new Map();
    return entries.map(({ event }, index) => ({ ...event, cursor: entries[index + 1]?.from ?? event.cursor }));
  }

  wake(): void {
    this.#waiting?.();
    this.#waiting = null;
  }

  async filled(signal: AbortSignal): Promise<void> {
    if (this.#entries.size > 0 || signal.aborted) return;
    await new Promise<void>((resolve) => {
      this.#waiting = resolve;
    });
  }

  /** At the end, so that cursors only grow. */
  #replace(key: string, { from }: Pick<ActivityBatch, 'from'>, event: ActivityEvent): void {
    this.#entries.delete(key);
    this.#entries.set(key, { event, from });
  }
}
