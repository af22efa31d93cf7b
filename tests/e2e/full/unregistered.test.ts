import { mkdir, readdir, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { desktop, hasBrowser, phone } from '../../helpers/browser.ts';
import { closePages } from '../../helpers/run-page.ts';
import { startWeb, type Web } from '../../helpers/web.ts';
import { tabTo } from '../keyboard.ts';

describe.runIf(hasBrowser)('directories that are no services', { timeout: 120_000 }, () => {
  let web: Web;
  const at = (name: string): string => path.join(web.app.directory, 'services', name);
  const block = (page: Page) => page.locator('details.unregistered');
  const summary = (page: Page, words: string) => block(page).locator('summary').filter({ hasText: words });
  const dashboard = async (address = '/'): Promise<Page> => {
    const page = await web.open(address);
    await page.locator('[data-service=blog]').waitFor();
    return page;
  };

  beforeAll(async () => {
    web = await startWeb({ services: {} });
  }, 120_000);

  afterEach(async () => {
    await closePages(web);
    const others = (await readdir(at('.'))).filter((name) => name !== 'blog');
    for (const name of others) await rm(at(name), { recursive: true });
  });

  afterAll(() => web?.[Symbol.asyncDispose]());

  test('are told of beside the first steps, where nothing else says why no service appears', async () => {
    await mkdir(at('bad name'));
    const page = await web.open('/');

    await page.getByRole('heading', { name: 'Register your first service' }).waitFor();
    await block(page).getByText('Rename the directory').waitFor();
    expect(await block(page).locator('code').allTextContents()).toEqual(['bad name']);
  });

  test('are nowhere on a dashboard without one', async () => {
    await web.write('blog', {});
    const page = await dashboard();

    expect(await block(page).count()).toBe(0);
  });

  test('are below the table, collapsed until the keyboard opens them, and say what to do', async () => {
    await mkdir(at('bad name'));
    await symlink(at('nowhere'), at('dangling'));
    const page = await dashboard();
    await summary(page, '2 directories are not services').waitFor();
    expect(await block(page).locator('li').first().isVisible()).toBe(false);

    await tabTo(page, '2 directories are not services');
    await page.keyboard.press('Enter');

    await block(page).getByText('Rename the directory').waitFor();
    await block(page).getByText('Mend the link.').waitFor();
    expect(await block(page).locator('code').allTextContents()).toEqual(['bad name', 'dangling']);
  });

  test('are looked at again by Sync, and stay open', async () => {
    await mkdir(at('bad name'));
    await symlink(at('nowhere'), at('dangling'));
    const page = await dashboard();
    await summary(page, '2 directories').click();
    const sync = page.getByRole('button', { name: 'Sync directories' });

    await rm(at('dangling'));
    await sync.click();
    await summary(page, '1 directory is not a service').waitFor();
    expect(await block(page).locator('code').allTextContents()).toEqual(['bad name']);
    expect(await block(page).locator('li').isVisible()).toBe(true);

    await rm(at('bad name'), { recursive: true });
    await sync.click();
    await block(page).waitFor({ state: 'detached' });
  });

  test('are gone from the page when one becomes a service, and there when a service becomes one', async () => {
    await mkdir(at('bad name'));
    const page = await dashboard();
    await summary(page, '1 directory').waitFor();

    await rename(at('bad name'), at('mended'));
    await page.locator('[data-service=mended]').waitFor();
    await block(page).waitFor({ state: 'detached' });

    await rename(at('mended'), at('bad name'));
    await page.locator('[data-service=mended]').waitFor({ state: 'detached' });
    await summary(page, '1 directory').waitFor();
  });

  test('are looked at again when somebody comes back to the page', async () => {
    const page = await dashboard();
    await mkdir(at('bad name'));

    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));

    await summary(page, '1 directory').waitFor();
  });

  test('are the first hundred, with how many more there are and what lists them', async () => {
    for (let index = 0; index < 102; index += 1) await mkdir(at(`odd ${index}`));
    const page = await dashboard();

    await summary(page, '102 directories are not services').click();

    await block(page).getByText('And 2 more: fastdeploy doctor lists them all.').waitFor();
    expect(await block(page).locator('li').count()).toBe(100);
  });

  test.each([
    ['a phone', 'dark', phone],
    ['a phone', 'light', phone],
    ['a desktop', 'dark', desktop],
    ['a desktop', 'light', desktop],
  ] as const)('can be used by everybody on %s in %s', async (_device, colorScheme, viewport) => {
    await mkdir(at(`bad name ${'x'.repeat(100)}`));
    await symlink(at('nowhere'), at('dangling'));
    const page = await web.open('/', { viewport, colorScheme });
    await summary(page, '2 directories').click();
    await block(page).getByText('Mend the link.').waitFor();

    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    const height = (await summary(page, '2 directories').boundingBox())?.height;
    expect(height).toBeGreaterThanOrEqual(viewport === phone ? 44 : 32);
  });

  test('complain about nothing on the console', () => {
    expect(web.trouble).toEqual([]);
  });
});
