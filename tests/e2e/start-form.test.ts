import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, phone } from '../helpers/browser.ts';
import { waitsFor } from '../helpers/services.ts';
import { until } from '../helpers/until.ts';
import { startWeb, type Web } from '../helpers/web.ts';

const parameters = {
  type: 'object',
  required: ['version'],
  properties: {
    version: { type: 'string', title: 'Version', minLength: 2 },
    cache: { enum: ['keep', 'clear'], title: 'Cache', default: 'keep' },
    migrate: { type: 'boolean', title: 'Run migrations' },
    reason: { type: 'string', title: 'Reason', 'x-if': { field: 'migrate', equals: true } },
    workers: { type: 'integer', title: 'Workers', minimum: 1, maximum: 16, default: 4 },
    password: { type: 'string', title: 'Password', writeOnly: true },
    hosts: { type: 'array', items: { type: 'string' }, title: 'Hosts' },
    smtp: { type: 'object', title: 'Mail', properties: { port: { type: 'integer', title: 'Port' } } },
    extra: { type: 'object', title: 'Extra', 'x-advanced': true },
    label: { type: 'string', title: 'Label', 'x-advanced': true },
  },
};
const config = { version_parameter: 'version', parameters };

describe.runIf(hasBrowser)('starting a deployment', { timeout: 120_000 }, () => {
  let web: Web;
  const flag = (name: string): string => path.join(web.app.directory, name);
  const rowOf = (page: Page, name: string) => page.locator(`[data-service="${name}"]`);
  const deployIn = (page: Page, name: string) => rowOf(page, name).getByRole('button', { name: /^Deploy/ });
  const started = (page: Page) => page.waitForURL(/\/deployments\/\d+$/);
  const runsOf = async (service: string): Promise<number> =>
    (
      await web.api.request<{ service: { deployments: { totalCount: number } } }>(
        'query ($name: String!) { service(name: $name) { deployments(first: 1) { totalCount } } }',
        { name: service },
      )
    ).service.deployments.totalCount;
  const ended = (id: string) =>
    until('it has ended', async () => ((await web.api.deployment(id)).finished ? true : null), 60_000);

  beforeAll(async () => {
    web = await startWeb({
      services: {
        shop: { config: { environment: 'production' } },
        blog: { config: { environment: 'staging' } },
        form: { config, script: 'cat "$2"' },
        line: { script: waitsFor('$0.go') },
      },
    });
  }, 120_000);

  afterEach(async () => {
    for (const context of web.browser.contexts()) await context.close();
  });

  afterAll(() => web?.[Symbol.asyncDispose]());

  test('what is advanced stays open while somebody fills it in', async () => {
    const page = await web.open('/services/form/deploy');
    await page.getByText('Advanced').click();
    await page.getByLabel('Extra').fill('{}');

    await page.keyboard.press('Tab');

    expect(await page.getByLabel('Label').evaluate((input) => input === document.activeElement)).toBe(true);
    await page.keyboard.type('blue');
    expect(await page.getByLabel('Label').inputValue()).toBe('blue');
  });

  test('another address of the form begins anew', async () => {
    const page = await web.open('/services/form/deploy?in.version=v7');
    await page.getByLabel('Version').waitFor();
    expect(await page.getByLabel('Version').inputValue()).toBe('v7');

    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('form');
    await page.getByRole('option', { name: 'form', exact: true }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('option', { name: /^Deploy form/ }).click();

    await page.waitForURL((url) => url.search === '');
    await until('the form is empty', async () => (await page.getByLabel('Version').inputValue()) === '');
  });

  test('27. production is asked for by name, with what changes; Enter starts nothing, Escape gives the focus back', async () => {
    await ended(await web.api.start('shop'));
    await web.write('shop', { config: { environment: 'production' }, script: 'echo another script' });
    const page = await web.open('/');
    const dialog = page.getByRole('dialog');
    await deployIn(page, 'shop').click();

    await dialog.getByRole('heading', { name: 'Deploy shop?' }).waitFor();
    await dialog.locator('.env', { hasText: 'production' }).waitFor();
    await dialog.locator('[data-change=changed]').getByText('deploy.sh').waitFor();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await runsOf('shop')).toBe(1);

    await deployIn(page, 'shop').click();
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await deployIn(page, 'shop').evaluate((button) => button === document.activeElement)).toBe(true);

    await deployIn(page, 'shop').click();
    await dialog.getByRole('button', { name: 'Deploy shop to production' }).click();
    await started(page);
    expect(await runsOf('shop')).toBe(2);
  });

  test('28. elsewhere, and without inputs, one click starts', async () => {
    const page = await web.open('/');
    await deployIn(page, 'blog').click();

    await started(page);
    expect(await runsOf('blog')).toBe(1);
  });

  test('29. the form is drawn from the schema, says what is wrong where, and keeps every value', async () => {
    const page = await web.open('/');
    await deployIn(page, 'form').click();
    await page.waitForURL(/\/services\/form\/deploy$/);
    await page.getByRole('radio', { name: 'clear' }).check();
    expect(await page.getByLabel('Reason').count()).toBe(0);
    await page.getByRole('switch', { name: 'Run migrations' }).check();
    await page.getByLabel('Reason').fill('feed');
    expect(await page.getByLabel('Workers').getAttribute('max')).toBe('16');
    expect(await page.getByLabel('Password', { exact: true }).getAttribute('type')).toBe('password');
    await page.getByLabel('Hosts').fill('web-1');
    await page.keyboard.press('Enter');
    await page.getByLabel('Port').fill('25');
    expect(await page.locator('.h.fail').count()).toBe(0);

    await page.getByRole('button', { name: /^Deploy / }).click();
    const summary = page.locator('.summary');
    await summary.getByText('Version is required').waitFor();
    await until('the summary has the focus', () => summary.evaluate((each) => each === document.activeElement), 60_000);
    await summary.getByRole('link', { name: 'Version is required' }).click();
    expect(await page.getByLabel(/^Version/).evaluate((each) => each === document.activeElement)).toBe(true);
    await page.getByLabel(/^Version/).fill('v1.0');
    await summary.waitFor({ state: 'detached' });

    const stricter = { ...parameters.properties, version: { type: 'string', title: 'Version', minLength: 10 } };
    await web.write('form', { config: { ...config, parameters: { ...parameters, properties: stricter } } });
    await page.getByRole('button', { name: 'Deploy v1.0' }).click();
    await summary.getByRole('link', { name: 'Version must have at least 10 characters' }).waitFor();
    await until(
      'the summary has the focus again',
      () => summary.evaluate((each) => each === document.activeElement),
      60_000,
    );
    expect(await page.getByLabel(/^Version/).inputValue()).toBe('v1.0');
    expect(await page.getByLabel('Reason').inputValue()).toBe('feed');
    await page.locator('.tag').getByText('web-1').waitFor();

    await web.write('form', { config, script: 'cat "$2"' });
    await page.getByRole('button', { name: 'Deploy v1.0' }).click();
    await started(page);
    const { deployment } = await web.api.request<{ deployment: { parameters: object } }>(
      'query ($id: ID!) { deployment(id: $id) { parameters } }',
      { id: page.url().split('/').at(-1) },
    );
    expect(deployment.parameters).toEqual({
      ...{
        version: 'v1.0',
        cache: 'clear',
        migrate: true,
        reason: 'feed',
        workers: 4,
        hosts: ['web-1'],
        smtp: { port: 25 },
      },
    });
  });

  test('30. a secret appears nowhere after it was sent', async () => {
    const secret = 'correct-horse-battery';
    const page = await web.open('/services/form/deploy?in.password=from-an-address&in.version=v2.0');
    const password = page.getByLabel('Password', { exact: true });
    await password.waitFor();
    expect(await password.inputValue()).toBe('');
    await password.fill(secret);
    expect(await page.locator('aside').textContent()).not.toContain(secret);
    const answers: string[] = [];
    await page.route('**/graphql', async (route) => {
      const response = await route.fetch();
      answers.push(await response.text());
      await route.fulfill({ response });
    });
    page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => answers.push(String(payload))));

    await page.getByRole('button', { name: 'Deploy v2.0' }).click();
    await started(page);
    const id = page.url().split('/').at(-1) ?? '';
    await ended(id);
    const shown = [page.url(), await page.content(), await web.api.log(id)];
    for (const address of ['/deployments', '/', '/services/form', `/services/form/deploy?from=${id}`]) {
      await page.goto(address);
      await page.locator('h1').waitFor();
      await page.locator('.skeleton').waitFor({ state: 'detached' });
      shown.push(await page.content());
    }

    expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('');
    expect([...shown, ...answers].filter((text) => text.includes(secret))).toEqual([]);
    expect(shown[2]).toContain('***');
    expect(answers.length).toBeGreaterThan(4);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });

  test('31. a service that is busy asks whether to queue; the queued run shows its place and starts by itself', async () => {
    await web.write('line', { script: waitsFor(flag('line-may-end')) });
    const first = await web.api.start('line');
    const page = await web.open('/');
    await deployIn(page, 'line').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('link', { name: `Open #${first.replace('dep_', '')}` }).waitFor();
    expect(await runsOf('line')).toBe(1);

    await dialog.getByRole('button', { name: 'Queue after it' }).click();
    await started(page);
    await page.getByText('Next in line').first().waitFor();
    await writeFile(flag('line-may-end'), '');
    await page.locator('.rh .pill').filter({ hasText: 'Succeeded' }).waitFor({ timeout: 60_000 });
  });

  test('running again begins with the values of that run', async () => {
    await web.write('form', { config, script: 'cat "$2"' });
    const id = await web.api.start('form', { version: 'v3.0', cache: 'clear' });
    await ended(id);
    const page = await web.open(`/deployments/${id.replace('dep_', '')}`);
    await page.locator('.rh .pill').filter({ hasText: 'Succeeded' }).waitFor();
    await page.keyboard.press('r');

    await page.waitForURL(/\/services\/form\/deploy\?from=\d+$/);
    expect(await page.getByLabel(/^Version/).inputValue()).toBe('v3.0');
    await page.getByText('Unchanged').waitFor();
  });

  test('the form can be used by everybody, on phones too', async () => {
    const page = await web.open('/services/form/deploy', { viewport: phone, reducedMotion: 'reduce' });
    await page.getByLabel(/^Version/).fill(''); // it begins with the values of the last run
    await page.getByRole('button', { name: /^Deploy / }).click();
    await page.locator('.summary').waitFor();

    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });

  test('complains about nothing on the console', () => {
    expect(web.trouble).toEqual([]);
  });
});
