import { setTimeout as delay } from 'node:timers/promises';
import { MikroORM, type Options } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { type Connection, ormConnection } from './connection.ts';
import { entities } from './entities.ts';

/** Each running deployment commits its batches one after the other, so this is more than the slots of a host. */
const maxConnections = 16;

export const ormOptions = (connection: Connection): Options => ({
  ...ormConnection(connection),
  entities: [...entities],
  pool: { min: 0, max: maxConnections },
});

export async function openOrm(connection: Connection): Promise<MikroORM> {
  return MikroORM.init(ormOptions(connection));
}

/** How long statements under way are waited for before the connections are closed under them. */
const restMs = 10_000;

/**
 * Closes the connections when nobody uses one. A connection that is being made while the pool ends is lost: kysely 0.29
 * has forgotten the pool by then and never gives it back, and the end would wait for it for ever.
 */
export async function closeOrm(orm: MikroORM): Promise<void> {
  const pool = await poolOf(orm);
  const deadline = performance.now() + restMs;
  while (pool.totalCount > pool.idleCount && performance.now() < deadline) await delay(5);
  await orm.close();
}

/** The pool below the ORM, for the hot paths that speak SQL: claim, ingest, replay. */
export async function poolOf(orm: MikroORM): Promise<Pool> {
  return orm.em.getConnection().getNativeClient();
}
