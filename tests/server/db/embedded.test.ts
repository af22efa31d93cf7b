import { spawn } from 'node:child_process';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { attachEmbedded, type Embedded, type EmbeddedOptions, startEmbedded } from '../../../server/db/embedded.ts';
import { StartRefused } from '../../../server/errors.ts';
import { createLog } from '../../../server/log.ts';
import { times } from '../../faults/numbers.ts';
import { query } from '../../helpers/database.ts';
import { createTemporaryDirectory, type TemporaryDirectory } from '../../helpers/directory.ts';
import { giveTo, kill, spawnStarter, startInProcess, users } from '../../helpers/embedded-process.ts';
import { until } from '../../helpers/until.ts';

/** Kills in the middle of first starts. */
const rounds = times(1, 20);

let parent: TemporaryDirectory;
let dataDir: string;
const running: Embedded[] = [];

beforeEach(async () => {
  parent = await createTemporaryDirectory();
  dataDir = path.join(parent.path, 'var');
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((embedded) => embedded.stop()));
  await parent[Symbol.asyncDispose]();
});

async function start(options: Partial<EmbeddedOptions> = {}): Promise<Embedded> {
  const embedded = await startEmbedded({ dataDir, fsync: false, log: createLog('silent'), ...options });
  running.push(embedded);
  return embedded;
}

const isGone = (pid: number) =>
  stat(`/proc/${pid}/cwd`).then(
    () => false,
    () => true,
  );

test('keeps what was written from start to start', async () => {
  const first = await start();
  await query(first.connection, 'create table kept as select 42 as answer');
  await first.stop();

  const second = await start();

  expect(await query(second.connection, 'select answer from kept')).toEqual([{ answer: 42 }]);
});

test('listens on a private socket only, and only with the password', async () => {
  const { connection } = await start();
  const home = path.join(dataDir, 'postgres');

  expect(await query(connection, 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
  expect((await stat(connection.host)).mode & 0o777).toBe(0o700);
  expect((await stat(path.join(home, 'password'))).mode & 0o777).toBe(0o600);
  await expect(query({ ...connection, password: 'wrong' }, 'select 1')).rejects.toThrow(
    'password authentication failed',
  );
});

test('another command attaches to the running database, and finds none when it is not running', async () => {
  expect(await attachEmbedded(dataDir)).toBeNull();
  const embedded = await start();

  expect(await attachEmbedded(dataDir)).toEqual(embedded.connection);

  await embedded.stop();
  expect(await attachEmbedded(dataDir)).toBeNull();
});

test('a second start is refused and names the process in its way', async () => {
  const { pid } = await start();

  const second = start();

  await expect(second).rejects.toThrow(StartRefused);
  await expect(second).rejects.toThrow(`is in use by another FastDeploy (PostgreSQL process ${pid})`);
});

test('of two first starts at once exactly one wins', async () => {
  const results = await Promise.allSettled([start(), start()]);

  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(results.find((result) => result.status === 'rejected')?.reason).toBeInstanceOf(StartRefused);
});

test('a path too long for a socket works, and leaves nothing outside it', async () => {
  dataDir = path.join(parent.path, 'x'.repeat(110));

  const embedded = await start();

  expect(Buffer.byteLength(embedded.connection.host)).toBeLessThan(80);
  expect(await attachEmbedded(dataDir)).toEqual(embedded.connection);
  await embedded.stop();
  await expect(stat(embedded.connection.host)).rejects.toThrow('ENOENT');
});

test('tells when PostgreSQL dies, and recovers at the next start', async () => {
  const { connection, pid, exited } = await start();
  await query(connection, 'create table kept ()');

  process.kill(pid, 'SIGKILL');

  expect((await exited).code).not.toBe(0);
  const again = await start();
  expect(await query(again.connection, "select to_regclass('kept') is not null as kept")).toEqual([{ kept: true }]);
});

test('PostgreSQL ends when only its watchdog is killed', async () => {
  const { pid, exited } = await start();
  const watchdog = Number((await readFile(`/proc/${pid}/stat`, 'utf8')).split(' ')[3]);

  process.kill(watchdog, 'SIGKILL');

  expect((await exited).signal).toBe('SIGKILL');
  expect(await isGone(pid)).toBe(true);
});

test('a process that got the number of a dead PostgreSQL does not prevent a start', async () => {
  await (await start()).stop();
  const data = path.join(dataDir, 'postgres/data');
  const { uid, gid } = await stat(data);
  const stranger = spawn('sleep', ['60'], { ...(process.getuid?.() === 0 ? { uid, gid } : {}), stdio: 'ignore' });

  await writeFile(path.join(data, 'postmaster.pid'), `${stranger.pid}\n${data}\n`);

  const [started] = await Promise.allSettled([start()]);

  stranger.kill();
  expect(started.status).toBe('fulfilled');
});

test('waits for the PostgreSQL of a predecessor that was killed a moment ago', async () => {
  const [user] = users;
  await giveTo(user, parent.path);
  const predecessor = await startInProcess(dataDir, user);
  process.kill(predecessor.pid, 'SIGSTOP');
  await kill(predecessor);

  const revival = delay(300).then(() => process.kill(predecessor.pid, 'SIGCONT'));
  const [started] = await Promise.allSettled([start(), revival]);

  expect(started.status).toBe('fulfilled');
});

test('refuses a data directory that is a file', async () => {
  await writeFile(dataDir, '');

  await expect(start()).rejects.toThrow(/\(FASTDEPLOY_DATA_DIR\) is not usable/);
});

describe.each(users)('started by %s', (user) => {
  beforeEach(async () => {
    await giveTo(user, parent.path);
  });

  test('PostgreSQL ends with its parent and a start right after that keeps every acknowledged row', async () => {
    let rows = 0;
    for (let round = 0; round < 3; round++) {
      const embedded = await startInProcess(dataDir, user);
      await query(embedded.connection, 'create table if not exists written ()');
      const writingEnds = (async () => {
        for (;;) {
          await query(embedded.connection, 'insert into written default values');
          rows++;
        }
      })().catch((error: unknown) => error);

      await until('rows are written', () => rows > round * 5 + 5);
      await kill(embedded);

      expect(await writingEnds).toBeInstanceOf(Error);
      await until('PostgreSQL is gone', () => isGone(embedded.pid));
    }

    const last = await startInProcess(dataDir, user);
    const [counted] = await query<{ count: number }>(last.connection, 'select count(*)::int from written');
    await kill(last);
    await until('PostgreSQL is gone', () => isGone(last.pid));
    expect(counted?.count).toBeGreaterThanOrEqual(rows);
  });

  test('a kill during the first start never leaves half a database', async () => {
    for (let round = 0; round < rounds; round++) {
      const child = spawnStarter(dataDir, user);
      const delayMs = Math.random() * 1_200;
      const timer = setTimeout(() => child.kill('SIGKILL'), delayMs);
      await new Promise((resolve) => child.once('exit', resolve));
      clearTimeout(timer);
    }

    const embedded = await startInProcess(dataDir, user);

    expect(await query(embedded.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(await readdir(dataDir)).toEqual(['postgres']);
    await kill(embedded);
    await until('PostgreSQL is gone', () => isGone(embedded.pid));
  });
});
