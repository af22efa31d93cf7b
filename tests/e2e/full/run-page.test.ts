import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, phone } from '../../helpers/browser.ts';
import { closePages, runPage, runToEnd } from '../../helpers/run-page.ts';
import { says, waitsFor } from '../../helpers/services.ts';
import { until } from '../../helpers/until.ts';
import { startWeb, type Web } from '../../helpers/web.ts';

const failing = [
  says('build', 'running'),
  'seq -f "built %g" 200',
  says('build', 'success'),
  says('migrate', 'running'),
  "echo 'ValueError: no such table' >&2",
  'exit 1',
].join('\n');

describe.runIf(hasBrowser)('the run page in the hand, on paper and without a browser', { timeout: 60_000 }, () => {
  let web: Web;
  let failed = 0;
  const flag = (): string => path.join(web.app.directory, 'end');

  beforeAll(async () => {
    web = await startWeb({ services: { fails: { script: failing } } });
    await web.write('web', {
      script: [
        says('build', 'running'),
        'seq -f "line %g" 300',
        waitsFor(flag()),
        'seq -f "more %g" 300',
        'echo the end',
      ].join('\n'),
      config: { concurrency: 'parallel' },
    });
    failed = await runToEnd(web, 'fails');
  }, 60_000);

  afterEach(() => closePages(web));
  afterAll(() => web?.[Symbol.asyncDispose]());

  test('42. on a phone everything is in reach of the thumb and large enough for it', async () => {
    fs.rmSync(flag(), { force: true });
    const id = await web.api.start('web');
    const page = await web.open(`/deployments/${id.replace('dep_', '')}`, { viewport: phone, hasTouch: true });
    await page.locator('.l', { hasText: 'line 300' }).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).waitFor();
    await page.evaluate(() => scrollTo({ top: 0 }));
    await page.getByRole('button', { name: /new lines|Follow/ }).waitFor();
    await page.getByRole('button', { name: 'Search log' }).tap();
    await page.getByRole('searchbox', { name: 'Search log' }).fill('line 3');
    await until('the hits are counted', async () => (await runPage(page).hits()) !== '0');
    expect(await smallTargets()).toEqual([]);
    await page.getByRole('button', { name: 'Log tools' }).tap();
    await page.getByRole('dialog').getByRole('button', { name: 'Line numbers' }).tap();
    expect(await smallTargets()).toEqual([]);
    await page.getByRole('button', { name: 'Close' }).tap();
    await page.getByRole('button', { name: 'Steps' }).tap();
    await page.getByRole('dialog').getByRole('link', { name: /build/ }).tap();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    fs.writeFileSync(flag(), '');

    /** Links in running text are as high as their line. */
    async function smallTargets(): Promise<string[]> {
      return page.evaluate(() =>
        [...document.querySelectorAll('button, a[href], input, summary')].flatMap((element) => {
          const { width, height } = element.getBoundingClientRect();
          const hidden = width === 0 || !element.checkVisibility({ visibilityProperty: true });
          const inText = element.matches('.l a, p a, .df a, .skip, summary') || element.closest('label') !== null;
          return hidden || inText || (width >= 43.5 && height >= 43.5)
            ? []
            : [`${element.outerHTML.slice(0, 120)} ${width}x${height}`];
        }),
      );
    }
  });

  test('44. curl follows a run as it prints and is told at the end how it ended', async () => {
    fs.rmSync(flag(), { force: true });
    const id = await web.api.start('web');
    const address = `${web.url}/deployments/${id.replace('dep_', '')}/log.txt`;
    const header = ['-sN', '-H', `Authorization: Bearer ${web.api.token}`];
    const curl = spawn('curl', [...header, `${address}?follow=1`], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = new Promise((resolve) => curl.once('exit', resolve));
    let text = '';
    curl.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    await until('curl printed what there is', () => text.endsWith('line 300\n'), 20_000);
    expect((await web.api.deployment(id)).finished).toBe(false);
    fs.writeFileSync(flag(), '');
    expect(await exited).toBe(0);

    const { stdout: whole } = await promisify(execFile)('curl', [...header, address]);
    expect(whole.endsWith('more 300\nthe end\n')).toBe(true);
    expect(text.slice(0, whole.length)).toBe(whole);
    expect(text.slice(whole.length)).toMatch(/^#\d+: SUCCESS, exit code 0, after \d+\.\d s\n$/);
  });

  test('44. without JavaScript the page of a run leads to its text', async () => {
    const page = await web.open(`/deployments/${failed}`, { javaScriptEnabled: false });
    await page.getByRole('link', { name: 'The log as plain text' }).click();
    await page.waitForURL(/\/log\.txt$/);

    expect(await page.locator('body').innerText()).toContain('ValueError: no such table');
  });

  test('45. on paper there are the reason, the steps and the log of the failed one, and no navigation', async () => {
    const page = await web.open(`/deployments/${failed}`);
    await page.locator('#why').waitFor();
    await page.emulateMedia({ media: 'print', colorScheme: 'light' });

    expect(await page.locator('#why').isVisible()).toBe(true);
    expect(await page.locator('.st').isVisible()).toBe(true);
    expect(await page.locator('.l:visible', { hasText: 'ValueError' }).count()).toBe(2);
    expect(await page.locator('.l:visible', { hasText: 'built 7' }).count()).toBe(0);
    for (const chrome of ['.side', '.tabbar', '.tb', '.rh .btn', '.fl', '.why .btn'])
      expect(await page.locator(chrome).filter({ visible: true }).count()).toBe(0);
    expect(await page.locator('.printed').innerText()).toBe(`${web.url}/deployments/${failed}`);
    expect((await page.pdf()).byteLength).toBeGreaterThan(1_000);
  });
});
