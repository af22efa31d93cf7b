import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { findSupervisor } from '../../server/runner/attach.ts';
import { desktop, launchBrowser, phone } from '../helpers/browser.ts';
import { ServerProcess } from '../helpers/server-process.ts';

/** `npm run screenshots [-- DIRECTORY]`: every screen in its states, at both sizes and in both themes, to be looked at. */
const directory = path.resolve(process.argv[2] ?? 'screenshots');
const sizes = { desktop, phone };
const themes = ['light', 'dark'] as const;

fs.mkdirSync(directory, { recursive: true });
await using server = new ServerProcess();
const { url, signInCode } = await server.start();
const browser = await launchBrowser();
const context = await browser.newContext();
const page = await context.newPage();

await shoot('sign-in', `${url}/sign-in`);
await page.setViewportSize(desktop);
await page.goto('about:blank');
await page.goto(`${url}/sign-in#code=${signInCode}`);
await page.getByRole('link', { name: 'hello', exact: true }).waitFor();
await shoot('services-new', url);
const running = await deploy('hello');
await page.locator('.st li').nth(3).locator('[data-state=RUNNING], .run').first().waitFor({ timeout: 10_000 });
await shoot('run-running', running);
await shoot('services-running', url);
await page.goto(running);
await page.locator('.rh .pill').filter({ hasText: 'Succeeded' }).waitFor({ timeout: 20_000 });
await shoot('run-succeeded', running);
const failed = await deploy('fails');
await page.locator('#why').waitFor({ timeout: 20_000 });
await shoot('run-failed', failed);
const [before, queued] = [await deploy('hello'), await deploy('hello', true)];
await page.getByRole('heading', { name: 'Waiting for' }).waitFor();
await shoot('run-queued', queued);
await shoot('services-queued', url);
await cancel(before);
await shoot('run-canceled', before);
const lost = await deploy('hello');
await page.locator('.rh .pill').filter({ hasText: 'Running' }).waitFor({ timeout: 30_000 });
killSupervisors();
await page.locator('.rh .pill').filter({ hasText: 'Lost' }).waitFor({ timeout: 30_000 });
await shoot('run-lost', lost);
server.addService('mail-relay', { steps: [{ name: 'a' }, {}] }, '#!/bin/sh\n');
await shoot('services', url, 'mail-relay');
await shoot('service', `${url}/services/fails`);
await shoot('history', `${url}/deployments`);
await shoot('not-found', `${url}/deployments/999`);
await browser.close();

async function deploy(service: string, behind = false): Promise<string> {
  await page.setViewportSize(desktop);
  await page.goto(url);
  await page
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name: service, exact: true }) })
    .getByRole('button', { name: /^Deploy/ })
    .click();
  if (behind) await page.getByRole('dialog').getByRole('button', { name: 'Queue after it' }).click();
  await page.waitForURL(/deployments\/\d+$/);
  return page.url();
}

function killSupervisors(): void {
  const runs = path.join(server.dataDir, 'runs');
  for (const run of fs.readdirSync(runs)) {
    const supervisor = findSupervisor(path.join(runs, run));
    if (supervisor.kind === 'alive') process.kill(supervisor.pid, 'SIGKILL');
  }
}

async function cancel(run: string): Promise<void> {
  await page.setViewportSize(desktop);
  await page.goto(run);
  await page
    .locator('.rh')
    .getByRole('button', { name: /^Cancel/ })
    .click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Cancel hello/ })
    .click();
  await page.locator('.rh .pill').filter({ hasText: 'Canceled' }).waitFor({ timeout: 20_000 });
}

async function shoot(name: string, address: string, wanted?: string): Promise<void> {
  for (const theme of themes) {
    for (const [size, viewport] of Object.entries(sizes)) {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize(viewport);
      await page.goto(address);
      if (wanted) await page.getByText(wanted).first().waitFor();
      await settled(page);
      await page.screenshot({ path: path.join(directory, `${name}-${theme}-${size}.png`) });
    }
  }
}

/** Data drawn, fonts there. */
async function settled(shown: Page): Promise<void> {
  await shown.locator('h1').first().waitFor();
  await shown.locator('.skeleton').waitFor({ state: 'detached' });
  await shown.evaluate(() => document.fonts.ready.then(() => undefined));
}
