import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, phone } from '../../helpers/browser.ts';
import { says } from '../../helpers/services.ts';
import { until } from '../../helpers/until.ts';
import { startWeb, type Web } from '../../helpers/web.ts';

const deploys = (version: string, url?: string): string =>
  says('install', 'success', { output: { version, ...(url && { url }) } });
const production = { environment: 'production', group: 'podcast', confirm: false, version_parameter: 'version' };
const staging = { environment: 'staging', group: 'podcast' };

describe.runIf(hasBrowser)('the inventory', () => {
  let web: Web;

  beforeAll(async () => {
    web = await startWeb({ services: { podcast: { script: deploys('v1'), config: production } } });
  }, 60_000);

  afterAll(() => web?.[Symbol.asyncDispose]());

  const run = async (service: string, script: string, config: Record<string, unknown>): Promise<number> => {
    await web.write(service, { script, config });
    const { startDeployment } = await web.api.request<{ startDeployment: { deployment: { number: number } } }>(
      'mutation ($input: StartDeploymentInput!) { startDeployment(input: $input) { ... on StartDeploymentSuccess { deployment { number } } } }',
      { input: { service } },
    );
    const { number } = startDeployment.deployment;
    await until(
      `#${number} has ended`,
      async () => {
        const { deployment } = await web.api.request<{ deployment: { finished: boolean } }>(
          `{ deployment(id: "${number}") { finished } }`,
        );
        return deployment.finished;
      },
      20_000,
    );
    return number;
  };
  const cell = (page: Page, row: string, environment: string) =>
    page.locator(`[data-row="${row}"] [data-environment="${environment}"]`);

  test('teaches what will be there before the first success', { timeout: 30_000 }, async () => {
    const page = await web.open('/inventory');

    await page.getByText('Nothing is live yet').waitFor();
    await page.getByText('"output": {"version"').waitFor();
    expect(await page.getByRole('link', { name: 'Deploy a service' }).getAttribute('href')).toBe('/');
  });

  test('34. after a failed deploy of v2 the cell still says v1 live and the failed attempt', {
    timeout: 60_000,
  }, async () => {
    const page = await web.open('/inventory');
    const first = await run('podcast', deploys('v1', 'https://podcast.example'), production);
    const shown = cell(page, 'podcast', 'production');
    await shown.getByRole('link', { name: 'v1 live' }).waitFor();
    expect(await shown.getByRole('link', { name: 'v1 live' }).getAttribute('href')).toBe(`/deployments/${first}`);
    expect(await shown.getByRole('link', { name: 'Open podcast' }).getAttribute('href')).toBe(
      'https://podcast.example',
    );

    await shown.getByRole('link', { name: 'v1 live' }).focus();
    const second = await run('podcast', `${deploys('v2')}\nexit 1`, production);

    const attempt = shown.locator(`[data-attempt="${second}"]`);
    await attempt.waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('v1 live');
    expect((await attempt.innerText()).trim()).toMatch(new RegExp(`^v2 failed .+ #${second}$`));
    expect(await attempt.getAttribute('href')).toBe(`/deployments/${second}`);
    await shown.getByRole('link', { name: 'v1 live' }).waitFor();
    await page.reload();
    await shown.getByRole('link', { name: 'v1 live' }).waitFor();
    await attempt.waitFor();
  });

  test('promotes what staging has through the form of production, and starts nothing by itself', {
    timeout: 60_000,
  }, async () => {
    await run('podcast-staging', deploys('v3'), staging);
    const page = await web.open('/inventory');
    const runs = () => web.api.request('{ deployments { totalCount } }');
    const before = await runs();

    await page.getByRole('link', { name: 'Promote v3' }).click();
    await page.waitForURL('**/services/podcast/deploy?in.version=v3');
    expect(await runs()).toEqual(before);
    await page.getByRole('button', { name: /^Deploy .*to production$/ }).click();
    await page.waitForURL(/\/deployments\/\d+$/);
    const number = page.url().split('/').at(-1);
    const { deployment } = await web.api.request<{ deployment: unknown }>(
      `{ deployment(id: "${number}") { parameters service { name } } }`,
    );
    expect(deployment).toEqual({ parameters: { version: 'v3' }, service: { name: 'podcast' } });
  });

  test('keeps its filters in the address', { timeout: 30_000 }, async () => {
    const page = await web.open('/inventory');
    await page.getByRole('link', { name: /^Last attempt failed/ }).click();
    await page.getByRole('searchbox').fill('podcast');
    await page.waitForURL(/show=failed&q=podcast|q=podcast&show=failed/);

    const other = await web.open(page.url());

    await other.locator('[data-row="podcast"]').waitFor();
    expect(await other.getByRole('searchbox').inputValue()).toBe('podcast');
    await other.getByRole('searchbox').fill('nothing of the kind');
    await other.getByRole('button', { name: 'Clear filters' }).click();
    await other.locator('[data-row="podcast"]').waitFor();
    expect(new URL(other.url()).search).toBe('');
  });

  test.each(['light', 'dark'] as const)(
    'has no fault that axe finds, and no sideways scroll, in %s',
    { timeout: 60_000 },
    async (colorScheme) => {
      for (const viewport of [undefined, phone]) {
        const page = await web.open('/inventory', { colorScheme, ...(viewport && { viewport }) });
        await page.locator('[data-row="podcast"]').waitFor();
        await page.getByText('As published to other systems').click();

        expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
        expect(await page.evaluate(() => document.scrollingElement?.scrollWidth ?? 0)).toBeLessThanOrEqual(
          viewport?.width ?? 1440,
        );
      }
      expect(web.trouble).toEqual([]);
    },
  );
});
