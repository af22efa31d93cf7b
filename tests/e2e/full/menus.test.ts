import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, phone } from '../../helpers/browser.ts';
import { closePages, runToEnd } from '../../helpers/run-page.ts';
import { says } from '../../helpers/services.ts';
import { until } from '../../helpers/until.ts';
import { startWeb, type Web } from '../../helpers/web.ts';

const timeout = 60_000;

describe.runIf(hasBrowser)('the further actions of a page', () => {
  let web: Web;

  beforeAll(async () => {
    web = await startWeb({ services: { blog: { script: says('write', 'success'), config } } });
    await runToEnd(web, 'blog', { note: 'first' });
    await web.write('blog', { script: fails, config });
    await runToEnd(web, 'blog', { note: 'second' });
  }, 120_000);

  afterEach(() => closePages(web));
  afterAll(() => web?.[Symbol.asyncDispose]());

  const openMenu = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menu', { name: 'More actions' }).waitFor();
  };

  test('are a menu for the keyboard, and Escape goes back to its button', { timeout }, async () => {
    const page = await web.open('/deployments/2?q=failed');
    await page.locator('#why').waitFor();
    await page.getByRole('button', { name: 'More actions' }).focus();

    await page.keyboard.press('Enter');
    await untilFocused(page, 'Roll back to #1');
    await page.keyboard.press('ArrowUp');
    await untilFocused(page, 'Print');
    await page.keyboard.press('ArrowDown');
    await untilFocused(page, 'Roll back to #1');
    await page.keyboard.press('End');
    await untilFocused(page, 'Print');
    await page.keyboard.press('r');
    await untilFocused(page, 'Roll back to #1');
    await page.keyboard.type('ra');
    await untilFocused(page, 'Raw log');
    await page.keyboard.press('Escape');

    await untilFocused(page, 'More actions');
    expect(await page.getByRole('menu').count()).toBe(0);
    expect(new URL(page.url()).search).toBe('?q=failed');
    await page.keyboard.press('ArrowUp');
    await untilFocused(page, 'Print');
  });

  test('of a failed run lead back to the last good one, and to the run as text', { timeout }, async () => {
    const page = await web.open('/deployments/2');
    await openMenu(page);
    const href = (name: string) => page.getByRole('menuitem', { name }).getAttribute('href');
    const texts = await Promise.all(['Open as text', 'Raw log'].map(href));
    const answers = await Promise.all(texts.map((address) => page.request.get(String(address))));
    expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual([
      expect.stringContaining('blog'),
      expect.stringContaining('failed to blog'),
    ]);

    await page.getByRole('menuitem', { name: 'Roll back to #1' }).click();

    await page.waitForURL('**/services/blog/deploy?from=1');
  });

  test('copy a command that starts the service with the same parameters', { timeout }, async () => {
    const page = await web.open('/deployments/1', { permissions: ['clipboard-read', 'clipboard-write'] });
    await openMenu(page);

    await page.getByRole('menuitem', { name: 'Copy curl command' }).click();

    await page.locator('#polite').filter({ hasText: 'Command copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('"parameters":{"note":"first"}');
  });

  test('of a service sync its directory, roll it back, and say why it cannot be deleted', { timeout }, async () => {
    const page = await web.open('/services/blog');
    await openMenu(page);
    const remove = page.getByRole('menuitem', { name: 'Delete…' });
    expect(await remove.getAttribute('aria-disabled')).toBe('true');
    expect(await remove.innerText()).toContain('Remove its directory first.');

    await page.getByRole('menuitem', { name: 'Sync directories' }).click();
    await page.locator('#polite').filter({ hasText: '0 services added' }).waitFor();
    await openMenu(page);
    await page.getByRole('menuitem', { name: 'Roll back to #1' }).click();

    await page.waitForURL('**/services/blog/deploy?from=1');
  });

  test('are within reach of a thumb, and axe finds nothing', { timeout }, async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await web.open('/deployments/2', { viewport: phone, colorScheme, reducedMotion: 'reduce' });
      await openMenu(page);
      for (const item of await page.locator('.mi').all())
        expect((await item.boundingBox())?.height).toBeGreaterThanOrEqual(44);
      expect(await page.evaluate(() => document.scrollingElement?.scrollWidth)).toBe(phone.width);
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    }
  });
});

const untilFocused = (page: Page, name: string): Promise<unknown> =>
  until(`${name} has the focus`, () => page.evaluate(isFocused, name));

const isFocused = (name: string): boolean => {
  const element = document.activeElement;
  return (element?.getAttribute('aria-label') ?? element?.textContent)?.trim() === name;
};

const config = { parameters: { type: 'object', properties: { note: { type: 'string' } } } };
const fails = `${says('write', 'running')}; echo failed to blog; ${says('write', 'failure')}; exit 1`;
