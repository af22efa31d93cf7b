import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, phone } from '../../helpers/browser.ts';
import { query } from '../../helpers/database.ts';
import { until } from '../../helpers/until.ts';
import type { Web } from '../../helpers/web.ts';
import { choose, rows, startHistory, withRows } from '../history-stage.ts';

describe.runIf(hasBrowser)('the history', { timeout: 120_000 }, () => {
  let web: Web;

  beforeAll(async () => {
    web = await startHistory();
  }, 120_000);

  afterEach(async () => {
    for (const context of web.browser.contexts()) await context.close();
  });

  afterAll(() => web?.[Symbol.asyncDispose]());

  test('takes several values of one kind, with the keyboard, and says how many runs each would show', async () => {
    const page = await web.open('/deployments?user=admin');
    await withRows(page, 50);
    const origin = page.getByRole('button', { name: 'Origin' });
    await origin.press('Enter');
    const choices = page.getByRole('group', { name: 'Origin' });
    await choices.getByRole('checkbox', { name: 'web 80' }).waitFor();
    await page.keyboard.press('Escape');

    await choose(page, 'User', 'ci-main');
    await page.waitForURL((url) => url.searchParams.get('user') === 'admin,ci-main');
    await page.getByRole('button', { name: 'User admin +1' }).waitFor();
    await origin.press('Enter');
    const github = choices.getByRole('checkbox', { name: 'github 40' });
    await github.press('Space');
    await page.waitForURL((url) => url.searchParams.get('origin') === 'github');
    await withRows(page, 40);
    expect(await github.evaluate((box) => box === document.activeElement)).toBe(true);
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  });

  test('loads more with a link of its own, and Back leads to the same row', async () => {
    const page = await web.open('/deployments');
    await withRows(page, 50);
    const more = page.getByRole('link', { name: 'Load 50 more' });
    const href = (await more.getAttribute('href')) ?? '';
    await more.click();
    await withRows(page, 100);
    const row = page.locator('[data-run="40"]');
    await row.scrollIntoViewIfNeeded();
    await until('the place is kept', () => page.evaluate(() => history.state?.place?.rows === 100));
    await row.getByRole('link').click();
    await page.waitForURL(/\/deployments\/40$/);
    await page.goBack();

    await withRows(page, 100);
    await until('the row is in view', () =>
      row.evaluate((each) => each.getBoundingClientRect().top > 0 && each.getBoundingClientRect().bottom < innerHeight),
    );
    const beside = await web.open(href);
    await until('another tab begins where this one ended', async () => (await rows(beside)).length > 0, 60_000);
    expect((await rows(beside))[0]).toBe((await rows(page))[50]);
  });

  test('Back leads to the same place on every way to the page, and to the same rows from another filter', async () => {
    const page = await web.open('/');
    await page.getByRole('link', { name: 'Deployments', exact: true }).first().click();
    await withRows(page, 50);
    await page.getByRole('link', { name: 'Load 50 more' }).click();
    await withRows(page, 100);
    const row = page.locator('[data-run="40"]');
    await row.scrollIntoViewIfNeeded();
    await until('the place is kept', () => page.evaluate(() => history.state?.place?.rows === 100));
    await row.getByRole('link').click();
    await page.waitForURL(/\/deployments\/40$/);
    await page.goBack();
    await withRows(page, 100);
    await until('the row is in view', () =>
      row.evaluate((each) => each.getBoundingClientRect().top > 0 && each.getBoundingClientRect().bottom < innerHeight),
    );

    await choose(page, 'Service', 'api');
    await page.waitForURL((url) => url.searchParams.get('service') === 'api');
    await until('there are only runs of api', async () => (await row.count()) === 1 && (await rows(page)).length < 50);
    await page.goBack();
    await withRows(page, 100);
  });

  test('groups by day, says what failed, and marks what took longer than usual', async () => {
    const page = await web.open('/deployments?status=succeeded');
    await withRows(page, 50);

    expect(await page.locator('tr.day').count()).toBeGreaterThan(2);
    await page.locator('[data-run="119"]').getByText('slower than usual').waitFor({ state: 'attached' });
    await page.goto('/deployments');
    await page.locator('[data-total]').getByText('120 runs, 12 failed').waitFor();
  });

  test('is sorted by start or duration from the head of the column, in the address, with the keyboard, page by page', async () => {
    await query(
      web.app.connection,
      `update deployments set finished_at = started_at + make_interval(secs => id::int) where id <= 120`,
    );
    const page = await web.open('/deployments?service=api&status=failed');
    await withRows(page, 6);
    expect(await page.getByRole('columnheader', { name: 'Started' }).getAttribute('aria-sort')).toBe('descending');
    const took = page.getByRole('link', { name: 'Took' });

    await took.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('sort') === 'longest');
    await until('the longest is first', async () => (await rows(page))[0] === 120);
    await page
      .getByRole('columnheader', { name: 'Took', exact: true })
      .and(page.locator('[aria-sort=descending]'))
      .waitFor();
    expect(await page.locator('[aria-sort]').count()).toBe(1);
    await took.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('sort') === 'shortest');
    await until('the shortest is first', async () => (await rows(page))[0] === 20);
    expect(await page.locator('tr.day').count()).toBe(0);

    await page.goto('/deployments?sort=longest');
    await withRows(page, 50);
    await page.getByRole('link', { name: 'Load 50 more' }).click();
    await withRows(page, 100);
    expect(await rows(page)).toEqual(Array.from({ length: 100 }, (_, index) => 120 - index));
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  });

  test('saves what the filter shows as CSV', async () => {
    const page = await web.open('/deployments?service=api&status=failed');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();

    const text = await readFile(await (await download).path(), 'utf8');
    expect(text.split('\r\n').slice(0, 2)).toEqual([
      'number,state,service,environment,version,created_at,started_at,finished_at,duration_seconds,failed_step,by,origin,note',
      expect.stringMatching(/^120,FAILURE,api,staging,v1\.120,/),
    ]);
    expect(text.trim().split('\r\n')).toHaveLength(7);
  });

  test('says what was looked for where nothing is found, and what to do', async () => {
    const page = await web.open('/deployments?service=web&status=canceled&since=1d');

    await page.getByText('No canceled runs of web in the last 24 hours.').waitFor();
    await page.getByRole('button', { name: 'Widen to 90 days' }).click();
    await page.getByText('No canceled runs of web in the last 90 days.').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await withRows(page, 50);
  });

  test('can be used by everybody, on phones too', async () => {
    const page = await web.open('/deployments', { viewport: phone });
    await withRows(page, 50);

    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: 'Filters' }).click();
    await page.locator('summary', { hasText: 'Order' }).click();
    await page.getByRole('radio', { name: 'Oldest first' }).check();
    await until('the oldest run is first', async () => (await rows(page))[0] === 1);
    expect(web.trouble).toEqual([]);
  });
});
