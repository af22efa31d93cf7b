import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from '../helpers/browser.ts';
import { closePages, isInSight, runPage, runToEnd } from '../helpers/run-page.ts';
import { says } from '../helpers/services.ts';
import { until } from '../helpers/until.ts';
import { startWeb, type Web } from '../helpers/web.ts';

const broken = [
  says('prepare', 'running'),
  'seq -f "package %g" 150',
  says('prepare', 'success'),
  says('migrate', 'running'),
  "echo 'INFO 0 failed, no error so far' >&2",
  "echo 'Traceback (most recent call last):' >&2",
  `echo '  File "manage.py", line 22, in main' >&2`,
  `echo 'psycopg.errors.UndefinedTable: relation "feed_item" does not exist' >&2`,
  "echo 'LINE 1: ALTER TABLE feed_item' >&2",
  'exit 3',
].join('\n');
const steps = ['prepare', 'migrate', 'restart', 'verify'].map((name) => ({ name }));

describe.runIf(hasBrowser)('the page of a failed run', { timeout: 60_000 }, () => {
  let web: Web;
  let address = '';

  beforeAll(async () => {
    web = await startWeb({ services: { web: { script: 'exit 0', config: { steps } } } });
    await runToEnd(web, 'web', { version: 'v1' });
    await web.write('web', { script: broken, config: { steps } });
    address = `/deployments/${await runToEnd(web, 'web', { version: 'v2' })}`;
  }, 60_000);

  afterEach(() => closePages(web));
  afterAll(() => web?.[Symbol.asyncDispose]());

  test('13. it opens on why it failed, E leads to the error, and only the failed step is open', async () => {
    const page = await web.open(address);
    const run = runPage(page);
    const why = page.locator('#why');
    await why.waitFor();

    expect(await isInSight(why)).toBe(true);
    expect(await why.locator('h2').first().innerText()).toBe('relation "feed_item" does not exist');
    expect(await why.locator('.ex .l').first().innerText()).toContain('psycopg.errors.UndefinedTable');
    expect(await why.getByText('Did not run: restart, verify').count()).toBe(1);
    expect(await why.locator('.df').innerText()).toMatch(/version\s+v1\s+v2/);
    expect(await why.locator('.df').innerText()).toMatch(/Script\s+changed/);
    const info = page.locator('.l.s', { hasText: 'INFO 0 failed' });
    expect(await info.evaluate((line) => line.classList.contains('er'))).toBe(false);
    expect(await page.locator('.sh[aria-expanded=true]').allInnerTexts()).toEqual([expect.stringContaining('migrate')]);
    await page.keyboard.press('e');
    await until('the error has the focus', () =>
      page.evaluate(() => document.activeElement?.textContent?.startsWith('psycopg.errors') === true),
    );
    expect(await isInSight(page.locator('.l.tg'))).toBe(true);
    expect(await run.pill('Failed').count()).toBe(1);
  });

  test('14. steps that were never reached are skipped, not pending', async () => {
    const page = await web.open(address);
    await page.locator('#why').waitFor();

    for (const name of ['restart', 'verify']) {
      expect(await page.locator(`.st li[data-step=${name}]`).getAttribute('data-state')).toBe('SKIPPED');
      expect(await page.locator('.lg .z', { hasText: name }).innerText()).toContain('Skipped');
    }
    expect(await page.getByText('Pending').count()).toBe(0);
  });

  test('a run that is not there says so and names the latest ones', async () => {
    const page = await web.open('/deployments/9999');

    await page.getByRole('heading', { name: 'There is no run #9999' }).waitFor();
    await page.getByRole('link', { name: 'web #1' }).waitFor();
  });

  test('the keyboard moves between runs and steps and opens all of them', async () => {
    const page = await web.open(address);
    await page.locator('#why').waitFor();
    await page.keyboard.press('.');
    await until('both are open', async () => (await page.locator('.sh[aria-expanded=true]').count()) === 2);
    await page.reload();
    await until('that is remembered', async () => (await page.locator('.sh[aria-expanded=true]').count()) === 2);
    await page.keyboard.press(']');
    await page.waitForURL(/step=prepare/);
    await page.keyboard.press('r');
    await page.waitForURL(/\/deploy\?from=\d+$/); // the form, filled in: nothing starts by itself
    await page.goBack();
    await page.locator('#why').waitFor();
    await page.keyboard.press('Shift+{');
    await page.waitForURL(/deployments\/1$/);
  });
});
