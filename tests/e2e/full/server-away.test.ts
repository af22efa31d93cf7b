import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from '../../helpers/browser.ts';
import { startWeb, type Web } from '../../helpers/web.ts';

describe.runIf(hasBrowser)('what a page asks for while the server is away', () => {
  let web: Web;

  beforeAll(async () => {
    web = await startWeb({ services: {} });
  }, 60_000);

  afterAll(() => web?.[Symbol.asyncDispose]());

  test('a part that does not load while the server is away is no update, and loads once it is back', {
    timeout: 60_000,
  }, async () => {
    const page = await web.open('/deployments');
    await page.getByRole('heading', { name: 'Deployments' }).waitFor();
    await page.route('**/assets/InventoryView-*', (route) => route.abort());

    await page.getByRole('link', { name: 'Inventory', exact: true }).click();
    await page.getByRole('heading', { name: 'This page could not be loaded' }).waitFor();
    await page.unroute('**/assets/InventoryView-*');
    await page.getByRole('button', { name: 'Try again' }).click();

    await page.getByRole('heading', { name: 'Inventory' }).waitFor();
    expect(await page.getByText('FastDeploy was updated').count()).toBe(0);
  });

  test('a dialog that does not load says so, and opens once the server is back', { timeout: 60_000 }, async () => {
    const page = await web.open('/settings/preferences');
    await page.route('**/assets/ShortcutSheet-*', (route) => route.abort());
    await page.goto('/deployments');
    await page.getByRole('heading', { name: 'Deployments' }).waitFor();

    await page.keyboard.press('?');
    const missing = page.getByRole('dialog', { name: 'This could not be loaded' });
    await missing.getByRole('button', { name: 'Close' }).click();
    await missing.waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await missing.waitFor();
    await page.unroute('**/assets/ShortcutSheet-*');
    await missing.getByRole('button', { name: 'Try again' }).click();

    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(1);
  });

  test('a sign-out that got no answer is not taken for one', { timeout: 60_000 }, async () => {
    const page = await web.open('/');
    const session = await web.app.signIn();
    await page.context().addCookies([{ name: 'fastdeploy_session', value: session, url: web.url, httpOnly: true }]);
    await page.goto('/deployments');
    await page.getByRole('heading', { name: 'Deployments' }).waitFor();
    await page.route('**/graphql', (route) =>
      route.request().postData()?.includes('mutation SignOut') ? route.abort() : route.continue(),
    );

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('The server did not answer: you are still signed in.').waitFor();
    expect(new URL(page.url()).pathname).toBe('/deployments');
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Sign out again' }).click();

    await page.waitForURL('**/sign-in*');
    await page.goto('/');
    await page.waitForURL('**/sign-in*');
  });
});
