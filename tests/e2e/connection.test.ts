import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desktop, hasBrowser, launchBrowser } from '../helpers/browser.ts';
import { cutNetwork, reconnectNetwork } from '../helpers/network.ts';
import { ServerProcess } from '../helpers/server-process.ts';
import { waitsFor } from '../helpers/services.ts';
import { until } from '../helpers/until.ts';
import { startWeb, type Web } from '../helpers/web.ts';
import { beginHeldRun } from './held-run.ts';
import { stateOf } from './stage.ts';

/** In the full form so long that the server has given the tab up, and with the limit that somebody who looks at it feels. */
const sleep =
  process.env.FASTDEPLOY_TEST_FULL === '1'
    ? { ms: 60_000, currentWithinMs: 1_000 }
    : { ms: 0, currentWithinMs: 30_000 };

describe.runIf(hasBrowser)('the connection of a page whose run goes on', () => {
  let web: Web;

  beforeAll(async () => {
    web = await startWeb({ services: {} });
  }, 60_000);

  afterAll(() => web?.[Symbol.asyncDispose]());

  test('8. tells a lost connection, and catches up with what was missed', { timeout: 60_000 }, async () => {
    const run = await beginHeldRun(web, 'offline');
    const page = await web.open(run.address);
    await page.getByText('before', { exact: true }).waitFor();
    const chip = page.locator('.side .live');
    await chip.filter({ hasText: 'Live' }).waitFor();

    await cutNetwork(page);
    await chip.filter({ hasText: /Reconnecting… \(try \d+, last update \d\d:\d\d:\d\d\)/ }).waitFor();
    const cancel = page.getByRole('button', { name: 'Cancel' });
    expect(await cancel.getAttribute('aria-disabled')).toBe('true');
    expect(await cancel.getAttribute('title')).toBe(
      'The server cannot be reached now. This is on again as soon as it answers.',
    );
    run.release();
    await until('the run has ended', async () => (await stateOf(web, run.number)) === 'SUCCESS');
    expect(await page.locator('.pill.run').count()).toBe(1);
    await reconnectNetwork(page);

    await page.locator('.pill.ok').waitFor();
    await page
      .locator('#polite')
      .filter({ hasText: /Back online · \d+ events? caught up/ })
      .waitFor();
    const text = await (await page.request.get(`${run.address}/log`)).text();
    expect((await shownLines(page)).join('\n')).toBe(text.trimEnd());
  });

  test('does not say that it is live before it is, but since when it knows what it shows, as long as it needs to be', {
    timeout: 60_000,
  }, async () => {
    const run = await beginHeldRun(web, 'never-live');
    const page = await web.open('/settings/preferences');
    await page.routeWebSocket('**/graphql', () => undefined);
    await page.addInitScript(noteChip);
    await page.goto(run.address);

    await page.locator('.side .live', { hasText: /^Connecting… \(try \d+, last update \d\d:\d\d:\d\d\)$/ }).waitFor();
    expect(await page.evaluate(() => window.chips)).toEqual([expect.stringMatching(/^Connecting/)]);

    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await page.locator('.side .live').waitFor({ state: 'detached' });
    run.release();
  });

  test('10. a tab that was asleep is current as soon as somebody looks at it', { timeout: 120_000 }, async () => {
    const run = await beginHeldRun(web, 'asleep');
    const page = await web.open(run.address);
    await page.getByText('before', { exact: true }).waitFor();
    const session = await page.context().newCDPSession(page);

    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    run.release();
    await until('the run has ended', async () => (await stateOf(web, run.number)) === 'SUCCESS');
    await delay(sleep.ms);
    await session.send('Page.setWebLifecycleState', { state: 'active' });

    await page.locator('.pill.ok').waitFor({ timeout: sleep.currentWithinMs });
    expect(await shownLines(page)).toContain('after');
  });
});

describe.runIf(hasBrowser)('a page whose server is killed and started again', () => {
  test('9. recovers by itself, and the run ends with its true result', { timeout: 120_000 }, async () => {
    await using server = new ServerProcess();
    const ready = await server.start();
    const flag = path.join(server.directory, 'may-end');
    server.addService('survivor', {}, `#!/bin/sh\necho before\n${waitsFor(flag)}\necho after\n`);
    const browser = await launchBrowser();
    await using _browser = { [Symbol.asyncDispose]: () => browser.close() };
    const page = await browser.newPage({ viewport: desktop });
    await page.goto(`${ready.url}/sign-in#code=${ready.signInCode}`);
    await page.getByRole('button', { name: 'Deploy survivor' }).click();
    await page.getByText('before', { exact: true }).waitFor();

    await server.kill();
    await page.locator('.side .live').filter({ hasText: 'Reconnecting' }).waitFor();
    await server.start();
    fs.writeFileSync(flag, '');

    await page.locator('.pill.ok').waitFor({ timeout: 60_000 });
    expect(await shownLines(page)).toEqual(['before', 'after']);
  });
});

declare global {
  interface Window {
    /** What the connection chip said, each state once in turn. */
    chips: string[];
  }
}

/** Runs in the page, before its own scripts. */
function noteChip(): void {
  window.chips = [];
  new MutationObserver(() => {
    const state = document.querySelector('.side .live')?.textContent?.split(' ')[0];
    if (state && state !== window.chips.at(-1)) window.chips.push(state);
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

const shownLines = (page: Page): Promise<string[]> => page.locator('.l[data-n]').evaluateAll(textOfLines);

/** The text of each line of the log without number and time. */
const textOfLines = (lines: Element[]): string[] => lines.map((line) => line.lastElementChild?.textContent ?? '');
