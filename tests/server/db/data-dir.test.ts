import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDataDir } from '../../../server/db/data-dir.ts';
import { StartRefused } from '../../../server/errors.ts';
import { createTemporaryDirectory, type TemporaryDirectory } from '../../helpers/directory.ts';

let parent: TemporaryDirectory;
let directory: string;

beforeEach(async () => {
  parent = await createTemporaryDirectory();
  directory = path.join(parent.path, 'deep/var');
});

afterEach(async () => {
  await parent[Symbol.asyncDispose]();
});

const modeOf = async (...names: string[]) => (await stat(path.join(directory, ...names))).mode & 0o777;

test('creates a private directory with an id, a key and a place for runs', async () => {
  const data = openDataDir(directory);

  expect(data.hostId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(data.secretKey).toHaveLength(32);
  expect((await readdir(directory)).sort()).toEqual(['host-id', 'runs', 'secret.key']);
  expect([await modeOf(), await modeOf('runs'), await modeOf('secret.key')]).toEqual([0o700, 0o700, 0o600]);
});

test('keeps id and key for ever', () => {
  expect(openDataDir(directory)).toEqual(openDataDir(directory));
});

test('refuses a damaged key instead of making another one', async () => {
  openDataDir(directory);
  await writeFile(path.join(directory, 'secret.key'), 'short');

  expect(() => openDataDir(directory)).toThrow(/secret\.key does not hold a key/);
  expect(await readFile(path.join(directory, 'secret.key'), 'utf8')).toBe('short');
});

test('says which setting names a directory that cannot be used', async () => {
  await mkdir(path.dirname(directory));
  await writeFile(directory, 'a file');

  expect(() => openDataDir(directory)).toThrow(StartRefused);
  expect(() => openDataDir(directory)).toThrow(/FASTDEPLOY_DATA_DIR.*is not usable/);
});
