import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { desktop, hasBrowser, launchBrowser } from '../../helpers/browser.ts';
import { createTemporaryDirectory } from '../../helpers/directory.ts';
import { ServerProcess } from '../../helpers/server-process.ts';
import { waitsFor } from '../../helpers/services.ts';

const root = path.resolve(import.meta.dirname, '../../..');

test.runIf(hasBrowser)(
  '48. a tab that is open while the application is replaced says so, and goes on',
  {
    timeout: 120_000,
  },
  async () => {
    await using directory = await createTemporaryDirectory();
    const release = copyRelease(directory.path);
    await using server = new ServerProcess({}, 0, release);
    const ready = await server.start();
    const flag = path.join(server.directory, 'may-end');
    server.addService('long', {}, `#!/bin/sh\necho before\n${waitsFor(flag)}\necho after\n`);
    const browser = await launchBrowser();
    await using _browser = { [Symbol.asyncDispose]: () => browser.close() };
    const page = await browser.newPage({ viewport: desktop });
    await page.goto(`${ready.url}/sign-in#code=${ready.signInCode}`);
    await page.getByRole('button', { name: 'Deploy long' }).click();
    await page.getByText('before', { exact: true }).waitFor();

    await server.kill('SIGTERM');
    replaceAssets(path.join(release, 'client/web/dist'));
    await server.start();

    await page.getByText('FastDeploy was updated.').waitFor();
    fs.writeFileSync(flag, '');
    await page.locator('.pill.ok').waitFor();
    await page.getByText('after', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Inventory', exact: true }).click();
    await page.getByRole('heading', { name: 'FastDeploy was updated' }).waitFor();
    const old = await page.locator('script[type=module]').getAttribute('src');
    await page.getByRole('main').getByRole('button', { name: 'Reload' }).first().click();
    await page.getByRole('heading', { name: 'Inventory' }).waitFor();
    expect(await page.locator('script[type=module]').getAttribute('src')).not.toBe(old);
    expect(await page.getByText('FastDeploy was updated').count()).toBe(0);
  },
);

/** All that a server needs to run from there. */
function copyRelease(directory: string): string {
  for (const name of ['server', 'client/web/dist', 'migrations', 'deploy', 'package.json', 'schema.graphql'])
    fs.cpSync(path.join(root, name), path.join(directory, name), { recursive: true });
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(directory, 'node_modules'));
  return directory;
}

/** What a build of another version leaves: the same application, each of its hashed files under another name. */
function replaceAssets(dist: string): void {
  const assets = path.join(dist, 'assets');
  const names = fs.readdirSync(assets);
  const renames = names.map((name) => [name, name.replace(/^(.*)\.(\w+)$/, '$1-next.$2')] as const);
  for (const file of [path.join(dist, 'index.html'), ...names.map((name) => path.join(assets, name))]) {
    if (!/\.(html|js|css)$/.test(file)) continue;
    const text = renames.reduce((all, [name, next]) => all.replaceAll(name, next), fs.readFileSync(file, 'utf8'));
    fs.writeFileSync(file, text);
  }
  for (const [name, next] of renames) fs.renameSync(path.join(assets, name), path.join(assets, next));
}
