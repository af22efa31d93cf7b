import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, phone } from '../../helpers/browser.ts';
import { query } from '../../helpers/database.ts';
import { removeService, waitsFor } from '../../helpers/services.ts';
import { until } from '../../helpers/until.ts';
import { startWeb, type Web } from '../../helpers/web.ts';

describe.runIf(hasBrowser)('the dashboard', { timeout: 120_000 }, () => {
  let web: Web;
  const servicesDir = (): string => path.join(web.app.directory, 'services');
  const flag = (name: string): string => path.join(web.app.directory, name);
  const rowOf = (page: Page, name: string) => page.locator(`[data-service="${name}"]`);
  const names = (page: Page) =>
    page.locator('[data-service]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-service')));

  beforeAll(async () => {
    web = await startWeb({ services: {} });
  }, 120_000);

  afterEach(async () => {
    for (const context of web.browser.contexts()) await context.close();
  });

  afterAll(() => web?.[Symbol.asyncDispose]());

  test('keeps its rows where they are while the pointer is among them, and offers another order', async () => {
    for (const name of ['order-a', 'order-b', 'order-c']) await web.write(name, {});
    const page = await web.open('/?q=order-');
    await rowOf(page, 'order-c').waitFor();
    expect(await names(page)).toEqual(['order-a', 'order-b', 'order-c']);

    await rowOf(page, 'order-a').hover();
    await web.api.start('order-c');
    await rowOf(page, 'order-c').locator('.c-result').getByText('Succeeded').first().waitFor();
    expect(await names(page)).toEqual(['order-a', 'order-b', 'order-c']);

    await page.getByRole('button', { name: 'Reorder' }).click();
    await until('the latest one is first', async () => (await names(page))[0] === 'order-c', 60_000);
  });

  test('keeps text, state and environment in the address, and remembers folded groups', async () => {
    await web.write('mail-in', { config: { group: 'Mail', environment: 'staging' } });
    await web.write('mail-out', { config: { group: 'Mail', environment: 'production' } });
    const page = await web.open('/');
    await page.getByLabel('Environment').selectOption('staging');
    await page.getByRole('link', { name: /^Never deployed/ }).click();
    await page.getByLabel('Filter services').fill('mail');

    await page.waitForURL((url) => url.searchParams.get('q') === 'mail');
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ env: 'staging', show: 'never', q: 'mail' });
    expect(await names(page)).toEqual(['mail-in']);
    const copy = await web.open(page.url());
    await rowOf(copy, 'mail-in').waitFor();
    expect(await names(copy)).toEqual(['mail-in']);

    await page.goto('/');
    await page.getByRole('button', { name: /^Mail/ }).click();
    await rowOf(page, 'mail-out').waitFor({ state: 'detached' });
    await page.reload();
    await rowOf(page, 'order-a').waitFor();
    expect(await rowOf(page, 'mail-out').count()).toBe(0);
  });

  test('says of a service that cannot be deployed in which file and line, and what to do', async () => {
    await web.write('crooked', { config: { steps: [{ name: 'a' }, {}] } });
    const page = await web.open('/');
    const row = rowOf(page, 'crooked');

    await row.getByText('config.json line 1: steps[1].name is missing').waitFor();
    await row.getByText('A step is written {"name"').waitFor();
    expect(await row.getByRole('button', { name: /^Deploy/ }).getAttribute('aria-disabled')).toBe('true');
  });

  test('marks a run that takes longer than nine of ten, there and on the page of its service', async () => {
    await web.write('snail', { script: waitsFor(flag('snail-may-end')) });
    const estimate = { sampleSize: 5, p50Ms: 5, p90Ms: 10, steps: [] };
    await query(web.app.connection, `update services set estimate = $1 where name = 'snail'`, [
      JSON.stringify(estimate),
    ]);
    await web.api.start('snail');
    const page = await web.open('/');

    await rowOf(page, 'snail').getByText('slower than usual').waitFor();
    await page.goto('/services/snail');
    await page.locator('.run-row').getByText('slower than usual').waitFor();
    await writeFile(flag('snail-may-end'), '');
  });

  test('shows figures, charts with their numbers as a table, and the configuration of a service', async () => {
    const page = await web.open('/services/order-c');
    await page.getByText('not enough runs yet (1 of 5)').waitFor();
    await page.locator('.chart.dots i').waitFor();
    await page.getByText('As a table').first().click();
    await page.getByRole('cell', { name: new Date().toISOString().slice(0, 10) }).waitFor();
    await page.getByRole('link', { name: 'Configuration' }).click();

    expect(page.url()).toContain('tab=configuration');
    await page.getByText(path.join(servicesDir(), 'order-c/deploy.sh')).waitFor();
  });

  test('deletes a service whose directory is gone, once its name was typed', async () => {
    await web.write('gone', {});
    await removeService(servicesDir(), 'gone');
    await web.api.request('mutation { syncServices(input: { force: true }) { __typename } }');
    const page = await web.open('/services/gone');
    await page.getByRole('button', { name: 'Delete…' }).click();
    const confirm = page.getByRole('dialog').getByRole('button', { name: 'Delete gone' });
    expect(await confirm.getAttribute('aria-disabled')).toBe('true');
    await page.getByLabel('Type gone to confirm').fill('gone');
    await confirm.click();

    await page.waitForURL(`${web.url}/`);
    await page.goto('/services/gone');
    await page.getByText('There is no service gone').waitFor();
  });

  test.each(['/', '/services/order-c', '/services/order-c?tab=configuration'])(
    '%s can be used by everybody, on phones too',
    async (address) => {
      const page = await web.open(address, { viewport: phone, colorScheme: 'dark' });
      await page.locator('h1').waitFor();
      await page.locator('.skeleton').waitFor({ state: 'detached' });

      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    },
  );

  test('complains about nothing on the console', () => {
    expect(web.trouble).toEqual([]);
  });
});
