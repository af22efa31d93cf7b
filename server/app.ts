import fs from 'node:fs';
import path from 'node:path';
import { firstAdministrator } from './access/first-administrator.ts';
import type { Config } from './config.ts';
import { type Core, type CoreOverrides, openCore } from './core.ts';
import { type Connection, parseDatabaseUrl } from './db/connection.ts';
import { openDataDir } from './db/data-dir.ts';
import { startEmbedded } from './db/embedded.ts';
import { migrate } from './db/migrate.ts';
import { lockForServe } from './db/serve-lock.ts';
import { createHttpServer } from './http/server.ts';
import type { HttpTimes } from './http/times.ts';
import { createLog, type Log } from './log.ts';
import { createServicesDirectory } from './operations/first-start.ts';
import { replaceFile } from './runner/durable-file.ts';
import { version } from './version.ts';

const webDir = path.resolve(import.meta.dirname, '../client/web/dist');

export type App = {
  url: string;
  /** At the very first start: how to sign in. Null later. */
  firstSignIn: { name: string; password: string | null; link: string } | null;
  /** Resolves when the server cannot go on: its own database ended. */
  failed: Promise<Error>;
  /** Stops serving; deployments go on without us. */
  close(): Promise<void>;
};

/** What tests replace. */
export type Overrides = CoreOverrides & { log?: Log; fsync?: boolean; times?: Partial<HttpTimes> };

/** Opens everything in the order of dependence; when a part refuses, what is open already is closed again. */
export async function openApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const log = overrides.log ?? createLog(config.logLevel);
  await using opened = new AsyncDisposableStack();
  const dataDir = openDataDir(config.dataDir);
  const database = await openDatabase(config, log, overrides, opened);
  createServicesDirectory(config.servicesDir, config.demo);
  const core = await openCore({
    config,
    dataDir,
    connection: database.connection,
    log,
    shared: config.databaseUrl !== null,
    disk: overrides.disk,
    retentionTimes: overrides.retentionTimes,
    identity: overrides.identity,
  });
  opened.defer(() => core.close());
  const http = createHttpServer({
    ...config,
    log,
    version,
    webDir,
    operations: core.operations,
    isReady: () => core.whyNotReady(),
    times: overrides.times,
  });
  opened.defer(() => http.close());
  const { url, publicUrl, port } = await http.listen(config.host, config.port);
  const firstSignIn = await prepareFirstSignIn(config, core, publicUrl);
  await core.start({ publicUrl, callbackUrl: config.callbackUrl ?? `http://127.0.0.1:${port}` });
  opened.defer(announce(config.dataDir, url));
  const resources = opened.move();
  return { url, firstSignIn, failed: database.failed, close: () => resources.disposeAsync() };
}

type Database = { connection: Connection; failed: Promise<Error> };

async function openDatabase(
  config: Config,
  log: Log,
  overrides: Overrides,
  opened: AsyncDisposableStack,
): Promise<Database> {
  if (config.databaseUrl !== null) {
    const connection = parseDatabaseUrl(config.databaseUrl);
    await migrate(connection);
    return { connection, failed: new Promise(() => undefined) };
  }
  const lock = lockForServe(config.dataDir);
  opened.defer(() => lock.release());
  const { dataDir, dataDirIsChosen: isChosen, deployUser } = config;
  const embedded = await startEmbedded({ dataDir, isChosen, deployUser, log, fsync: overrides.fsync ?? true });
  opened.defer(() => embedded.stop());
  await migrate(embedded.connection);
  const failed = embedded.exited.then(() => new Error('the embedded PostgreSQL ended'));
  return { connection: embedded.connection, failed };
}

async function prepareFirstSignIn(config: Config, { orm, operations }: Core, url: string): Promise<App['firstSignIn']> {
  const first = await firstAdministrator(orm, config.initialUser, operations.access.createOnceCode);
  if (first === null) return null;
  return { name: first.name, password: first.password, link: `${url}/sign-in#code=${first.onceCode}` };
}

/**
 * Tells commands on this machine where the server is; returns how to take that back. Where several servers share the data
 * directory the one that started last is told about, also when another one ends after that.
 */
function announce(dataDir: string, url: string): () => void {
  const file = path.join(dataDir, 'server.json');
  const announcement = `${JSON.stringify({ url, pid: process.pid })}\n`;
  replaceFile(file, announcement);
  return () => {
    if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === announcement) fs.rmSync(file, { force: true });
  };
}
