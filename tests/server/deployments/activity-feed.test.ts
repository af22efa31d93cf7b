import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openOrm, poolOf } from '../../../server/db/orm.ts';
import { type ActivityBatch, ActivityFeed } from '../../../server/deployments/activity-feed.ts';
import { createLog } from '../../../server/log.ts';
import type { Service } from '../../../server/services/service.entity.ts';
import { createTestDatabase, type TestDatabase } from '../../helpers/database.ts';
import { until } from '../../helpers/until.ts';

let database: TestDatabase;
let orm: MikroORM;
let pool: Pool;
let link: SlowLink;
let feed: ActivityFeed;

beforeEach(async () => {
  database = await createTestDatabase();
  const log = createLog('silent');
  orm = await openOrm(database.connection);
  pool = await poolOf(orm);
  link = new SlowLink();
  feed = new ActivityFeed({ pool: link.over(pool), orm, log });
  await pool.query(`insert into services (name, state, problems, planned_steps, stats, recent_runs)
    select 'service-' || n, 'READY', '[]', '[]', '{}', '[]' from generate_series(1, 8) n`);
});
afterEach(async () => {
  feed.close();
  link.release();
  await orm.close();
  await database[Symbol.asyncDispose]();
});

/** Holds back the answers to what changed, once `hold` was called, until `release`; `postpone` holds back the next question. */
class SlowLink {
  #gate: PromiseWithResolvers<void> | null = null;
  #postponed: PromiseWithResolvers<void> | null = null;
  held = 0;

  over(target: Pool): Pool {
    return new Proxy(target, {
      get: (of, key) => (key === 'query' ? (...query: unknown[]) => this.#query(of, query) : Reflect.get(of, key)),
    });
  }

  hold(): void {
    this.#gate = Promise.withResolvers();
  }

  postpone(): void {
    this.#postponed = Promise.withResolvers();
  }

  /** Lets all further questions pass; the returned function sends the one that was held back. */
  sendLater(): () => void {
    const postponed = this.#postponed;
    this.#postponed = null;
    return () => postponed?.resolve();
  }

  release(): void {
    this.#gate?.resolve();
    this.#gate = null;
  }

  async #query(target: Pool, query: unknown[]): Promise<unknown> {
    await this.#postponed?.promise;
    const result: unknown = await Reflect.apply(target.query, target, query);
    if (this.#gate === null || !String(query[0]).includes('changed_xid >=')) return result;
    this.held++;
    await this.#gate.promise;
    return result;
  }
}

type Inbox = { batches: ActivityBatch[]; versions: () => Map<string, Service['scriptPath']> };

async function subscribed(): Promise<Inbox> {
  const batches: ActivityBatch[] = [];
  await feed.subscribe((batch) => batches.push(batch));
  const versions = () =>
    new Map(batches.flatMap((batch) => batch.services.map((service) => [service.name, service.scriptPath])));
  return { batches, versions };
}

const touch = async (service: number, version: string): Promise<void> => {
  await pool.query('update services set script_path = $2 where name = $1', [`service-${service}`, version]);
};
const sawVersion = (inbox: Inbox, service: number, version: string) =>
  until(`${version} of service-${service} is seen`, () => inbox.versions().get(`service-${service}`) === version);
const passed = (ms: number) => {
  const end = performance.now() + ms;
  return until(`${ms} ms have passed`, () => performance.now() > end);
};

it('tells all that 8 writers changed in 200 transactions that overlap', async () => {
  const inbox = await subscribed();

  await Promise.all(
    Array.from({ length: 8 }, async (_, writer) => {
      for (let change = 1; change <= 25; change++) {
        await pool.query(
          `with wait as materialized (select pg_sleep(random() * 0.02))
           update services set script_path = $2 from wait where name = $1`,
          [`service-${writer + 1}`, `v${change}`],
        );
        feed.nudge();
      }
    }),
  );

  for (let writer = 1; writer <= 8; writer++) await sawVersion(inbox, writer, 'v25');
  expect(inbox.batches.length).toBeLessThan(200);
});

it('tells what a transaction changed that began long before and ends after others', async () => {
  const inbox = await subscribed();
  const client = await pool.connect();
  await client.query('begin');
  await client.query(`update services set script_path = 'slow' where name = 'service-1'`);

  await touch(2, 'fast');
  feed.nudge();
  await sawVersion(inbox, 2, 'fast');
  await client.query('commit');
  client.release();
  feed.nudge();

  await sawVersion(inbox, 1, 'slow');
});

it('tells what was committed while it was still reading', async () => {
  const inbox = await subscribed();
  link.hold();
  await touch(1, 'first');
  feed.nudge();
  await until('the reading waits', () => link.held > 0);

  await touch(2, 'second');
  feed.nudge();
  await passed(200);
  link.release();

  await sawVersion(inbox, 2, 'second');
});

it('tells later what it could not read', async () => {
  const inbox = await subscribed();
  await passed(150); // the first reading, after the subscription, is over
  link.hold();
  await touch(1, 'first');
  feed.nudge();
  await until('the reading waits', () => link.held > 0);

  await pool.query('alter table services rename to away');
  link.release();
  await passed(50);
  await pool.query('alter table away rename to services');

  await sawVersion(inbox, 1, 'first');
});

it('misses nothing when another subscribes at the same moment and is answered later', async () => {
  link.postpone();
  const late = feed.subscribe(() => undefined);
  const send = link.sendLater();
  const inbox = await subscribed();
  await passed(150);

  await touch(1, 'in between');
  send();
  await late;
  feed.nudge();

  await sawVersion(inbox, 1, 'in between');
});

it('resumes with all that changed since the cursor, and a newer cursor', async () => {
  const nothingSince = async (cursor: string) => (await feed.resume(cursor)).services.length === 0;
  // A transaction that is still open, even in another database of the cluster, has earlier changes told again.
  await until('what was changed before is settled', async () => nothingSince(await feed.cursor()));
  const cursor = await feed.cursor();
  await touch(3, 'missed');

  const batch = await feed.resume(cursor);

  expect(batch).toMatchObject({
    reset: false,
    deployments: [],
    services: [{ name: 'service-3', scriptPath: 'missed' }],
  });
  await until('it is not told again', async () => nothingSince((await feed.resume(cursor)).cursor));
});

it('resets a cursor that is foreign, newer, damaged or too old', async () => {
  const [identity] = (await feed.cursor()).split(':');

  for (const cursor of [
    '',
    'x',
    `other:1`,
    `${identity}:99999999999`,
    `${identity}:-1`,
    `${identity}:1e9`,
    `${identity}`,
  ])
    expect(await feed.resume(cursor)).toMatchObject({ reset: true, services: [] });

  const cursor = await feed.cursor();
  await pool.query(`insert into services (name, state, problems, planned_steps, stats, recent_runs)
    select 'more-' || n, 'READY', '[]', '[]', '{}', '[]' from generate_series(1, 1001) n`);
  expect(await feed.resume(cursor)).toMatchObject({ reset: true });
});

it('resets its subscribers when more changed at once than it tells one by one', async () => {
  const inbox = await subscribed();

  await pool.query(`insert into services (name, state, problems, planned_steps, stats, recent_runs)
    select 'more-' || n, 'READY', '[]', '[]', '{}', '[]' from generate_series(1, 1001) n`);
  feed.nudge();

  await until('the reset is there', () => inbox.batches.some((batch) => batch.reset));
  await touch(1, 'after');
  feed.nudge();
  await sawVersion(inbox, 1, 'after');
});

it('asks the database for nothing while nobody listens', async () => {
  const leave = await feed.subscribe(() => undefined);
  leave();
  link.hold();

  await touch(1, 'unseen');
  feed.nudge();
  await passed(150);

  expect(link.held).toBe(0);
});
