import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiClient } from '../../helpers/api-client.ts';
import { administrator } from '../../helpers/app.ts';
import { desktop, hasBrowser, phone } from '../../helpers/browser.ts';
import { query } from '../../helpers/database.ts';
import { says } from '../../helpers/services.ts';
import { until } from '../../helpers/until.ts';
import { startWeb, type Web } from '../../helpers/web.ts';
import { enterAt, tabTo, typeAt } from '../keyboard.ts';

const timeout = 120_000;
const sizes = [
  ['on a desk', desktop],
  ['on a phone', phone],
] as const;

describe.runIf(hasBrowser)('the settings for access', () => {
  let web: Web;

  beforeAll(async () => {
    web = await startWeb({ services: { hello: { script: `${says('greet', 'success')}; exit 0` } } });
  }, 60_000);

  afterAll(() => web?.[Symbol.asyncDispose]());

  const makeToken = async (label: string, input: object = { kind: 'SERVICE', service: 'hello' }) => {
    const { createToken } = await web.api.request<{ createToken: { secret: string; token: { id: string } } }>(
      'mutation ($input: CreateTokenInput!) { createToken(input: $input) { ... on CreateTokenSuccess { secret token { id } } } }',
      { input: { label, ...input } },
    );
    return { secret: createToken.secret, id: createToken.token.id };
  };
  const makeUser = async (name: string, role: string): Promise<string> => {
    const input = { name, role, serviceScope: role === 'ADMIN' ? null : 'ALL', password: 'long enough' };
    await web.api.request('mutation ($input: CreateUserInput!) { createUser(input: $input) { __typename } }', {
      input,
    });
    return (await ApiClient.signIn(web.url, name, 'long enough')).token;
  };
  /** A page of somebody else than the administrator. */
  const openAs = async (secret: string, address: string): Promise<Page> => {
    const context = await web.browser.newContext({ viewport: desktop, baseURL: web.url });
    await context.addCookies([{ name: 'fastdeploy_session', value: secret, url: web.url, httpOnly: true }]);
    const page = await context.newPage();
    await page.goto(address);
    return page;
  };
  /** What a CI job would send. */
  const deployWith = async (secret: string) => {
    const start = 'mutation { startDeployment(input: { service: "hello", origin: "curl" }) { __typename } }';
    const answer = await web.app.ask(start, { headers: { authorization: `Bearer ${secret}` } });
    return { status: answer.status, started: JSON.stringify(answer.data ?? null) };
  };
  const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

  test('35. a token is shown once, tells its last use, and opens nothing once it is revoked', { timeout }, async () => {
    const page = await web.open('/settings/tokens');
    await page.getByRole('button', { name: 'New token' }).click();
    await page.getByLabel('Name').fill('ci-once');
    await page.getByRole('button', { name: 'Create token' }).click();
    const secret = (await page.locator('.secret code').textContent()) ?? '';
    expect(secret).toMatch(/^fd_service_/);
    const answers: Promise<string>[] = [];
    page.on('response', (response) => answers.push(response.text().catch(() => '')));
    await page.getByRole('button', { name: 'I have stored it' }).click();

    expect(await deployWith(secret)).toEqual({
      status: 200,
      started: expect.stringContaining('StartDeploymentSuccess'),
    });
    await page.reload();
    await row(page, 'ci-once').getByText('just now from 127.0.0.1').waitFor();
    await page.goto('/settings/audit');
    await row(page, 'ci-once').first().waitFor();
    await page.goto('/settings/tokens');
    await page.getByRole('button', { name: 'Revoke ci-once' }).click();
    await page.getByRole('dialog').getByText('from 127.0.0.1').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke ci-once' }).click();
    await row(page, 'ci-once').waitFor({ state: 'detached' });
    await until('the keyboard goes on', () => page.evaluate(() => document.activeElement?.tagName === 'H1'));

    expect(await deployWith(secret)).toMatchObject({ status: 401 });
    await page.getByLabel('Working').selectOption('Revoked or expired');
    await row(page, 'ci-once')
      .getByText(/revoked .* by admin/)
      .waitFor();
    expect(new URL(page.url()).searchParams.get('show')).toBe('ended');
    const seen = (await Promise.all(answers)).join('\n');
    expect(seen).toContain('ci-once');
    expect(seen).not.toContain(secret);
    expect(await page.content()).not.toContain(secret);
  });

  test('asks once before a secret is gone for good; Copy has the focus', { timeout }, async () => {
    const page = await web.open('/settings/tokens', { permissions: ['clipboard-read', 'clipboard-write'] });
    const create = async (name: string): Promise<void> => {
      await page.getByRole('button', { name: 'New token' }).click();
      await page.getByLabel('Name').fill(name);
      await page.keyboard.press('Enter');
      await page.locator('.secret').waitFor();
    };

    await create('ci-escape');
    await page.keyboard.press('Escape');
    await page.getByRole('alert').filter({ hasText: 'It is not copied yet' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.secret').waitFor({ state: 'detached' });
    await create('ci-copied');
    const secret = await page.locator('.secret code').textContent();
    await page.keyboard.press('Enter');
    await until('it is copied', async () => secret === (await page.evaluate(() => navigator.clipboard.readText())));
    await page.keyboard.press('Escape');

    await page.locator('.secret').waitFor({ state: 'detached' });
    await row(page, 'ci-copied').waitFor();
  });

  test.each(sizes)(
    'a refusal keeps what was typed and says at its field what to change, %s',
    { timeout },
    async (_where, viewport) => {
      const page = await web.open('/settings/tokens', { viewport });
      await enterAt(page, 'New token');
      await typeAt(page, 'Name', 'too-long');
      await tabTo(page, '30 days');
      for (const _ of [1, 2, 3]) await page.keyboard.press('ArrowRight');
      await typeAt(page, 'Days', '999');
      await page.keyboard.press('Enter');

      await page.getByText('must be from 1 to 180 for SERVICE tokens, got 999').waitFor();
      await until('the field has the focus', () => page.evaluate(() => document.activeElement?.id === 'token-days'));
      expect(await page.getByLabel('Name').inputValue()).toBe('too-long');
      expect(await violations(page)).toEqual([]);
      await page.getByLabel('Days', { exact: true }).fill('7');
      await page.keyboard.press('Enter');
      await page.locator('.secret').waitFor();
    },
  );

  test('a rotated token has a new secret, and the old one ends after the hours that were asked', {
    timeout,
  }, async () => {
    const { secret } = await makeToken('ci-rotated');
    const page = await web.open('/settings/tokens?q=ci-rotated');
    await page.getByRole('button', { name: 'Rotate ci-rotated' }).click();
    await page.getByLabel('The old one works for').fill('2');
    await page.keyboard.press('Enter');
    const next = (await page.locator('.secret code').textContent()) ?? '';
    await page.getByRole('button', { name: 'I have stored it' }).click();

    await page.getByText(/replaced, ends in 1 h|replaced, ends in \d+ min/).waitFor();
    expect(next).not.toBe(secret);
    for (const each of [secret, next]) expect(await deployWith(each)).toMatchObject({ status: 200 });
  });

  test('the page of a service lists its tokens, and makes one for it', { timeout }, async () => {
    await makeToken('ci-there');
    const page = await web.open('/services/hello');
    await page.getByRole('link', { name: 'Tokens', exact: true }).click();
    await row(page, 'ci-there').waitFor();
    await page.getByRole('button', { name: 'New token' }).click();
    await page.getByLabel('Name').fill('ci-here');
    await page.keyboard.press('Enter');
    await page.getByText('starts and reads deployments of hello until').waitFor();
    await page.getByRole('button', { name: 'I have stored it' }).click();

    await row(page, 'ci-here').waitFor();
    expect(new URL(page.url()).searchParams.get('tab')).toBe('tokens');
    expect(await violations(page)).toEqual([]);
  });

  test.each(sizes)(
    'makes, limits and disables a user with the keyboard alone, %s',
    { timeout },
    async (where, viewport) => {
      const name = `lena-${where.replaceAll(' ', '-')}`;
      const page = await web.open('/settings/users', { viewport });
      await enterAt(page, 'New user');
      await typeAt(page, 'Name', name);
      await page.keyboard.press('Enter');
      await page.locator('.secret').waitFor();
      const link = (await page.locator('.secret code').textContent()) ?? '';
      expect(await violations(page)).toEqual([]);
      await enterAt(page, 'I have stored it');
      await row(page, name).getByText('no service').waitFor();

      await enterAt(page, `Edit ${name}`);
      await tabTo(page, 'Viewer');
      await page.keyboard.press('ArrowRight');
      await enterAt(page, 'Add services');
      await typeAt(page, 'Service 1', 'shop-*');
      await typeAt(page, 'Environment 1', 'staging');
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Enter');
      await row(page, name).getByText('only shop-* in staging').waitFor();
      await row(page, name).getByText('Operator').waitFor();

      await enterAt(page, `Edit ${name}`);
      await enterAt(page, 'Disable');
      await enterAt(page, `Disable ${name}`);
      await row(page, name).getByText('disabled').waitFor();
      const { data } = await web.app.ask('mutation ($code: String!) { signInOnce(code: $code) { __typename } }', {
        variables: { code: link.split('#code=')[1] },
      });
      expect(data).toEqual({ signInOnce: { __typename: 'InvalidCredentialsError' } });
      expect(await page.evaluate(isTooWide)).toBe(false);
    },
  );

  test('nobody disables themself or gives the last administration away', { timeout }, async () => {
    const page = await web.open('/settings/users');
    await page.getByRole('button', { name: 'Edit admin' }).click();
    const dialog = page.getByRole('dialog', { name: 'admin' });

    await dialog.getByText('Role Administrator. You are the last administrator.').waitFor();
    const disable = dialog.getByRole('button', { name: 'Disable' });
    expect(await disable.getAttribute('aria-disabled')).toBe('true');
    await disable.click({ force: true });
    await dialog.waitFor();

    await makeUser('second', 'ADMIN');
    await page.reload();
    await page.getByRole('button', { name: 'Edit admin' }).click();
    await dialog.getByText('You cannot disable yourself. Ask another administrator.').waitFor();
    await dialog.getByLabel('Operator').waitFor();
  });

  test('whoever comes in by a link sets a password of their own', { timeout }, async () => {
    await makeUser('otto', 'VIEWER');
    const page = await web.open('/settings/users?q=otto');
    await page.getByRole('button', { name: 'Edit otto' }).click();
    await page.getByRole('button', { name: 'New sign-in link' }).click();
    await page.getByRole('button', { name: 'Make a link' }).click();
    const link = (await page.locator('.secret code').textContent()) ?? '';
    const context = await web.browser.newContext({ viewport: phone });
    const own = await context.newPage();

    await own.goto(link);
    await own.getByText('All services').waitFor();
    await own.goto(`${web.url}/settings/account`);
    await own.getByLabel('New password').fill('short');
    await own.keyboard.press('Enter');
    await own.locator('#new-password-hint.fail').waitFor();
    await own.getByLabel('New password').fill('my own password');
    await own.keyboard.press('Enter');

    await own.getByRole('main').getByText('The password is changed; this ended 1 other session.').waitFor();
    await own.getByLabel('Current password').waitFor();
    await expect(ApiClient.signIn(web.url, 'otto', 'my own password')).resolves.toBeInstanceOf(ApiClient);
    await context.close();
  });

  test('says which role is missing instead of failing', { timeout }, async () => {
    const page = await openAs(await makeUser('vera', 'VIEWER'), '/settings/tokens');
    await page.getByText('Making tokens needs the role OPERATOR; yours is VIEWER.').waitFor();
    expect(await page.getByRole('navigation', { name: 'Settings' }).getByRole('link').allTextContents()).toEqual(
      expect.not.arrayContaining(['Users', 'Audit']),
    );

    await page.goto('/settings/users');
    await page.getByText('Users needs the role ADMIN.').waitFor();
    await page.goto('/settings/audit');
    await page.getByText('Audit needs the role ADMIN.').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test.each(sizes)(
    'finds in the audit log who did what, with the keyboard alone, %s',
    { timeout },
    async (_where, viewport) => {
      await query(web.app.connection, someDownloads);
      await ApiClient.signIn(web.url, 'admin', 'wrong').catch(() => undefined);
      const page = await web.open('/settings/audit?action=log.download', { viewport });
      await row(page, 'Download log').nth(49).waitFor();
      const rows = () => row(page, 'Download log').count();
      expect(await rows()).toBe(50);

      const next = await page.getByRole('link', { name: 'Load 50 more' }).getAttribute('href');
      await page.getByRole('link', { name: 'Load 50 more' }).focus();
      await page.keyboard.press('Enter');
      await until('there are more', async () => (await rows()) > 50);
      const other = await web.open(next ?? '', { viewport });
      await row(other, 'Download log').first().waitFor();
      expect(await row(other, 'Download log').count()).toBe((await rows()) - 50);

      await page.goto('/settings/audit');
      await tabTo(page, 'Any outcome');
      await page.keyboard.press('R');
      await page.waitForURL('**outcome=refused**');
      await row(page, 'Failed sign-in').first().waitFor();
      await row(page, 'Download log').first().waitFor({ state: 'detached' });
      const details = page.getByRole('button', { name: /^Details of Failed sign-in/ }).first();
      await tabTo(page, (await details.getAttribute('aria-label')) ?? '');
      await page.keyboard.press('Enter');
      await page.locator('.details').getByText('session.deny').waitFor();
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(isTooWide)).toBe(false);
      const csv = await page.request.get((await page.getByRole('link', { name: /^CSV/ }).getAttribute('href')) ?? '');
      expect(await csv.text()).toMatch(/session\.deny,REFUSED/);
      expect(await csv.text()).not.toContain('log.download');
    },
  );

  test('says that nothing in the audit log is like that', { timeout }, async () => {
    const page = await web.open('/settings/audit?from=2001-01-01&to=2001-01-02');
    await page.getByText('Nothing like that has been written down.').waitFor();

    await page.getByRole('button', { name: 'Clear filters' }).click();

    await row(page, 'admin').first().waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  test('what a form ends with is in sight on a phone, however long the form is', { timeout }, async () => {
    const page = await web.open('/settings/tokens', { viewport: phone });
    await page.getByRole('button', { name: 'New token' }).click();
    const create = page.getByRole('button', { name: 'Create token' });
    await create.waitFor();

    const isWhollyInSight = (): Promise<boolean> =>
      create.evaluate((button) => button.getBoundingClientRect().bottom <= innerHeight);
    expect(await isWhollyInSight()).toBe(true);
    await page.getByRole('radio', { name: 'API' }).check();
    expect(await isWhollyInSight()).toBe(true);
    await page.context().close();
  });

  test('axe finds nothing and nothing scrolls sideways, in both themes and sizes, also with a dialog open', {
    timeout: 300_000,
  }, async () => {
    await makeToken('ci-axe', { kind: 'SERVICE', service: 'hello', expiresInDays: 5 });
    await makeToken('api-axe', { kind: 'API', role: 'OPERATOR', grants: [{ service: 'shop-*' }] });
    const found: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const)
      for (const viewport of [desktop, phone]) {
        const page = await web.open('/settings/tokens?show=all', { colorScheme, viewport, reducedMotion: 'reduce' });
        const judge = async (what: string): Promise<void> => {
          const faults = await violations(page);
          if (await page.evaluate(isTooWide)) faults.push('too wide');
          found.push(...faults.map((fault) => `${what}, ${colorScheme}, ${viewport.width}: ${fault}`));
        };
        await row(page, 'ci-axe').waitFor();
        await judge('tokens');
        await page.getByRole('button', { name: 'New token' }).click();
        await page.getByRole('dialog').getByLabel('API').check();
        await page.getByRole('dialog').getByLabel('Only some').check();
        await judge('new token');
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'Revoke ci-axe' }).click();
        await judge('revoke');
        await page.keyboard.press('Escape');
        await page.goto('/settings/users');
        await page.getByRole('button', { name: `Edit ${administrator.name}` }).waitFor();
        await judge('users');
        await page.goto('/settings/account');
        await page.getByText('This one').waitFor();
        await judge('account');
        await page.context().close();
      }

    expect(found).toEqual([]);
    expect(web.trouble).toEqual([]);
  });
});

/** What axe says about the page, a dialog over it included. */
async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).analyze();
  return found.violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.html ?? ''}`);
}

/** More than one page of them. */
const someDownloads = `insert into audit_events (actor_kind, actor_label, action, outcome, details)
  select 'SYSTEM', 'FastDeploy', 'log.download', 'OK', '{}' from generate_series(1, 55)`;

const isTooWide = (): boolean => (document.scrollingElement?.scrollWidth ?? 0) > innerWidth;
