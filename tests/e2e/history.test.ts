import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from '../helpers/browser.ts';
import { until } from '../helpers/until.ts';
import type { Web } from '../helpers/web.ts';
import { choose, rows, startHistory, withRows } from './history-stage.ts';

describe.runIf(hasBrowser)('the history', { timeout: 120_000 }, () => {
  let web: Web;

  beforeAll(async () => {
    web = await startHistory();
  }, 120_000);

  afterEach(async () => {
    for (const context of web.browser.contexts()) await context.close();
  });

  afterAll(() => web?.[Symbol.asyncDispose]());

  test('33. keeps each filter in the address, for another tab and for Back; new runs only show a pill', async () => {
    const page = await web.open('/deployments');
    await withRows(page, 50);
    for (const [label, value, parameter] of [
      ['Status', 'Succeeded', 'status'],
      ['Service', 'web', 'service'],
      ['Environment', 'production', 'env'],
      ['Origin', 'github', 'origin'],
      ['User', 'ci-main', 'user'],
    ] as const) {
      await choose(page, label, value);
      await page.waitForURL((url) => url.searchParams.get(parameter) === value.toLowerCase());
    }
    await page.getByLabel('Any time', { exact: true }).selectOption('30d');
    await page.waitForURL((url) => url.searchParams.get('since') === '30d');
    await page.getByLabel('Filter runs').fill('v1.1');
    await page.waitForURL((url) => url.searchParams.get('q') === 'v1.1');
    // Of 1, 10 to 19 and 100 to 119: divisible by 3, not by 4, not by 10.
    const expected = [117, 114, 111, 105, 102, 18, 15];
    await withRows(page, expected.length);
    expect(await rows(page)).toEqual(expected);

    const copy = await web.open(page.url());
    await withRows(copy, expected.length);
    expect(await rows(copy)).toEqual(expected);
    await page.locator('[data-run="114"] a').click();
    await page.waitForURL(/\/deployments\/114$/);
    await page.goBack();
    await withRows(page, expected.length);
    expect(await rows(page)).toEqual(expected);
    await page.getByRole('button', { name: 'User ci-main' }).waitFor();

    await page.goto('/deployments?service=web');
    await withRows(page, 50);
    await page.getByRole('link', { name: 'Load 50 more' }).click();
    await withRows(page, 90);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    const before = await rows(page);
    await web.api.start('api');
    await web.api.start('web');
    await page.getByRole('button', { name: '1 new' }).waitFor();
    expect(await rows(page)).toEqual(before);
    await page.getByRole('button', { name: '1 new' }).click();
    await until('the new run is shown', async () => (await rows(page))[0] === 122, 60_000);
    expect(await rows(page)).toHaveLength(90);
    expect(await page.evaluate(() => [scrollY, document.activeElement?.textContent])).toEqual([0, 'Deployments']);
  });
});
