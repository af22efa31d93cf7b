import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { system } from '../../../server/access/viewer.ts';
import { maxUnregisteredShown, readUnregistered } from '../../../server/services/unregistered.ts';
import { openTestCore } from '../../helpers/core.ts';
import { createTemporaryDirectory, type TemporaryDirectory } from '../../helpers/directory.ts';

let root: TemporaryDirectory;
const at = (...names: string[]): string => path.join(root.path, ...names);

beforeEach(async () => {
  root = await createTemporaryDirectory();
});
afterEach(() => root[Symbol.asyncDispose]());

test('names what cannot be a service and what to do, and nothing that is one, or a file, or hidden', async () => {
  for (const name of ['bad name', '-dash', 'service', '.git']) await mkdir(at(name));
  await writeFile(at('some notes.txt'), '');
  await symlink(at('nowhere'), at('dangling'));
  await symlink(at('service'), at('linked'));
  await symlink(at('service'), at('linked badly'));
  await symlink(at('some notes.txt'), at('notes'));

  const { totalCount, nodes } = await readUnregistered(root.path);

  expect(nodes.map(({ directory, problem }) => [directory, problem.message, problem.hint])).toEqual([
    ['-dash', '"-dash" cannot be the name of a service', expect.stringContaining('Rename the directory')],
    ['bad name', '"bad name" cannot be the name of a service', expect.stringContaining('Rename the directory')],
    ['dangling', `${at('dangling')} is a symbolic link to a directory that does not exist`, 'Mend the link.'],
    ['linked badly', '"linked badly" cannot be the name of a service', expect.stringContaining('Rename')],
  ]);
  expect(totalCount).toBe(4);
});

test('tells of the first 100, and how many there are', async () => {
  const names = Array.from({ length: maxUnregisteredShown + 3 }, (_, index) => `odd ${1000 + index}`);
  for (const name of names) await mkdir(at(name));

  const { totalCount, nodes } = await readUnregistered(root.path);

  expect(maxUnregisteredShown).toBe(100);
  expect(nodes.map(({ directory }) => directory)).toEqual(names.slice(0, 100));
  expect(totalCount).toBe(103);
});

test('finds nothing where the services directory is missing or no directory', async () => {
  await writeFile(at('file'), '');

  expect(await readUnregistered(at('gone'))).toEqual({ totalCount: 0, nodes: [] });
  expect(await readUnregistered(at('file'))).toEqual({ totalCount: 0, nodes: [] });
});

test('only an administrator learns of it, and each time as it is on disk', async () => {
  await using core = await openTestCore();
  const { services } = core.operations;
  const operator = { ...system, role: 'OPERATOR' as const, ceiling: 'OPERATOR' as const };
  await mkdir(path.join(core.servicesDir, 'bad name'));

  expect(await services.unregistered(operator)).toBeNull();
  expect(await services.unregistered(system)).toMatchObject({ totalCount: 1, nodes: [{ directory: 'bad name' }] });
  await mkdir(path.join(core.servicesDir, 'another bad name'));
  expect(await services.unregistered(system)).toMatchObject({ totalCount: 2 });
});
