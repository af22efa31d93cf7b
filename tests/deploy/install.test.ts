import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTemporaryDirectory, type TemporaryDirectory } from '../helpers/directory.ts';

let project: TemporaryDirectory;

/** A project whose npm and vite only write down that they ran. */
beforeEach(async () => {
  project = await createTemporaryDirectory();
  await mkdir(at('deploy'));
  await cp('deploy/install.mjs', at('deploy/install.mjs'));
  await lock('package-lock.json', {
    a: { version: '1.0.0' },
    tool: { version: '2.0.0', dev: true },
    other: { version: '3.0.0', optional: true },
  });
  await program('npm.cjs', `fs.cpSync('package-lock.json', 'node_modules/.package-lock.json', { recursive: true });`);
  await program('node_modules/vite/bin/vite.js', `fs.mkdirSync('client/web/dist', { recursive: true });`);
  await put('client/web/vite.config.ts', '');
  await put('client/web/main.tsx', 'one');
  await put('schema.graphql', 'type Query');
});

afterEach(async () => {
  await project[Symbol.asyncDispose]();
});

const at = (...names: string[]) => path.join(project.path, ...names);

async function put(name: string, content: string): Promise<void> {
  await mkdir(path.dirname(at(name)), { recursive: true });
  await writeFile(at(name), content);
}

const program = (name: string, code: string) =>
  put(
    name,
    `const fs = require('node:fs'); fs.appendFileSync('ran', process.argv[1].split('/').at(-1) + '\\n'); ${code}`,
  );

const lock = (name: string, packages: object) => put(name, JSON.stringify({ packages: { '': {}, ...packages } }));

/** What ran, by name, and what was said. */
async function install(...args: string[]): Promise<{ code: number; said: string; ran: string[] }> {
  await rm(at('ran'), { force: true });
  const env = { ...process.env, npm_execpath: at('npm.cjs'), npm_node_execpath: process.execPath };
  const { code, said } = await new Promise<{ code: number; said: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      [at('deploy/install.mjs'), ...args],
      { env, cwd: '/' },
      (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, said: stdout + stderr }),
    );
  });
  const ran = await readFile(at('ran'), 'utf8').catch(() => '');
  return { code, said, ran: ran.split('\n').filter(Boolean) };
}

test('installs when nothing is installed, and is silent from then on', async () => {
  expect(await install()).toMatchObject({ code: 0, ran: ['npm.cjs'], said: expect.stringContaining('npm ci') });
  expect(await install()).toEqual({ code: 0, ran: [], said: '' });
});

test.each([
  ['has another version', { a: { version: '1.0.1' }, tool: { version: '2.0.0', dev: true } }],
  ['is missing', { tool: { version: '2.0.0', dev: true } }],
  ['is no longer wanted', { a: { version: '1.0.0' }, b: { version: '1.0.0' }, tool: { version: '2.0.0', dev: true } }],
])('installs again when a package %s', async (_what, installed) => {
  await lock('node_modules/.package-lock.json', installed);

  expect((await install()).ran).toEqual(['npm.cjs']);
});

test('takes an installation without development packages, or without those of other platforms, for complete', async () => {
  await lock('node_modules/.package-lock.json', { a: { version: '1.0.0' } });

  expect(await install()).toEqual({ code: 0, ran: [], said: '' });
});

test('says what failed when npm cannot install', async () => {
  await program('npm.cjs', 'process.exit(1)');

  expect(await install()).toMatchObject({
    code: 1,
    said: expect.stringContaining("npm ci failed. FastDeploy's packages are not installed."),
  });
});

test('builds the web app when it is missing and again when its sources, the schema or the packages change', async () => {
  expect((await install('--web')).ran).toEqual(['npm.cjs', 'vite.js']);
  expect(await install('--web')).toEqual({ code: 0, ran: [], said: '' });

  await put('client/web/main.tsx', 'two');
  expect((await install('--web')).ran).toEqual(['vite.js']);
  await put('schema.graphql', 'type Mutation');
  expect((await install('--web')).ran).toEqual(['vite.js']);
  await lock('package-lock.json', { a: { version: '1.1.0' } });
  expect((await install('--web')).ran).toEqual(['npm.cjs', 'vite.js']);

  expect(await install('--web')).toEqual({ code: 0, ran: [], said: '' });
});

test('does not build the web app unless asked', async () => {
  await install();

  expect((await install()).ran).toEqual([]);
});

test('a build that failed is tried again', async () => {
  await program('node_modules/vite/bin/vite.js', 'process.exit(1)');
  expect(await install('--web')).toMatchObject({
    code: 1,
    said: expect.stringContaining('The web app could not be built'),
  });

  expect((await install('--web')).ran).toEqual(['vite.js']);
});

test('keeps a built web app where the packages that build it are not installed', async () => {
  await install('--web');
  await rm(at('node_modules/vite'), { recursive: true });
  await put('client/web/main.tsx', 'two');

  expect(await install('--web')).toEqual({ code: 0, ran: [], said: '' });
});
