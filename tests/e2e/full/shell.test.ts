import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from '../../helpers/browser.ts';
import { startWeb, type Web } from '../../helpers/web.ts';

describe.runIf(hasBrowser)('the frame around every page', () => {
  let web: Web;

  beforeAll(async () => {
    web = await startWeb();
  }, 60_000);

  afterAll(() => web?.[Symbol.asyncDispose]());

  test('46. no screen asks another origin or complains on the console', async () => {
    const page = await web.open('/');
    await page.getByRole('link', { name: 'hello', exact: true }).waitFor();
    await page.goto('/deployments');
    await page.locator('h1').waitFor();

    expect(web.trouble).toEqual([]);
  });
});
