import { chmod, chown, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { canReach, chooseAccount } from '../../../server/db/embedded/account.ts';
import { executableBy, linkLibraries, locateBinaries } from '../../../server/db/embedded/binaries.ts';
import { explain } from '../../../server/db/embedded/explain.ts';
import { layoutOf } from '../../../server/db/embedded/layout.ts';
import { placeCluster } from '../../../server/db/embedded/place.ts';
import { StartRefused } from '../../../server/errors.ts';
import { createLog } from '../../../server/log.ts';
import { createTemporaryDirectory, type TemporaryDirectory } from '../../helpers/directory.ts';

const isRoot = process.getuid?.() === 0;
const log = createLog('silent');
const stranger = { name: 'stranger', uid: 65_533, gid: 65_533 };

let directory: TemporaryDirectory;
let data: string;

beforeEach(async () => {
  directory = await createTemporaryDirectory();
  data = path.join(directory.path, 'data');
});

afterEach(async () => {
  await directory[Symbol.asyncDispose]();
});

test('root hands PostgreSQL to another account, everybody else keeps it', async () => {
  const account = await chooseAccount(data, null);

  if (isRoot) expect(['fastdeploy', 'postgres', 'nobody']).toContain(account?.name);
  else expect(account).toBeNull();
});

test('never chooses the account of the deploy scripts', async () => {
  const first = await chooseAccount(data, null);
  const other = await chooseAccount(data, first?.name ?? 'nobody');

  if (isRoot) expect(other?.name).not.toBe(first?.name);
  else expect(other).toBeNull();
});

test('keeps the owner of an existing cluster, and refuses it when deploy scripts run as the same', async () => {
  await mkdir(data);
  const nobody = (await readFile('/etc/passwd', 'utf8')).match(/^nobody:[^:]*:(\d+):(\d+)/m);
  const [uid, gid] = [Number(nobody?.[1]), Number(nobody?.[2])];

  if (isRoot) {
    await chown(data, uid, gid);
    expect(await chooseAccount(data, 'deploy')).toEqual({ name: 'nobody', uid, gid });
    await expect(chooseAccount(data, 'nobody')).rejects.toThrow(StartRefused);
    await expect(chooseAccount(data, 'nobody')).rejects.toThrow(
      /belongs to nobody, and deploy scripts would run as nobody too/,
    );
  } else {
    expect(await chooseAccount(data, 'nobody')).toBeNull();
  }
});

describe('in a place that only root may enter', () => {
  beforeEach(async () => {
    await mkdir(data);
    await chmod(directory.path, 0o700);
  });

  test('names the parent directory that keeps the account out, and the remedy', async () => {
    const refused = placeCluster(data, stranger, null, log);

    await expect(refused).rejects.toThrow(`it runs as stranger, and stranger cannot enter ${directory.path}`);
    await expect(refused).rejects.toThrow('/var/lib/fastdeploy');
  });

  test('goes to a directory of its own elsewhere, where nobody chose the place, and stays there', async () => {
    await using system = await createTemporaryDirectory();
    const elsewhere = path.join(system.path, 'lib');

    const first = await placeCluster(data, stranger, elsewhere, log);
    const later = await placeCluster(data, stranger, null, log);

    expect(path.dirname(first.home)).toBe(elsewhere);
    expect(later).toEqual(first);
    expect(layoutOf(data)).toEqual(first);
    expect((await stat(elsewhere)).mode & 0o777).toBe(0o711);
  });

  test('moves no cluster that is there', async () => {
    await mkdir(layoutOf(data).data, { recursive: true });

    await expect(placeCluster(data, stranger, '/nowhere', log)).rejects.toThrow('cannot enter');
  });
});

test('opens the data directory itself without letting its names be listed', async () => {
  await mkdir(data, { mode: 0o700 });

  await placeCluster(data, stranger, null, log);

  expect((await stat(data)).mode & 0o777).toBe(0o711);
});

describe('binaries', () => {
  async function fakeBinaries(parentMode: number) {
    const parent = path.join(directory.path, 'package');
    const native = path.join(parent, 'native');
    await mkdir(path.join(native, 'bin'), { recursive: true });
    await writeFile(path.join(native, 'bin/postgres'), '', { mode: 0o755 });
    await writeFile(
      path.join(native, 'pg-symlinks.json'),
      JSON.stringify([{ source: 'native/lib/a.so.1.2', target: 'native/lib/a.so.1' }]),
    );
    await mkdir(path.join(native, 'lib'));
    await writeFile(path.join(native, 'lib/a.so.1.2'), 'library');
    await chmod(parent, parentMode);
    return { native, version: '1' };
  }

  test('a platform without any says what to set', async () => {
    await expect(locateBinaries('plan9-mips')).rejects.toThrow(StartRefused);
    await expect(locateBinaries('plan9-mips')).rejects.toThrow(
      /no embedded PostgreSQL for plan9-mips .*: set DATABASE_URL/,
    );
  });

  test('are used in place where the account can execute them', async () => {
    const binaries = await fakeBinaries(0o755);

    expect(await executableBy(stranger, binaries)).toEqual(binaries);
    expect(await executableBy(null, binaries)).toEqual(binaries);
  });

  test('below a private directory are copied once to where the account can execute them', async () => {
    const binaries = await fakeBinaries(0o700);
    const copies = path.join(directory.path, 'cache');

    const [copy] = await Promise.all([
      executableBy(stranger, binaries, copies),
      executableBy(stranger, binaries, copies),
    ]);
    const { ctimeMs } = await stat(copy.native);
    await executableBy(stranger, binaries, copies);

    expect(await canReach(stranger, path.join(copy.native, 'bin/postgres'))).toBe(true);
    expect((await stat(copy.native)).ctimeMs).toBe(ctimeMs);
  });

  test('get the names of their libraries as links outside the package, renewed when the package moves', async () => {
    const binaries = await fakeBinaries(0o755);
    const links = path.join(directory.path, 'lib');

    await linkLibraries({ ...binaries, native: '/gone/native' }, links).catch(() => undefined);
    await linkLibraries(binaries, links);
    await linkLibraries(binaries, links);

    expect(await readFile(path.join(links, 'a.so.1'), 'utf8')).toBe('library');
  });
});

test.each([
  [
    { code: 1, signal: null },
    'LOG: x\n2026 UTC [1] FATAL:  no space left\n2026 UTC [1] HINT:  free some\n',
    'no space left free some (exit code 1).',
  ],
  [{ code: 2, signal: null }, 'one\ntwo\nthree\nfour\n', 'two three four (exit code 2).'],
  [{ code: null, signal: 'SIGKILL' as const }, '', 'PostgreSQL said nothing (SIGKILL).'],
  [
    { code: 127, signal: null },
    'sh: not found',
    'sh: not found (exit code 127). The binaries need glibc: set DATABASE_URL to a PostgreSQL 14 or newer.',
  ],
])('explains the end %o', (exit, stderr, explanation) => {
  expect(explain(exit, stderr)).toBe(explanation);
});
