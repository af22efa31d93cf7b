import { userInfo } from 'node:os';
import pg from 'pg';
import { parse } from 'pg-connection-string';
import { StartRefused } from '../errors.ts';
import type { Log } from '../log.ts';
import { releaseLostClients } from './lost-clients.ts';

/** Where the database is. `host` may be the directory of a unix socket, which MikroORM takes only in discrete fields. */
export type Connection = {
  host: string;
  port: number;
  user: string;
  password: string;
  dbName: string;
  ssl?: object | boolean;
};

/** Our mark on a database: whoever finds this table may write here. */
export const migrationsTable = 'fastdeploy_migrations';

/** Takes a `postgres://` address apart. What it leaves out comes from libpq's defaults: localhost, 5432, the user's name. */
export function parseDatabaseUrl(url: string): Connection {
  const { host, port, password = '', database, ssl, ...rest } = parse(url, { useLibpqCompat: true });
  const user = rest.user || userInfo().username;
  return {
    host: host || 'localhost',
    port: Number(port || 5432),
    user,
    password,
    dbName: database || user,
    ...(typeof ssl === 'object' || typeof ssl === 'boolean' ? { ssl } : {}),
  };
}

/** The same connection in the words of `pg`. */
export const pgConfig = ({ dbName, ...rest }: Connection): pg.ClientConfig => ({ ...rest, database: dbName });

/** A server that stands still in the middle of a transaction keeps its locks from the others for no longer than this. */
export const standstillMs = 10_000;

/** How long a new connection may take. */
export const connectWithinMs = 10_000;

/**
 * A client that gives up when nobody answers. The pool's own option of this name would also limit the wait for a place in
 * it, and whoever waits on a busy server has to get one.
 */
class ImpatientClient extends pg.Client {
  constructor(config: pg.ClientConfig = {}) {
    // Named, as the pool hides it from copies.
    super({ ...config, password: config.password, connectionTimeoutMillis: connectWithinMs });
  }
}

/** What both pools have: a peer that vanished without a word is noticed, instead of being believed for ever. */
const vigilance = { keepAlive: true, keepAliveInitialDelayMillis: 10_000, Client: ImpatientClient };

/** The same connection in the words of MikroORM. The database exists already: nobody here may create one. */
export const ormConnection = ({ ssl, ...fields }: Connection) => ({
  ...fields,
  ensureDatabase: false,
  driverOptions: {
    ...(ssl === undefined ? {} : { ssl }),
    onPoolCreated: releaseLostClients,
    ...vigilance,
    pipeline: true,
    idle_in_transaction_session_timeout: standstillMs,
  },
});

/** A pool whose clients always have an error handler: without one a lost connection ends the process. */
export function openPool(connection: Connection, log: Log, maxConnections = 10): pg.Pool {
  const pool = new pg.Pool({ ...pgConfig(connection), ...vigilance, max: maxConnections, pipeline: true });
  const report = (error: Error) => log.warn({ error: error.message }, 'A database connection was lost');
  pool.on('error', report);
  pool.on('connect', (client) => client.on('error', report));
  return pool;
}

const oldestServer = 14;

/** Refuses, before anything is written, a server that is too old and a database that somebody else uses. */
export async function refuseForeignDatabase(connection: Connection): Promise<void> {
  const client = new pg.Client(pgConfig(connection));
  client.on('error', () => {}); // the query in flight rejects with the same error
  await client.connect();
  try {
    const { rows } = await client.query<{ version: number; ours: boolean; tables: string[] }>(inspect, [
      migrationsTable,
    ]);
    const found = rows[0];
    if (!found) throw new Error('PostgreSQL answered without a row.');
    const version = Math.floor(found.version / 10_000);
    if (version < oldestServer) {
      throw new StartRefused(
        `DATABASE_URL names a PostgreSQL ${version}, but FastDeploy needs ${oldestServer} or newer.`,
      );
    }
    if (!found.ours && found.tables.length > 0) throw new StartRefused(foreignTables(connection, found.tables));
  } finally {
    await client.end();
  }
}

/** Tables of an extension (PostGIS has some) belong to nobody. */
const inspect = `
  select current_setting('server_version_num')::int as version,
         to_regclass($1) is not null as ours,
         array(select c.oid::regclass::text from pg_class c
               where c.relkind in ('r', 'p', 'f') and c.relpersistence <> 't'
                 and c.relnamespace not in (select oid from pg_namespace where nspname in ('pg_catalog', 'information_schema') or nspname like 'pg\\_toast%')
                 and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
               order by 1) as tables`;

function foreignTables({ dbName }: Connection, tables: string[]): string {
  const shown = tables.slice(0, 3).join(', ') + (tables.length > 3 ? ` and ${tables.length - 3} more` : '');
  return `The database ${dbName} holds tables that FastDeploy did not create (${shown}). Nothing was changed: set DATABASE_URL to an empty database.`;
}
