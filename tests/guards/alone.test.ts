import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createTemporaryDirectory } from '../helpers/directory.ts';
import { root } from './source-files.ts';

/** Enough to load nearly every file of the folder, without the tests that take long. */
const fast = ['lines', 'protocol', 'masking', 'command', 'journal', 'run-config'].map((name) => `/${name}.test`);
const pages = ['web/live/', 'web/views/'];

test.each([
  ['server/runner', 'tests/server/runner', fast],
  ['server/live', 'tests/server/live', []],
])(
  '%s passes its tests where there is nothing else',
  async (folder, tests, names) => {
    const { code, output } = await runAlone([folder, tests], names, plain);

    expect(code, output).toBe(0);
  },
  60_000,
);

test('client passes its tests where there is no server, only schema.graphql', async () => {
  const { code, output } = await runAlone(
    ['client/web', 'schema.graphql', 'tsconfig.json', 'tests/client/web', 'tests/helpers/until.ts'],
    pages,
    web,
  );

  expect(code, output).toBe(0);
}, 60_000);

const plain = `export default { test: { include: ['tests/**/*.test.ts'], testTimeout: 20_000 } };`;
const web = `
import solid from 'vite-plugin-solid';
const inline = [/solid-js/, /@solidjs/, /@urql/, /wonka/];
export default {
  plugins: [solid()],
  test: { include: ['tests/**/*.test.{ts,tsx}'], environment: 'happy-dom', isolate: false, server: { deps: { inline } } },
};`;

/** Copies the folders to a directory that otherwise holds only node_modules, and runs their tests there. */
async function runAlone(folders: string[], names: string[], config: string): Promise<{ code: number; output: string }> {
  await using directory = await createTemporaryDirectory(0o755);
  for (const folder of folders) {
    await mkdir(path.dirname(path.join(directory.path, folder)), { recursive: true });
    const isSource = (file: string): boolean => path.basename(file) !== 'dist';
    await cp(path.join(root, folder), path.join(directory.path, folder), { recursive: true, filter: isSource });
  }
  await symlink(path.join(root, 'node_modules'), path.join(directory.path, 'node_modules'));
  await writeFile(path.join(directory.path, 'package.json'), '{ "type": "module" }');
  await writeFile(path.join(directory.path, 'vitest.config.ts'), config);
  const child = spawn(process.execPath, [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...names], {
    cwd: directory.path,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  await once(child, 'close');
  return { code: child.exitCode ?? 1, output };
}
