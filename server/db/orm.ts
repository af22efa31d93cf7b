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

/** The pool below the ORM, for the hot paths that speak SQL: claim, ingest, replay. */
export async function poolOf(orm: MikroORM): Promise<Pool> {
  return orm.em.getConnection().getNativeClient();
}
