import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from '../helpers/browser.ts';
import { removeService } from '../helpers/services.ts';
import { startWeb, type Web } from '../helpers/web.ts';

describe.runIf(hasBrowser)('the dashboard', { timeout: 120_000 }, () => {
  let web: Web;
  const servicesDir = (): string => path.join(web.app.directory, 'services');
  const rowOf = (page: Page, name: string) => page.locator(`[data-service="${name}"]`);
  const runsOf = async (service: string): Promise<number> =>
    (
      await web.api.request<{ service: { deployments: { totalCount: number } } }>(
        'query ($name: String!) { service(name: $name) { deployments(first: 1) { totalCount } } }',
        { name: service },
      )
    ).service.deployments.totalCount;

  beforeAll(async () => {
    web = await startWeb({ services: {} });
  }, 120_000);

  afterEach(async () => {
    for (const context of web.browser.contexts()) await context.close();
  });

  afterAll(() => web?.[Symbol.asyncDispose]());

  test('3. shows three steps without a service, and ticks each as its file appears on disk', async () => {
    const page = await web.open('/');
    await page.getByRole('heading', { name: 'Register your first service' }).waitFor();
    await page.evaluate(() => document.body.setAttribute('data-loaded', 'once'));
    const done = (count: number) =>
      page
        .locator('[data-step=done]')
        .nth(count - 1)
        .waitFor();
    expect(await page.locator('[data-step=done]').count()).toBe(0);
    expect(await page.locator('.cp-text').first().textContent()).toContain(`mkdir -p ${servicesDir()}/hello`);

    await mkdir(path.join(servicesDir(), 'hello'));
    await done(1);
    await writeFile(path.join(servicesDir(), 'hello/config.json'), '{"steps": [{"name": "say hello"}]}');
    await done(2);
    await writeFile(path.join(servicesDir(), 'hello/deploy.sh'), '#!/bin/sh\n');
    await page.getByText('is not executable').first().waitFor();
    await chmod(path.join(servicesDir(), 'hello/deploy.sh'), 0o755);
    await done(3);

    await page.getByRole('button', { name: 'Deploy hello' }).waitFor();
    expect(await page.locator('[data-loaded=once]').count()).toBe(1);
  });

  test('4. creates the demo service, deploys it, and shows its first step without another click', async () => {
    await removeService(servicesDir(), 'hello');
    await web.api.request('mutation { syncServices(input: { force: true }) { __typename } }');
    const page = await web.open('/');
    await page.getByRole('button', { name: 'Create the demo service for me' }).click();
    await page.getByRole('button', { name: 'Deploy hello' }).click();

    await page.waitForURL(/\/deployments\/\d+$/);
    await page.getByText('Check the configuration').first().waitFor();
  });

  test('5. Deploy reacts in the same frame, and a double click creates exactly one run', async () => {
    await web.write('once', {});
    const page = await web.open('/');
    const button = rowOf(page, 'once').getByRole('button', { name: /^Deploy/ });
    await button.waitFor();

    const said = await button.evaluate((element: HTMLButtonElement) => {
      element.click();
      const answer = [element.textContent, element.getAttribute('aria-disabled')];
      element.click();
      return answer;
    });

    expect(said).toEqual(['Starting… once', 'true']);
    await page.waitForURL(/\/deployments\/\d+$/);
    expect(await runsOf('once')).toBe(1);
  });

  test('complains about nothing on the console', () => {
    expect(web.trouble).toEqual([]);
  });
});
