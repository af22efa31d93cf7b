import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, launchBrowser } from '../../helpers/browser.ts';
import { ServerProcess } from '../../helpers/server-process.ts';
import { type Behaviour, says, waitsFor } from '../../helpers/services.ts';
import { startWeb, type Web } from '../../helpers/web.ts';

const screen = { width: 1920, height: 1080 };
/** Half a minute without news, and what it takes to see that there is none. */
const staleWithinMs = 35_000;
const secret = 'hunter2-hunter2';

const calm = Object.fromEntries(
  Array.from({ length: 21 }, (_, n): [string, Behaviour] => [
    `service-${String(n + 1).padStart(2, '0')}`,
    { script: says('install', 'success', { output: { version: `v1.${n}.0` } }), config: { environment: 'production' } },
  ]),
);

describe.runIf(hasBrowser)('the wall', () => {
  let web: Web;
  let page: Page;

  beforeAll(async () => {
    web = await startWeb({ services: {} });
    const services: Record<string, Behaviour> = {
      ...calm,
      'fails-always': { script: `${says('verify', 'failure', { message: secret })}; exit 1` },
      'runs-on': { script: `${says('migrate', 'running', { message: secret })}; ${waitsFor('/nowhere')}` },
      'mail-relay': { config: { steps: [{ name: 'a' }, {}] } },
    };
    for (const [name, behaviour] of Object.entries(services)) await web.write(name, behaviour);
    for (const service of ['service-01', 'fails-always', 'runs-on'])
      await web.api.request(
        'mutation ($input: StartDeploymentInput!) { startDeployment(input: $input) { __typename } }',
        { input: { service, note: secret, parameters: { color: secret } } },
      );
    page = await web.open('/wall', { viewport: screen });
    await page.locator('[data-tile="fails-always"][data-kind="failed"]').waitFor({ timeout: 30_000 });
    await page.locator('[data-tile="runs-on"][data-kind="running"]').waitFor();
    await page.getByText('v1.0.0').waitFor();
  }, 120_000);

  afterAll(() => web?.[Symbol.asyncDispose]());

  test('puts what fails and what runs first and bigger, without the frame of the other pages', async () => {
    const names = await page.locator('[data-tile]').evaluateAll((tiles) => tiles.map((tile) => tile.dataset.tile));
    expect(names.slice(0, 3)).toEqual(['fails-always', 'runs-on', 'mail-relay']);
    expect(names).toHaveLength(24);

    const area = async (tile: string): Promise<number> => {
      const box = await page.locator(`[data-tile="${tile}"]`).boundingBox();
      return (box?.width ?? 0) * (box?.height ?? 0);
    };
    expect(await area('fails-always')).toBeGreaterThan(2 * (await area('service-05')));
    expect(await page.locator('nav').count()).toBe(0);
  });

  test('can be read from 4 m, and cuts nothing off', async () => {
    const small = await page
      .locator('.wall h1, .wall h2, .wall p, .wall footer > *')
      .evaluateAll((texts) => texts.map((text) => Number.parseFloat(getComputedStyle(text).fontSize)));
    expect(Math.min(...small)).toBeGreaterThanOrEqual(32);

    const cut = await page
      .locator('[data-tile]')
      .evaluateAll((tiles) =>
        tiles.filter((tile) => tile.scrollHeight > tile.clientHeight).map((tile) => tile.dataset.tile),
      );
    expect(cut).toEqual([]);
  });

  test('shows no note, no input and nothing that a script wrote but names and versions', async () => {
    expect(await page.content()).not.toContain(secret);
  });

  test('shows one environment or group, in the theme that the address names', { timeout: 60_000 }, async () => {
    const other = await web.open('/wall?env=production&theme=dark', { viewport: screen, colorScheme: 'light' });
    await other.locator('[data-tile="service-21"]').waitFor();

    expect(await other.locator('[data-tile]').count()).toBe(21);
    expect(await other.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
    await other.goto('/');
    await other.getByText('All services').waitFor();
    expect(await other.evaluate(() => document.documentElement.dataset.theme)).toBe('light');
  });

  test('has no fault that axe finds', { timeout: 150_000 }, async () => {
    for (const theme of ['light', 'dark']) {
      const other = await web.open(`/wall?theme=${theme}`, { viewport: screen });
      await other.locator('[data-tile="service-21"]').waitFor();

      expect((await new AxeBuilder({ page: other }).analyze()).violations).toEqual([]);
    }
    expect(web.trouble).toEqual([]);
  });

  test('43. has no scrollbars at 1920x1080 with 24 services, and says "No data since" when the server stopped', {
    timeout: 90_000,
  }, async () => {
    const size = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.scrollingElement ?? document.body;
      return { width: scrollWidth, height: scrollHeight };
    });
    expect(size).toEqual(screen);
    expect(await page.getByText(/No data since/).count()).toBe(0);

    await web.app.close();

    await page.getByText(/No data since \d\d:\d\d:\d\d/).waitFor({ timeout: staleWithinMs });
    expect(await page.locator('.wall main').evaluate((main) => getComputedStyle(main).filter)).toBe('grayscale(1)');
    expect(await page.locator('[data-tile]').count()).toBe(24);
  });
});

describe.runIf(hasBrowser)('a wall whose server stands still', () => {
  test('says so as soon, although the connection is open, and recovers by itself', { timeout: 150_000 }, async () => {
    await using server = new ServerProcess();
    const ready = await server.start();
    const browser = await launchBrowser();
    await using _closing = { [Symbol.asyncDispose]: () => browser.close() };
    const page = await browser.newPage({ viewport: screen });
    await page.goto(`${ready.url}/sign-in#code=${ready.signInCode}`);
    await page.getByRole('link', { name: 'hello', exact: true }).waitFor();
    await page.goto(`${ready.url}/wall`);
    await page.getByText('Live', { exact: true }).waitFor();

    process.kill(server.pid, 'SIGSTOP');
    await page.getByText(/No data since/).waitFor({ timeout: staleWithinMs });

    process.kill(server.pid, 'SIGCONT');
    await page.getByText(/No data since/).waitFor({ state: 'detached', timeout: 40_000 });
    await page.getByText('Live', { exact: true }).waitFor();
  });
});
