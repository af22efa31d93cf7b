import fs from 'node:fs';
import { expect, it } from 'vitest';
import { createRunConfig, removeRunConfig } from '../../../server/runner/run-config.ts';
import { TemporaryDirectory } from './temporary-directory.ts';

const secrets = { accessToken: 'token-1', parameters: { password: 'hunter2' } };

it('the config file holds the content and the secrets, for owner and group only, whatever the umask', () => {
  using directory = new TemporaryDirectory();
  const path = directory.file('config.json');
  const content = { deployment_id: '7', context: { env: { branch: 'main' }, more: 1 }, parameters: { branch: 'main' } };

  const umask = process.umask(0o077);
  createRunConfig({ path, group: null, content }, secrets);
  process.umask(umask);

  expect(fs.statSync(path).mode & 0o777).toBe(0o640);
  expect(JSON.parse(fs.readFileSync(path, 'utf8'))).toEqual({
    deployment_id: '7',
    access_token: 'token-1',
    context: { env: { branch: 'main', password: 'hunter2' }, more: 1 },
    parameters: { branch: 'main', password: 'hunter2' },
  });
});

it.each([
  ['a file', (path: string) => fs.writeFileSync(path, 'theirs')],
  ['a link', (path: string) => fs.symlinkSync(`${path}.target`, path)],
  ['a directory', (path: string) => fs.mkdirSync(path)],
])('%s planted at its path is neither used nor removed', (_title, plant) => {
  using directory = new TemporaryDirectory();
  const path = directory.file('config.json');
  plant(path);

  expect(() => createRunConfig({ path, group: null, content: {} }, secrets)).toThrow('something else is already there');

  expect(fs.readdirSync(directory.path)).toEqual(['config.json']);
});

it('the group may be given by number or name', () => {
  using directory = new TemporaryDirectory();
  const group = process.getgid?.() ?? 0;
  const name = fs
    .readFileSync('/etc/group', 'utf8')
    .split('\n')
    .find((line) => line.split(':')[2] === String(group))
    ?.split(':')[0];

  for (const given of [String(group), name ?? String(group)]) {
    const path = directory.file(`config-${given}.json`);
    expect(createRunConfig({ path, group: given, content: {} }, secrets)).toBeNull();
    expect(fs.statSync(path).gid).toBe(group);
  }
});

it('a group that does not exist is a warning', () => {
  using directory = new TemporaryDirectory();

  const warning = createRunConfig(
    { path: directory.file('config.json'), group: 'no-such-group', content: {} },
    secrets,
  );

  expect(warning).toContain('there is no group no-such-group');
});

it('removing it twice is harmless', () => {
  using directory = new TemporaryDirectory();
  const path = directory.file('config.json');
  createRunConfig({ path, group: null, content: {} }, secrets);

  removeRunConfig(path);
  removeRunConfig(path);

  expect(fs.readdirSync(directory.path)).toEqual([]);
});
