import { MikroORM, type Options } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { entities } from './entities.ts';

/** Where the database is, in the discrete fields that MikroORM wants; `host` may be the directory of a unix socket. */
export type Connection = {
  host: string;
  port: number;
  user: string;
  password: string;
  dbName: string;
  ssl?: object | boolean;
};

/** 2 for the CLI, more for a server: each running deployment commits its batches one after the other. */
const maxConnections = 16;

export const ormOptions = (connection: Connection): Options => {
  const { ssl, ...fields } = connection;
  return {
    ...fields,
    ...(ssl === undefined ? {} : { driverOptions: { ssl } }),
    entities: [...entities],
    pool: { min: 0, max: maxConnections },
    ensureDatabase: false,
    schemaGenerator: { ignoreSchema: ['pgboss'] },
  };
};

export async function openOrm(connection: Connection): Promise<MikroORM> {
  return MikroORM.init(ormOptions(connection));
}

/** The pool below the ORM, for the hot paths that speak SQL: claim, ingest, replay. */
export async function poolOf(orm: MikroORM): Promise<Pool> {
  return orm.em.getConnection().getNativeClient();
}
