import { chmod } from 'node:fs/promises';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, phone } from '../../helpers/browser.ts';
import { startWeb, type Web } from '../../helpers/web.ts';

describe.runIf(hasBrowser)('the page of the system', () => {
  let web: Web;

  beforeAll(async () => {
    web = await startWeb({ services: { web: {} } });
  }, 60_000);

  afterAll(() => web?.[Symbol.asyncDispose]());

  test('shows a check turn red with its fix, and green again once it is mended', { timeout: 90_000 }, async () => {
    const script = path.join(web.app.directory, 'services/web/deploy.sh');
    const page = await web.open('/settings/system');
    const check = page.locator('[data-check=SERVICE_SCRIPT][data-service=web]');
    await check.and(page.locator('[data-state=PASS]')).waitFor();

    await chmod(script, 0o644);
    await page.getByRole('button', { name: 'Sync now' }).click();

    await check.and(page.locator('[data-state=FAIL]')).waitFor({ timeout: 20_000 });
    expect(await check.innerText()).toContain('chmod +x');
    expect(await page.locator('[data-check]').first().getAttribute('data-state')).toBe('FAIL');
    await chmod(script, 0o755);
    await page.getByRole('button', { name: 'Check again' }).click();
    await check.and(page.locator('[data-state=PASS]')).waitFor({ timeout: 20_000 });
  });

  test.each(['light', 'dark'] as const)(
    'has no fault that axe finds, and no sideways scroll, in %s',
    { timeout: 90_000 },
    async (colorScheme) => {
      for (const viewport of [undefined, phone]) {
        const page = await web.open('/settings/system', { colorScheme, ...(viewport && { viewport }) });
        await page.locator('[data-check=NODE]').waitFor();

        expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
        expect(await page.evaluate(() => document.scrollingElement?.scrollWidth ?? 0)).toBeLessThanOrEqual(
          viewport?.width ?? 1440,
        );
      }
      expect(web.trouble).toEqual([]);
    },
  );
});
