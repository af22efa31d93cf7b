import { chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { StartRefused } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Account } from './account.ts';
import { type Binaries, program } from './binaries.ts';
import { explain } from './explain.ts';
import { cleanEnvironment, embeddedPort, type Layout } from './layout.ts';
import { type Exit, type Leashed, spawnLeashed } from './leash.ts';
import { inUse, readPostmaster } from './postmaster.ts';

/** PostgreSQL as it runs: `exited` resolves at its end, whoever caused it. */
export type Running = { pid: number; sockets: string; exited: Promise<Exit>; stop(): Promise<void> };

const stopGraceMs = 8_000;

/** Starts PostgreSQL on a cluster that exists and resolves once it accepts connections. */
export async function runPostgres(
  layout: Layout,
  binaries: Binaries,
  options: { account: Account | null; fsync: boolean; log: Log },
): Promise<Running> {
  const { account, fsync, log } = options;
  const sockets = await makeSocketDirectory(layout, account);
  const leashed = spawnLeashed([program(binaries, 'postgres'), '-D', layout.data, ...settings(sockets, fsync)], {
    account,
    env: cleanEnvironment(layout, binaries),
  });
  await ready(leashed, layout, log);
  const pid = (await readPostmaster(layout.data))?.pid;
  if (pid === undefined) throw new StartRefused('The embedded database ended as soon as it had started.');
  leashed.unref();
  const exited = leashed.exited.then(async (exit) => {
    if (sockets !== layout.sockets) await rm(sockets, { recursive: true, force: true });
    return exit;
  });
  return { pid, sockets, exited, stop: () => stop(leashed, pid, exited) };
}

/** A fast shutdown; one that hangs is cut short, which costs a recovery at the next start and no acknowledged row. */
async function stop(leashed: Leashed, pid: number, exited: Promise<Exit>): Promise<void> {
  leashed.release();
  const late = setTimeout(() => process.kill(pid, 'SIGQUIT'), stopGraceMs);
  await exited;
  clearTimeout(late);
}

/** A socket's path may have 107 bytes: below a long data directory it lives in a private temporary directory instead. */
async function makeSocketDirectory(layout: Layout, account: Account | null): Promise<string> {
  const fits = Buffer.byteLength(path.join(layout.sockets, `.s.PGSQL.${embeddedPort}.lock`)) <= 107;
  const sockets = fits ? layout.sockets : await mkdtemp(path.join(tmpdir(), 'fastdeploy-pg-'));
  await mkdir(sockets, { recursive: true, mode: 0o700 });
  if (account) await chown(sockets, account.uid, account.gid);
  return sockets;
}

function settings(sockets: string, fsync: boolean): string[] {
  const values = {
    listen_addresses: '',
    port: embeddedPort,
    unix_socket_directories: `"${sockets.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0600',
    max_connections: 50,
    // files of the data directory: a killed server leaves nothing in the machine's shared memory
    dynamic_shared_memory_type: 'mmap',
    shared_buffers: '32MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(fsync ? {} : { fsync: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Reads PostgreSQL's log for its whole life (a full pipe would stop it) and resolves at the line that says it is ready. */
async function ready({ stderr, exited }: Leashed, { data }: Layout, log: Log): Promise<void> {
  let output = '';
  const accepting = new Promise<null>((resolve) => {
    createInterface({ input: stderr }).on('line', (line) => {
      if (/ (WARNING|ERROR|FATAL|PANIC): /.test(line)) log.warn({ postgres: line });
      else log.debug({ postgres: line });
      if (line.includes('ready to accept connections')) resolve(null);
      else if (output.length < maxOutput) output += `${line}\n`;
    });
  });
  const exit = await Promise.race([accepting, exited]);
  if (!exit) return;
  const holder = output.match(/Is another (?:postmaster|postgres) \(PID (\d+)\)/)?.[1];
  throw holder
    ? inUse(data, holder)
    : new StartRefused(`The embedded database could not start: ${explain(exit, output)}`);
}

const maxOutput = 16_384;
