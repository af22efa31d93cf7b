import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from '../helpers/browser.ts';
import { startWeb, type Web } from '../helpers/web.ts';

const timeout = 60_000;

/** A network of one's own: no https, and so no secure context, in which browsers leave out half of what they can. */
describe.runIf(hasBrowser)('over plain http', () => {
  let web: Web;

  beforeAll(async () => {
    web = await startWeb({
      env: { FASTDEPLOY_PUBLIC_URL: 'http://plain.test' },
      services: { blog: { script: 'echo hi' } },
    });
  }, 60_000);

  afterAll(() => web?.[Symbol.asyncDispose]());

  const open = async (address: string): Promise<Page> => {
    const url = `http://plain.test:${new URL(web.app.url).port}`;
    const page = await web.open('/', { baseURL: url });
    await page.context().addCookies([{ name: 'fastdeploy_session', value: web.api.token, url, httpOnly: true }]);
    await page.goto(address);
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    return page;
  };

  test('a deployment starts', { timeout }, async () => {
    const page = await open('/');

    await page.getByRole('button', { name: 'Deploy blog' }).click();

    await page.locator('.pill.ok').waitFor();
    expect(new URL(page.url()).pathname).toBe('/deployments/1');
  });

  test('a token is copied out of its dialog, and the focus stays', { timeout }, async () => {
    const page = await open('/settings/tokens');
    await page.getByRole('button', { name: 'New token' }).first().click();
    await page.getByLabel('Name').fill('ci');
    await page.getByRole('button', { name: 'Create token' }).click();
    const dialog = page.getByRole('dialog', { name: 'Copy the token now' });
    const secret = await dialog.locator('.secret code').innerText();

    await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
    const copied = dialog.getByRole('button', { name: 'Copied' });
    await copied.waitFor();

    expect(await copied.evaluate((button) => button === document.activeElement)).toBe(true);
    await dialog.getByRole('button', { name: 'I have stored it' }).click();
    await page.goto('/');
    await page.getByLabel('Filter services').focus();
    await page.keyboard.press('Control+V');
    expect(await page.getByLabel('Filter services').inputValue()).toBe(secret);
  });

  test('what could not be copied is not said to be', { timeout }, async () => {
    const page = await open('/settings/tokens');
    await page.evaluate(() => {
      document.execCommand = () => false;
    });
    await page.getByRole('button', { name: 'New token' }).first().click();
    await page.getByLabel('Name').fill('deaf');
    await page.getByRole('button', { name: 'Create token' }).click();
    const dialog = page.getByRole('dialog', { name: 'Copy the token now' });

    await dialog.getByRole('button', { name: 'Copy', exact: true }).click();

    await dialog.getByText('This browser did not copy it.').waitFor();
    await page.locator('#polite').filter({ hasText: 'Token could not be copied' }).waitFor({ state: 'attached' });
    expect(await dialog.getByRole('button', { name: 'Copied' }).count()).toBe(0);
  });
});
