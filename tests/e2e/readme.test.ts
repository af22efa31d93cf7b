import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desktop, hasBrowser, launchBrowser } from '../helpers/browser.ts';
import { ServerProcess } from '../helpers/server-process.ts';
import { until } from '../helpers/until.ts';

/** What the README tells a newcomer to do, done in a real browser on a server that has never been started before. */
describe.runIf(hasBrowser)('a newcomer', () => {
  let server: ServerProcess;
  let browser: Browser;
  let page: Page;
  let url = '';
  const trouble: string[] = [];
  const graphqlRequests: string[] = [];

  beforeAll(async () => {
    server = new ServerProcess();
    const ready = await server.start();
    url = ready.url;
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: desktop });
    page.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
    page.on('pageerror', (error) => trouble.push(error.message));
    page.on(
      'request',
      (request) => request.url().startsWith(`${url}/graphql`) && graphqlRequests.push(request.postData() ?? ''),
    );
    await page.goto(`${url}/sign-in#code=${ready.signInCode}`);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });

  test('signs in with the printed link and sees hello and fails', async () => {
    await page.getByRole('heading', { name: 'Services', exact: true }).waitFor();

    expect(page.url()).toBe(`${url}/`);
    await page.getByRole('link', { name: 'hello', exact: true }).waitFor();
    await page.getByRole('link', { name: 'fails', exact: true }).waitFor();
  });

  test('deploys hello and watches every line arrive without another request', { timeout: 60_000 }, async () => {
    await rowOf(page, 'hello')
      .getByRole('button', { name: /^Deploy/ })
      .click();
    await page.waitForURL(`${url}/deployments/1`);
    await page.locator('.l[data-n="1"]').waitFor({ state: 'attached' });
    const requestsWhenLoaded = graphqlRequests.length;
    const seenWhileRunning = await page.locator('.l[data-n]').count();

    await headerState(page, 'Succeeded');

    const log = await download(page, 1);
    const shown = await until('the page shows every line', async () => {
      const lines = await linesOf(page);
      return lines.length === log.split('\n').length - 1 ? lines : null;
    });
    expect(`${shown.join('\n')}\n`).toBe(log);
    expect(shown.length).toBeGreaterThan(seenWhileRunning);
    expect(await page.locator('.st li').count()).toBe(7);
    expect(log).toContain('answers with version 1.4.2');
    await page.locator('.mt b', { hasText: '1.4.2' }).waitFor();
    expect(graphqlRequests.slice(requestsWhenLoaded)).toEqual([]);
  });

  test('finds fails opened on its first error', { timeout: 60_000 }, async () => {
    await page.goto(url);
    await rowOf(page, 'fails')
      .getByRole('button', { name: /^Deploy/ })
      .click();
    await page.waitForURL(`${url}/deployments/2`);

    const why = page.locator('#why');
    await why.waitFor({ timeout: 30_000 });

    expect(await why.innerText()).toContain('psycopg.errors.UndefinedTable: relation "feed_item" does not exist');
    expect(await why.isVisible()).toBe(true);
    const lines = await linesOf(page);
    expect(`${lines.join('\n')}\n`).toBe(await download(page, 2));
  });

  test('sees the same run after a reload', async () => {
    await page.goto(`${url}/deployments/1`);
    await headerState(page, 'Succeeded');

    const log = await download(page, 1);
    await until('all lines are there', async () => (await linesOf(page)).length === log.split('\n').length - 1);

    expect(`${(await linesOf(page)).join('\n')}\n`).toBe(log);
  });

  test('met no error on any of these pages', () => {
    expect(trouble).toEqual([]);
  });
});

const rowOf = (page: Page, service: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name: service, exact: true }) });

/** Waits until the run's header says how it ended; each step says so too, so the place matters. */
const headerState = (page: Page, word: string): Promise<void> =>
  page.locator('.rh .pill').filter({ hasText: word }).waitFor({ timeout: 40_000 });

/** The text of every log line in the page, in order: shown, hidden or folded away. */
function linesOf(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.l[data-n]')]
      .toSorted((a, b) => Number(a.dataset.n) - Number(b.dataset.n))
      .map((line) => line.textContent ?? ''),
  );
}

function download(page: Page, number: number): Promise<string> {
  return page.evaluate(async (id) => (await fetch(`/deployments/${id}/log`)).text(), number);
}
