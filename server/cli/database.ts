import { type Config, readConfig, readEnvironment } from '../config.ts';
import { type Connection, parseDatabaseUrl } from '../db/connection.ts';
import { attachEmbedded, startEmbedded } from '../db/embedded.ts';
import { migrate, pendingMigrations } from '../db/migrate.ts';
import { openOrm, poolOf } from '../db/orm.ts';
import { StartRefused } from '../errors.ts';
import { createLog, type Log } from '../log.ts';

/** The database a command works on, and how to let go of it. */
export type CommandDatabase = AsyncDisposable & { config: Config; connection: Connection; log: Log };

/**
 * Opens the database a server with these settings uses: DATABASE_URL; else the embedded one, through the socket of the
 * server that runs it, or started for as long as the command needs it.
 */
export async function openDatabase(): Promise<CommandDatabase & { own: boolean }> {
  const config = readConfig(readEnvironment());
  const log = createLog('error');
  const shared = config.databaseUrl === null ? await attachEmbedded(config.dataDir) : await reach(config.databaseUrl);
  if (shared !== null)
    return { config, log, connection: shared, own: false, [Symbol.asyncDispose]: () => Promise.resolve() };
  const { dataDir, deployUser } = config;
  const { connection, stop } = await startEmbedded({ dataDir, deployUser, log });
  return { config, log, connection, own: true, [Symbol.asyncDispose]: stop };
}

/** The same with the tables of this release: a database of our own is brought there, one that others use is not touched. */
export async function openMigratedDatabase(): Promise<CommandDatabase> {
  await using opened = new AsyncDisposableStack();
  const database = opened.use(await openDatabase());
  if (database.own) await migrate(database.connection);
  const pending = await pendingMigrations(database.connection);
  if (pending.length > 0)
    throw new StartRefused(
      `The database misses ${pending.join(', ')}. Run \`fastdeploy migrate\` or start the server first.`,
    );
  const resources = opened.move();
  return { ...database, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

/** The ORM on it for one piece of work. */
export async function withOrm<T>(
  { connection }: CommandDatabase,
  work: (orm: Awaited<ReturnType<typeof openOrm>>) => Promise<T>,
): Promise<T> {
  const orm = await openOrm(connection);
  try {
    return await work(orm);
  } finally {
    const pool = await poolOf(orm);
    await orm.close();
    if (!pool.ended) await pool.end(); // the ORM ends only what it used itself; the process would wait for the rest
  }
}

async function reach(url: string): Promise<Connection> {
  const connection = parseDatabaseUrl(url);
  try {
    await pendingMigrations(connection);
    return connection;
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || 'severity' in error) throw error;
    throw new StartRefused(`The database of DATABASE_URL cannot be reached: ${error.message}`, { cause: error });
  }
}
