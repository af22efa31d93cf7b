import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desktop, hasBrowser, launchBrowser } from '../../helpers/browser.ts';
import { ServerProcess } from '../../helpers/server-process.ts';
import { waitsFor } from '../../helpers/services.ts';

describe.runIf(hasBrowser)('somebody who has to wait', () => {
  let server: ServerProcess;
  let browser: Browser;
  let page: Page;
  let url = '';
  const flag = (): string => path.join(server.directory, 'may-end');

  beforeAll(async () => {
    server = new ServerProcess();
    const ready = await server.start();
    url = ready.url;
    server.addService(
      'polite',
      {},
      `#!/bin/sh\ntrap "${waitsFor(flag()).replaceAll('$', '\\$')}; exit 1" TERM\n${waitsFor(flag())}\n`,
    );
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: desktop });
    await page.goto(`${url}/sign-in#code=${ready.signInCode}`);
    await page.getByRole('link', { name: 'hello', exact: true }).waitFor();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });

  const deploy = async (service: string, behind = false): Promise<void> => {
    await page.goto(url);
    await page
      .getByRole('row')
      .filter({ has: page.getByRole('link', { name: service, exact: true }) })
      .getByRole('button', { name: /^Deploy/ })
      .click();
    if (behind) await page.getByRole('dialog').getByRole('button', { name: 'Queue after it' }).click();
    await page.waitForURL(/deployments\/\d+$/);
  };
  const pill = (word: string) => page.locator('.rh .pill').filter({ hasText: word });

  test('sees the place in line and what it waits for, and the run starts by itself', { timeout: 60_000 }, async () => {
    await deploy('hello');
    await deploy('hello', true);
    await deploy('hello', true);

    await page.getByText('2nd in line').waitFor();
    await page.locator('[data-blocker=ServiceBusy]').getByRole('link', { name: 'hello #1' }).waitFor();
    await page.getByRole('button', { name: 'Leave queue' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Cancel/ })
      .click();
    await pill('Canceled').waitFor();

    await page.goto(`${url}/deployments/2`);
    await page.getByText('Next in line').waitFor();
    await page.goto(url);
    await page.getByText('Waits for #1').waitFor();
    await page.goto(`${url}/deployments/2`);
    await pill('Running').waitFor({ timeout: 30_000 });
    await pill('Succeeded').waitFor({ timeout: 30_000 });
    expect(await page.locator('.l[data-n]').count()).toBeGreaterThan(0);
  });

  test('sees a cancel on its way until the script has ended, and by whom', { timeout: 60_000 }, async () => {
    await deploy('polite');
    await pill('Running').waitFor();

    await page
      .locator('.rh')
      .getByRole('button', { name: /^Cancel/ })
      .click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Cancel polite/ })
      .click();
    await pill('Canceling…').waitFor();
    expect(
      await page
        .locator('.rh')
        .getByRole('button', { name: /^Cancel/ })
        .count(),
    ).toBe(0);
    fs.writeFileSync(flag(), '');

    await pill('Canceled').waitFor();
    await page.locator('.rh').getByText('by admin').waitFor();
  });
});
