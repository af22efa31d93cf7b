import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { administrator } from '../../helpers/app.ts';
import { desktop, hasBrowser, phone } from '../../helpers/browser.ts';
import { query } from '../../helpers/database.ts';
import { closePages, runToEnd } from '../../helpers/run-page.ts';
import { says } from '../../helpers/services.ts';
import { until } from '../../helpers/until.ts';
import { startWeb, type Web } from '../../helpers/web.ts';

describe.runIf(hasBrowser)('the frame around every page', { timeout: 60_000 }, () => {
  let web: Web;

  beforeAll(async () => {
    web = await startWeb({ services: { blog: { script: `${says('write', 'success')}; echo written` } } });
    await runToEnd(web, 'blog');
  }, 120_000);

  afterEach(() => closePages(web));
  afterAll(() => web?.[Symbol.asyncDispose]());

  /** A page of a session of its own that ends in a few minutes; null: its end does not move. */
  const openLate = async (address: string, slidingSeconds: number | null): Promise<Page> => {
    const secret = await web.app.signIn();
    await change(
      `expires_at = now() + interval '200 seconds', sliding_seconds = ${slidingSeconds}, last_used_at = null`,
    );
    const context = await web.browser.newContext({ baseURL: web.url, viewport: desktop });
    await context.addCookies([{ name: 'fastdeploy_session', value: secret, url: web.url, httpOnly: true }]);
    const page = await context.newPage();
    await page.goto(address);
    return page;
  };
  /** Of the session that began last. */
  const change = (values: string): Promise<unknown> =>
    query(
      web.app.connection,
      `update tokens set ${values} where id = (select max(id) from tokens where kind = 'SESSION')`,
    );
  const banner = (page: Page) => page.locator('.banner').filter({ hasText: /Your session ends in/ });

  test('warns before a session ends, and one press keeps a session that slides', async () => {
    const page = await openLate('/', 200);
    await banner(page).waitFor();
    await page.locator('#polite').filter({ hasText: 'Your session ends in 3 minutes.' }).waitFor();
    await change(`sliding_seconds = 3600, last_used_at = now() - interval '1 hour'`);

    await page.getByRole('button', { name: 'Stay signed in' }).click();

    await banner(page).waitFor({ state: 'detached' });
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('asks for the password over the page where the end is fixed, and nothing is lost', async () => {
    const page = await openLate('/?q=bl', null);
    const filter = page.getByRole('searchbox', { name: 'Filter services' });
    await filter.fill('blo');
    await page.getByRole('button', { name: 'Stay signed in' }).click();
    const dialog = page.getByRole('dialog', { name: 'Sign in to stay' });
    await dialog.waitFor();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Stay signed in' }).click();
    await dialog.getByLabel('Password', { exact: true }).fill(administrator.password);
    await page.keyboard.press('Enter');

    await banner(page).waitFor({ state: 'detached' });
    expect(await dialog.count()).toBe(0);
    expect(await filter.inputValue()).toBe('blo');
  });

  test('asks for the password also over a page that has a field and a dialog of such a name', async () => {
    const page = await openLate('/settings/account', null);
    await page.getByRole('button', { name: 'Stay signed in' }).click();
    const password = page.getByRole('dialog', { name: 'Sign in to stay' }).getByLabel('Password', { exact: true });

    await page.locator('label', { hasText: /^Password$/ }).click();

    expect(await password.evaluate((input) => input === document.activeElement)).toBe(true);
    expect(await page.evaluate(repeatedIds)).toEqual([]);
  });

  test('says nothing of a session that has long to go', async () => {
    const page = await web.open('/');
    await page.getByText('All services').waitFor();

    expect(await banner(page).count()).toBe(0);
  });

  test('has the search within reach of a thumb', async () => {
    const page = await web.open('/deployments/1', { viewport: phone });
    const search = page.getByRole('navigation', { name: 'Main, mobile' }).getByRole('button', { name: 'Search' });
    const box = await search.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);

    await search.click();
    await page.getByRole('combobox').fill('blog');
    await page.getByRole('option', { name: 'blog', exact: true }).click();

    await page.waitForURL('**/services/blog');
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await page.evaluate(() => document.scrollingElement?.scrollWidth)).toBe(320);
  });

  test.each([
    ['/', '.filters .strip'],
    ['/services/blog', '.tabs-row .strip'],
    ['/settings/tokens', '.strip .tabs'],
    ['/settings/audit', '.strip.picks'],
    ['/deployments/1', '.tb .strip'],
  ])('the strips of %s that scroll sideways on phones show the ring of the focus whole', async (address, strip) => {
    const page = await web.open(address, { viewport: phone });
    await page.locator(strip).waitFor();

    expect(await page.locator('.strip').evaluateAll(cutRings)).toEqual([]);
  });

  test.each([
    ['/deployments/1', 'The facts of the run', /"actor":\{[^}]*\}/, '"actor":null', 'written'],
    ['/services/blog', 'Deploys per day', /"perDay":\[.*?\}\]/, '"perDay":[null]', 'Recent runs'],
    ['/', 'The services', /"recentRuns":\[.*?\]/, '"recentRuns":null', 'All services'],
  ])('a broken part of %s takes nothing else down: %s', async (address, name, whole, broken, rest) => {
    const page = await web.open('/settings/preferences');
    await page.route('**/graphql', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replace(whole, broken) });
    });

    await page.goto(address);

    const part = page.getByRole('region', { name, exact: true });
    await part.getByText(`${name} cannot be shown`).waitFor();
    await page.getByText(rest, { exact: true }).first().waitFor();
    await page.unroute('**/graphql');
    await until('the part is whole again', async () => {
      await page.reload();
      await page.getByText(rest, { exact: true }).first().waitFor();
      return (await part.getByText('cannot be shown').count()) === 0;
    });
  });
});

const repeatedIds = (): string[] => {
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  return ids.filter((id, index) => ids.indexOf(id) !== index);
};

/** The controls whose ring (2 px, 2 px away) is not within their strip at the top, at the bottom, or where the strip begins. */
const cutRings = (strips: Element[]): string[] =>
  strips.flatMap((strip) => {
    const room = strip.getBoundingClientRect();
    return [...strip.querySelectorAll('a, button, select, input')].flatMap((each) => {
      const { top, bottom, left } = each.getBoundingClientRect();
      const isWhole = top - 4 >= room.top && bottom + 4 <= room.bottom && left - 4 >= room.left;
      return isWhole ? [] : [`${each.textContent}: ${top - room.top} over it, ${room.bottom - bottom} under it`];
    });
  });
