import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { findPlain } from '../db/plain-rows.ts';
import { Service } from '../services/service.entity.ts';
import { DeletedService } from './deleted-service.entity.ts';
import { DeployedService } from './deployed-service.entity.ts';
import { Deployment } from './deployment.entity.ts';

/** Deployments, services and what is live as they are now: all that changed between two cursors. `reset`: too much changed, or nothing is known of `from`. */
export type ActivityBatch = {
  from: string;
  /** To resume after the whole batch; whoever has only a part of it resumes from `from`. */
  cursor: string;
  at: Date;
  deployments: Deployment[];
  services: Service[];
  deployed: DeployedService[];
  deleted: DeletedService[];
  reset: boolean;
};

/** Rows that one batch may bring; a client that missed more reads its page again. */
const maxRows = 1_000;
/** Changes are read at most this often: what happens in between arrives together. */
const minReadMs = 100;
/** Between a reading that failed and the next. */
const retryMs = 1_000;

/**
 * What changed, for dashboards: at least once, whole entities, no global order needed. Rows carry the id of the
 * transaction that changed them last; everything below the oldest running transaction has been seen by all, so that
 * boundary is the cursor. (ARCHITECTURE.md, activity)
 */
export class ActivityFeed {
  readonly #pool: Pool;
  readonly #orm: MikroORM;
  readonly #log: Logger;
  readonly #subscribers = new Set<(batch: ActivityBatch) => void>();
  /** Rows already announced although a transaction older than them still runs: key to transaction id. */
  #announced = new Map<string, string>();
  /** Queued deployments that moved since the last reading. */
  #moved = new Set<number>();
  #since: string | null = null;
  #timer: NodeJS.Timeout | undefined;
  #isReading = false;
  /** Something was committed that the reading in progress may have missed. */
  #isDue = false;
  #nextReadAt = 0;

  constructor(deps: { pool: Pool; orm: MikroORM; log: Logger }) {
    this.#pool = deps.pool;
    this.#orm = deps.orm;
    this.#log = deps.log;
  }

  /** Something was committed here or on another server. */
  nudge(): void {
    this.#isDue = true;
    if (this.#subscribers.size === 0 || this.#timer !== undefined || this.#isReading) return;
    const wait = Math.max(0, this.#nextReadAt - Date.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#read();
    }, wait);
  }

  /** Queued deployments wait in another place or for something else than before: computed, so no row has changed. */
  announce(ids: readonly number[]): void {
    for (const id of ids) this.#moved.add(id);
    this.nudge();
  }

  async cursor(): Promise<string> {
    const { identity, xmin } = await this.#position();
    return cursorAt(identity, xmin);
  }

  /** Calls `receive` for everything committed after this returned, until the returned function is called. */
  async subscribe(receive: (batch: ActivityBatch) => void): Promise<() => void> {
    const { xmin } = await this.#position();
    if (this.#subscribers.size === 0) {
      this.#since = xmin;
      this.#announced = new Map();
    }
    this.#subscribers.add(receive);
    this.nudge();
    return () => this.#subscribers.delete(receive);
  }

  /** What changed since `after`; a reset where the cursor is of another database, newer than it, or too old. */
  async resume(after: string): Promise<ActivityBatch> {
    const { identity, xmin } = await this.#position();
    const [ofDatabase, since] = after.split(':');
    const range = { from: after, cursor: cursorAt(identity, xmin) };
    if (ofDatabase !== identity || since === undefined || !/^\d{1,19}$/.test(since)) return reset(range);
    if (BigInt(since) > BigInt(xmin)) return reset(range);
    return this.#load(range, await this.#changedSince(since, { limit: maxRows + 1, andQueued: true }));
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#subscribers.clear();
  }

  async #read(): Promise<void> {
    if (this.#since === null || this.#subscribers.size === 0) return;
    this.#isReading = true;
    this.#isDue = false;
    this.#nextReadAt = Date.now() + minReadMs;
    try {
      await this.#announce(this.#since);
    } catch (error) {
      this.#log.warn({ err: error }, 'the activity could not be read; trying again soon');
      this.#nextReadAt = Date.now() + retryMs;
      this.#isDue = true;
    }
    this.#isReading = false;
    if (this.#isDue) this.nudge();
  }

  /** Moves on only once everything has been read: what a failure interrupts is read again. */
  async #announce(since: string): Promise<void> {
    const { identity, xmin } = await this.#position();
    const changed = await this.#changedSince(since, { limit: null, andQueued: false });
    const moved = [...this.#moved];
    const news = changed.filter(({ key, xid }) => this.#announced.get(key) !== xid);
    const others = moved.filter((id) => !news.some(({ key }) => key === `d${id}`));
    news.push(...others.map((id) => ({ key: `d${id}`, kind: 'd' as const, id, xid: since })));
    const range = { from: cursorAt(identity, since), cursor: cursorAt(identity, xmin) };
    const batch = news.length === 0 ? null : await this.#load(range, news);
    const mayRepeat = changed.filter(({ xid }) => BigInt(xid) >= BigInt(xmin));
    this.#announced = new Map(mayRepeat.map(({ key, xid }) => [key, xid]));
    this.#since = xmin;
    for (const id of moved) this.#moved.delete(id);
    if (batch !== null) for (const receive of this.#subscribers) receive(batch);
  }

  async #position(): Promise<{ identity: string; xmin: string }> {
    const { rows } = await this.#pool.query<{ identity: string; xmin: string }>(
      `select (select system_identifier::text from pg_control_system()) || '-' || (select oid::text from pg_database where datname = current_database()) as identity,
         pg_snapshot_xmin(pg_current_snapshot())::text as xmin`,
    );
    if (rows[0] === undefined) throw new Error('PostgreSQL answered without a row.');
    return rows[0];
  }

  /** `andQueued`: and all that wait, which may have moved in the meantime. */
  async #changedSince(
    since: string,
    { limit, andQueued }: { limit: number | null; andQueued: boolean },
  ): Promise<ChangedRow[]> {
    const { rows } = await this.#pool.query<ChangedRow>(
      `select 'd' || id as key, 'd' as kind, id::int, changed_xid::text as xid from deployments
       where changed_xid >= $1::xid8 or ($3 and state = 'QUEUED')
       union all
       select 's' || id, 's', id::int, changed_xid::text from services where changed_xid >= $1::xid8
       union all
       select 'i' || id, 'i', id::int, changed_xid::text from deployed_services where changed_xid >= $1::xid8
       union all
       select 'x' || id, 'x', id::int, changed_xid::text from deleted_services where changed_xid >= $1::xid8
       limit $2`,
      [since, limit, andQueued],
    );
    return rows;
  }

  async #load(range: CursorRange, changed: ChangedRow[]): Promise<ActivityBatch> {
    if (changed.length > maxRows) return reset(range);
    const em = this.#orm.em.fork();
    const ids = (kind: ChangedRow['kind']): number[] => changed.filter((row) => row.kind === kind).map((row) => row.id);
    return {
      ...range,
      at: new Date(),
      deployments: await findPlain(em, Deployment, { id: { $in: ids('d') } }, { orderBy: { id: 'asc' } }),
      services: await findPlain(em, Service, { id: { $in: ids('s') } }, { orderBy: { id: 'asc' } }),
      deployed: await em.find(
        DeployedService,
        { id: { $in: ids('i') } },
        { orderBy: { id: 'asc' }, populate: ['service'] },
      ),
      deleted: await findPlain(em, DeletedService, { id: { $in: ids('x') } }, { orderBy: { id: 'asc' } }),
      reset: false,
    };
  }
}

const cursorAt = (identity: string, xid: string): string => `${identity}:${xid}`;

type CursorRange = Pick<ActivityBatch, 'from' | 'cursor'>;

const reset = (range: CursorRange): ActivityBatch => ({
  ...range,
  at: new Date(),
  deployments: [],
  services: [],
  deployed: [],
  deleted: [],
  reset: true,
});

type ChangedRow = { key: string; kind: 'd' | 's' | 'i' | 'x'; id: number; xid: string };
