import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { Service } from '../services/service.entity.ts';
import { Deployment } from './deployment.entity.ts';

/** Deployments and services as they are now, and the cursor to resume after them. `RESET`: too much or nothing is known since `after`. */
export type ActivityBatch = {
  cursor: string;
  at: Date;
  deployments: Deployment[];
  services: Service[];
  reset: boolean;
};

/** Rows that one resume may bring; a client that missed more reads its page again. */
const maxResumedRows = 1_000;
/** Changes are read at most this often: what happens in between arrives together. */
const minReadMs = 100;

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
  #since: string | null = null;
  #timer: NodeJS.Timeout | undefined;
  #reading = false;
  #lastReadAt = 0;

  constructor(deps: { pool: Pool; orm: MikroORM; log: Logger }) {
    this.#pool = deps.pool;
    this.#orm = deps.orm;
    this.#log = deps.log;
  }

  /** Something was committed here or on another server. */
  nudge(): void {
    if (this.#subscribers.size === 0 || this.#timer !== undefined) return;
    const wait = Math.max(0, this.#lastReadAt + minReadMs - Date.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#read();
    }, wait);
  }

  async cursor(): Promise<string> {
    const { identity, xmin } = await this.#position();
    return `${identity}:${xmin}`;
  }

  /** Calls `receive` for everything committed after this returned, until the returned function is called. */
  async subscribe(receive: (batch: ActivityBatch) => void): Promise<() => void> {
    if (this.#subscribers.size === 0) {
      this.#since = (await this.#position()).xmin;
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
    const cursor = `${identity}:${xmin}`;
    const reset = { cursor, at: new Date(), deployments: [], services: [], reset: true };
    if (ofDatabase !== identity || since === undefined || !/^\d{1,19}$/.test(since)) return reset;
    if (BigInt(since) > BigInt(xmin)) return reset;
    const changed = await this.#changedSince(since);
    if (changed.length > maxResumedRows) return reset;
    return this.#load(cursor, changed);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#subscribers.clear();
  }

  async #read(): Promise<void> {
    if (this.#reading || this.#since === null) return;
    this.#reading = true;
    this.#lastReadAt = Date.now();
    try {
      const { identity, xmin } = await this.#position();
      const changed = await this.#changedSince(this.#since);
      const news = changed.filter(({ key, xid }) => this.#announced.get(key) !== xid);
      this.#announced = new Map(
        changed.filter(({ xid }) => BigInt(xid) >= BigInt(xmin)).map(({ key, xid }) => [key, xid]),
      );
      this.#since = xmin;
      if (news.length === 0) return;
      const batch = await this.#load(`${identity}:${xmin}`, news);
      for (const receive of this.#subscribers) receive(batch);
    } catch (error) {
      this.#log.warn({ err: error }, 'the activity could not be read; the next change tries again');
    } finally {
      this.#reading = false;
    }
  }

  async #position(): Promise<{ identity: string; xmin: string }> {
    const { rows } = await this.#pool.query<{ identity: string; xmin: string }>(
      `select (select system_identifier::text from pg_control_system()) || '-' || (select oid::text from pg_database where datname = current_database()) as identity,
         pg_snapshot_xmin(pg_current_snapshot())::text as xmin`,
    );
    if (rows[0] === undefined) throw new Error('PostgreSQL answered without a row.');
    return rows[0];
  }

  async #changedSince(since: string): Promise<ChangedRow[]> {
    const { rows } = await this.#pool.query<ChangedRow>(
      `select 'd' || id as key, 'd' as kind, id::int, changed_xid::text as xid from deployments where changed_xid >= $1::xid8
       union all
       select 's' || id, 's', id::int, changed_xid::text from services where changed_xid >= $1::xid8
       limit ${maxResumedRows + 1}`,
      [since],
    );
    return rows;
  }

  async #load(cursor: string, changed: ChangedRow[]): Promise<ActivityBatch> {
    const em = this.#orm.em.fork();
    const ids = (kind: ChangedRow['kind']): number[] => changed.filter((row) => row.kind === kind).map((row) => row.id);
    return {
      cursor,
      at: new Date(),
      deployments: await em.find(Deployment, { id: { $in: ids('d') } }, { orderBy: { id: 'asc' } }),
      services: await em.find(Service, { id: { $in: ids('s') } }, { orderBy: { id: 'asc' } }),
      reset: false,
    };
  }
}

type ChangedRow = { key: string; kind: 'd' | 's'; id: number; xid: string };
