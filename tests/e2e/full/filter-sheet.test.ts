import AxeBuilder from '@axe-core/playwright';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { desktop, hasBrowser, phone } from '../../helpers/browser.ts';
import { query } from '../../helpers/database.ts';
import { closePages } from '../../helpers/run-page.ts';
import { until } from '../../helpers/until.ts';
import { startWeb, type Web } from '../../helpers/web.ts';

const touch = { viewport: phone, hasTouch: true };

describe.runIf(hasBrowser)('the filters on a phone', { timeout: 60_000 }, () => {
  let web: Web;

  beforeAll(async () => {
    web = await startWeb({
      services: {
        web: { config: { environment: 'production' } },
        api: { config: { environment: 'staging' } },
        mail: { config: { environment: 'staging' } },
      },
    });
    // 12 runs: 4, 8 and 12 of api, the others of web; 3, 6, 9 and 12 failed.
    await query(
      web.app.connection,
      `insert into deployments (service_id, run_id, state, parameters, output, version, origin, actor_kind, actor_label,
         created_at, started_at, finished_at)
       select (select id from services where name = case when n % 4 = 0 then 'api' else 'web' end), gen_random_uuid(),
         case when n % 3 = 0 then 'FAILURE' else 'SUCCESS' end, '{}', '{}', 'v1.' || n, 'web', 'USER', 'admin',
         now() - make_interval(hours => 13 - n), now() - make_interval(hours => 13 - n), now() - make_interval(hours => 13 - n)
       from generate_series(1, 12) n`,
    );
  }, 120_000);

  afterEach(() => closePages(web));
  afterAll(() => web?.[Symbol.asyncDispose]());

  /** A page of the list on which the button of the sheet is there. */
  const open = async (address: string, options: BrowserContextOptions = touch): Promise<Page> => {
    const page = await web.open(address, options);
    await filters(page).waitFor();
    return page;
  };
  const openSheet = async (page: Page): Promise<Locator> => {
    await filters(page).tap();
    await sheet(page).waitFor();
    return sheet(page);
  };

  test('of the history are chosen in a sheet; list, count and address follow at once, and Back restores', async () => {
    const page = await open('/deployments');
    const dialog = await openSheet(page);

    await row(dialog, 'Failed or lost').tap();
    await page.waitForURL('**/deployments?status=failed');
    await dialog.getByRole('button', { name: 'Show 4 runs' }).waitFor();
    await untilRuns(page, [12, 9, 6, 3]);
    await fold(dialog, 'Service').tap();
    expect(await row(dialog, 'api').innerText()).toMatch(/^api\s*1$/);
    await row(dialog, 'api').tap();
    await page.waitForURL('**/deployments?status=failed&service=api');
    await dialog.getByRole('button', { name: 'Show 1 run' }).tap();

    await dialog.waitFor({ state: 'detached' });
    await untilRuns(page, [12]);
    expect(await filters(page).textContent()).toBe('Filters 2');
    expect(await chosen(page)).toEqual(['Status: Failed or lost, remove', 'Service: api, remove']);
    await page.goBack();
    await untilRuns(page, [12, 9, 6, 3]);
    expect(await chosen(page)).toEqual(['Status: Failed or lost, remove']);
    await page.goBack();
    await until('all runs are there', async () => (await runs(page)).length === 12);
    expect([await filters(page).textContent(), await chosen(page)]).toEqual(['Filters', []]);
  });

  test('say what is chosen, take one back beside the list and all in the sheet, and leave the text alone', async () => {
    const page = await open(
      '/deployments?q=v1&status=failed&service=web,api&env=staging&from=2020-11-01&to=2020-11-23',
    );
    expect(await filters(page).textContent()).toBe('Filters 4');
    const words = (await chosen(page)).join(' ').replaceAll(/[\u2009\u202f\u00a0]/g, ' ');
    expect(words).toContain('Service: web +1, remove');
    expect(words).toMatch(/Time: 1 ?– ?23 Nov 2020, remove/);

    await page.getByRole('button', { name: /^Environment: staging/ }).tap();
    await page.waitForURL((url) => !url.searchParams.has('env'));
    await untilFocused(filters(page));
    const dialog = await openSheet(page);
    await dialog.getByRole('button', { name: 'Clear' }).tap();
    await page.waitForURL('**/deployments?q=v1');

    await dialog.getByRole('button', { name: 'Show 12 runs' }).waitFor();
    expect(await dialog.getByRole('button', { name: 'Clear' }).getAttribute('aria-disabled')).toBe('true');
    expect(await page.getByLabel('Filter runs').inputValue()).toBe('v1');
    expect(await chosen(page)).toEqual([]);
  });

  test('sort the runs as well, where no table has heads', async () => {
    const page = await open('/deployments');
    const dialog = await openSheet(page);
    await fold(dialog, 'Order').tap();
    await row(dialog, 'Oldest first').tap();
    await page.waitForURL('**/deployments?sort=oldest');

    await until('the oldest run is first', async () => (await runs(page))[0] === 1);
    expect(await chosen(page)).toEqual(['Order: Oldest first, remove']);
    await row(dialog, 'Newest first').tap();
    await page.waitForURL('**/deployments');
  });

  test('close on Escape and on a tap beside them, and the focus is on their button again', async () => {
    const page = await open('/deployments');
    await filters(page).focus();
    await page.keyboard.press('Enter');
    await sheet(page).waitFor();
    expect(await filters(page).getAttribute('aria-expanded')).toBe('true');

    await page.keyboard.press('Escape');
    await sheet(page).waitFor({ state: 'detached' });
    await untilFocused(filters(page));
    expect(await filters(page).getAttribute('aria-expanded')).toBe('false');
    await openSheet(page);
    await page.touchscreen.tap(180, 20);

    await sheet(page).waitFor({ state: 'detached' });
    await untilFocused(filters(page));
    await page.keyboard.press('/');
    await untilFocused(page.getByLabel('Filter runs'));
  });

  test('of the dashboard leave its states where they are, and count what each environment has of them', async () => {
    const page = await open('/?show=never');
    await page.getByRole('navigation', { name: 'Filter by state' }).waitFor();
    const dialog = await openSheet(page);
    expect(await dialog.locator('label').allInnerTexts()).toEqual(
      [/^All environments\s*1$/, /^production\s*0$/, /^staging\s*1$/].map((text) => expect.stringMatching(text)),
    );

    await row(dialog, 'production').tap();
    await page.waitForURL('**/?show=never&env=production');
    await dialog.getByRole('button', { name: 'Show 0 services' }).waitFor();
    await row(dialog, 'staging').tap();
    await page.waitForURL('**/?show=never&env=staging');
    await dialog.getByRole('button', { name: 'Show 1 service' }).tap();

    await dialog.waitFor({ state: 'detached' });
    expect([await filters(page).textContent(), await services(page)]).toEqual(['Filters 1', ['mail']]);
    await page.goBack();
    await page.getByRole('button', { name: /^Environment: production/ }).waitFor();
    await page.goBack();
    await until('the environment is open again', async () => (await chosen(page)).length === 0);
    const again = await openSheet(page);
    await row(again, 'staging').tap();
    await page.getByRole('button', { name: /^Environment: staging/, includeHidden: true }).waitFor();
    await again.getByRole('button', { name: 'Clear' }).tap();
    await page.waitForURL('**/?show=never');
  });

  test.each(['/deployments?status=failed,succeeded&service=web&since=dates', '/?env=staging'])(
    'of %s are large enough for a thumb and fit at every width',
    async (address) => {
      const page = await open(address, { ...touch, reducedMotion: 'reduce' });
      for (const width of [320, 375, 768]) {
        await page.setViewportSize({ width, height: 812 });
        expect(await tooSmall(page, '.filters > .btn, .filters > .inp, .chosen button')).toEqual([]);
        await openSheet(page);
        const folded = page.locator('.fields details:not([open]) summary');
        while ((await folded.count()) > 0) await folded.first().tap();
        expect(await tooSmall(page, 'dialog :is(summary, label, button)')).toEqual([]);
        expect(await page.evaluate(() => document.scrollingElement?.scrollWidth)).toBe(width);
        expect(await sheet(page).evaluate(wideParts)).toEqual([]);
        await page.keyboard.press('Escape');
        await sheet(page).waitFor({ state: 'detached' });
      }
    },
  );

  test.each(['light', 'dark'] as const)('give axe nothing to find, %s', async (colorScheme) => {
    for (const address of ['/deployments?status=failed,succeeded&service=web&since=dates', '/?env=staging']) {
      const page = await open(address, { ...touch, colorScheme, reducedMotion: 'reduce' });
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await openSheet(page);
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    }
  });

  test('rise for as long as a sheet does, and not where less motion is wanted', async () => {
    for (const [reducedMotion, duration] of [
      ['no-preference', '0.2s'],
      ['reduce', '0s'],
    ] as const) {
      const page = await open('/deployments', { ...touch, reducedMotion });
      const dialog = await openSheet(page);
      expect(await dialog.evaluate((each) => getComputedStyle(each).animationDuration)).toBe(duration);
    }
  });

  test('are a strip on a desk, and what is chosen stays when the window grows or shrinks', async () => {
    const page = await open('/deployments?status=failed');
    await openSheet(page);

    await page.setViewportSize(desktop);
    await page.getByRole('button', { name: 'Status Failed or lost' }).waitFor();
    await sheet(page).waitFor({ state: 'detached' });
    expect([await filters(page).count(), await page.locator('.chosen').count()]).toEqual([0, 0]);
    await page.getByRole('button', { name: 'Service' }).press('Enter');
    await page.getByRole('group', { name: 'Service' }).getByRole('checkbox', { name: 'api' }).press('Space');
    await page.waitForURL('**/deployments?status=failed&service=api');
    await page.setViewportSize(phone);

    await filters(page).filter({ hasText: '2' }).waitFor();
    expect(await page.locator('.chooses').count()).toBe(0);
  });

  test('complain about nothing on the console', () => {
    expect(web.trouble).toEqual([]);
  });
});

const filters = (page: Page): Locator => page.locator('.filters > button', { hasText: 'Filters' });
const sheet = (page: Page): Locator => page.getByRole('dialog', { name: 'Filters' });
const fold = (dialog: Locator, name: string): Locator => dialog.locator('summary', { hasText: name });
const row = (dialog: Locator, name: string): Locator => dialog.locator('label', { hasText: name });
const chosen = (page: Page): Promise<string[]> =>
  page.locator('.chosen button').evaluateAll((all) => all.map((each) => each.textContent ?? ''));
const runs = (page: Page): Promise<number[]> =>
  page.locator('[data-run]').evaluateAll((all) => all.map((each) => Number(each.getAttribute('data-run'))));
const services = (page: Page): Promise<(string | null)[]> =>
  page.locator('[data-service]').evaluateAll((all) => all.map((each) => each.getAttribute('data-service')));
const untilRuns = (page: Page, numbers: number[]): Promise<unknown> =>
  until(`the runs are ${numbers}`, async () => (await runs(page)).join() === numbers.join());
const untilFocused = (locator: Locator): Promise<unknown> =>
  until('it has the focus', () => locator.evaluate((each) => each === document.activeElement));

const tooSmall = (page: Page, selector: string): Promise<string[]> =>
  page.locator(selector).evaluateAll((all) =>
    all.flatMap((each) => {
      const { width, height } = each.getBoundingClientRect();
      return width >= 44 && height >= 44 ? [] : [`${each.textContent} ${width}x${height}`];
    }),
  );

const wideParts = (dialog: Element): (string | null)[] =>
  [...dialog.querySelectorAll('*')]
    .filter((each) => each.getBoundingClientRect().right > innerWidth)
    .map(({ textContent }) => textContent);
