import { mkdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import { StartRefused } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Connection } from './connection.ts';
import { chooseAccount } from './embedded/account.ts';
import { executableBy, linkLibraries, locateBinaries } from './embedded/binaries.ts';
import { hasCode } from './embedded/files.ts';
import { ensureCluster } from './embedded/init.ts';
import { embeddedDatabase, embeddedPort, embeddedUser, type Layout, layoutOf } from './embedded/layout.ts';
import type { Exit } from './embedded/leash.ts';
import { placeCluster, systemDirectory } from './embedded/place.ts';
import { readPostmaster, waitUntilFree } from './embedded/postmaster.ts';
import { runPostgres } from './embedded/run.ts';

/** A PostgreSQL of our own, reachable only through a unix socket with a generated password. It ends when we do. */
export type Embedded = { connection: Connection; pid: number; exited: Promise<Exit>; stop(): Promise<void> };

export type EmbeddedOptions = {
  dataDir: string;
  /** Somebody named that directory: the database is there or nowhere. */
  isChosen?: boolean;
  /** Who runs deploy scripts: must not own the database. */
  deployUser?: string | null;
  /** Off only for tests: a power cut then costs the cluster. */
  fsync?: boolean;
  log: Log;
};

/** Creates the cluster at the first start and runs it. Rejects with StartRefused where the operator has to act. */
export async function startEmbedded({
  dataDir,
  isChosen = true,
  deployUser = null,
  fsync = true,
  log,
}: EmbeddedOptions): Promise<Embedded> {
  if (/[:;]/.test(dataDir)) throw new StartRefused(`FASTDEPLOY_DATA_DIR must not contain ":" or ";", got ${dataDir}.`);
  const located = await locateBinaries();
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const account = await chooseAccount(layoutOf(dataDir).data, deployUser);
    const layout = await placeCluster(dataDir, account, isChosen ? null : systemDirectory, log);
    const binaries = await executableBy(account, located);
    await ensureCluster(layout, binaries, account, log);
    await linkLibraries(binaries, layout.libraries);
    await waitUntilFree(layout.data);
    const running = await runPostgres(layout, binaries, { account, fsync, log });
    const connection = await connectionTo(layout, running.sockets);
    await ensureDatabase(connection);
    return { connection, pid: running.pid, exited: running.exited, stop: running.stop };
  } catch (error) {
    throw asRefusal(error, dataDir);
  }
}

/** The connection to a cluster that another process runs, or null when nobody runs it. */
export async function attachEmbedded(dataDir: string): Promise<Connection | null> {
  const layout = layoutOf(dataDir);
  try {
    const postmaster = await readPostmaster(layout.data);
    if (!postmaster?.sockets) return null;
    const connection = await connectionTo(layout, postmaster.sockets);
    await ensureDatabase(connection);
    return connection;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ECONNREFUSED', '57P03')) return null; // no socket, a dead one, or a server that starts or stops
    throw asRefusal(error, dataDir);
  }
}

async function connectionTo(layout: Layout, sockets: string): Promise<Connection> {
  const password = await readFile(layout.password, 'utf8');
  return { host: sockets, port: embeddedPort, user: embeddedUser, password, dbName: embeddedDatabase };
}

/** A new cluster has no database of ours yet; connecting also proves that socket and password work. */
async function ensureDatabase({ dbName, ...server }: Connection): Promise<void> {
  const client = new pg.Client({ ...server, database: 'postgres' });
  client.on('error', () => {}); // the connection attempt or the query rejects with the same error
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [dbName]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(dbName)}`);
  } finally {
    await client.end();
  }
}

/** What the file system says when a directory is not ours, full or read-only, in words of the setting. */
function asRefusal(error: unknown, dataDir: string): unknown {
  if (!(error instanceof Error) || !hasCode(error, 'EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOTDIR', 'EEXIST'))
    return error;
  return new StartRefused(`The data directory ${dataDir} (FASTDEPLOY_DATA_DIR) is not usable: ${error.message}`, {
    cause: error,
  });
}
