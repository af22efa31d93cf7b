import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { administrator } from '../../helpers/app.ts';
import { hasBrowser } from '../../helpers/browser.ts';
import { query } from '../../helpers/database.ts';
import { runToEnd } from '../../helpers/run-page.ts';
import { says, waitsFor } from '../../helpers/services.ts';
import { until } from '../../helpers/until.ts';
import { startWeb, type Web } from '../../helpers/web.ts';
import { tabTo } from '../keyboard.ts';
import { screens } from '../screens.ts';
import { type Stage, startStage } from '../stage.ts';

const timeout = 90_000;

describe.runIf(hasBrowser)('the frame around every page', () => {
  let stage: Stage;
  let web: Web;

  beforeAll(async () => {
    stage = await startStage();
    web = stage.web;
  }, 120_000);

  afterAll(() => stage?.[Symbol.asyncDispose]());

  test('38. ? lists the shortcuts; without single keys D does nothing and Ctrl K still works', {
    timeout,
  }, async () => {
    const page = await web.open('/services/fails');
    await page.getByRole('heading', { name: 'Recent runs' }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('Search or jump to').waitFor();
    await page.keyboard.press('Escape');

    await page.goto('/settings/preferences');
    await page.getByRole('group', { name: 'Shortcuts of a single key' }).getByText('Off', { exact: true }).click();
    await page.goto('/services/hello');
    await page.getByRole('heading', { name: 'Recent runs' }).waitFor();
    await page.keyboard.press('d');
    await page.keyboard.press('?');
    await page.keyboard.press('Control+k');

    await page.getByRole('dialog', { name: 'Search or jump to' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(1);
    expect(new URL(page.url()).pathname).toBe('/services/hello');
  });

  test('39. with less motion nothing moves on a page whose run goes on', { timeout }, async () => {
    const moving = await web.open('/deployments/3', { reducedMotion: 'no-preference' });
    await moving.locator('.pill.run').waitFor();
    expect(await moving.evaluate(countAnimations)).toBeGreaterThan(0);

    const still = await web.open('/deployments/3', { reducedMotion: 'reduce' });
    await still.locator('.pill.run').waitFor();
    expect(await still.evaluate(countAnimations)).toBe(0);

    await moving.goto('/settings/preferences');
    await moving.getByRole('group', { name: 'Motion' }).getByText('Reduced').click();
    await moving.goto('/deployments/3');
    await moving.locator('.pill.run').waitFor();
    expect(await moving.evaluate(countAnimations)).toBe(0);
  });

  test('41. without colours every status still has an outline and a word of its own', { timeout }, async () => {
    for (const state of ['CANCELED', 'LOST', 'TIMED_OUT']) {
      const number = await runToEnd(web, 'hello');
      await query(web.app.connection, `update deployments set state = '${state}' where id = ${number}`);
    }
    const page = await web.open('/deployments');
    await page.locator('td:has-text("Timed out")').first().waitFor();

    const looks = await page.locator('tbody tr:has(use)').evaluateAll(looksOfRows);

    expect(looks.map(({ word }) => word).sort()).toEqual([
      'Canceled',
      'Failed',
      'Lost',
      'Queued',
      'Running',
      'Succeeded',
      'Timed out',
    ]);
    expect(new Set(looks.map(({ icon }) => icon)).size).toBe(looks.length);
    expect(new Set(looks.map(({ outline }) => outline)).size).toBe(looks.length);
  });

  test('44. without JavaScript one signs in with a plain form and reads the log as text', { timeout }, async () => {
    const context = await web.browser.newContext({ javaScriptEnabled: false, baseURL: web.url });
    const page = await context.newPage();
    await page.goto('/sign-in?next=/deployments/1');
    const signIn = async (password: string): Promise<void> => {
      await page.getByLabel('User name').fill(administrator.name);
      await page.getByLabel('Password').fill(password);
      await page.getByRole('button', { name: 'Sign in' }).click();
    };

    await signIn('wrong');
    expect(await page.getByRole('alert').textContent()).toBe('Name or password is wrong.');
    await signIn(administrator.password);

    await page.waitForURL('**/deployments/1');
    await page.getByRole('link', { name: 'The log as plain text' }).click();
    expect(await page.locator('body').innerText()).toContain('hello');
    await context.close();
  });

  test('46. no screen asks another origin or complains on the console; the first needs 90 kB of scripts', {
    timeout,
  }, async () => {
    const page = await web.open('/');
    await page.getByText('All services').waitFor();
    const scripts = scriptsOf(await (await page.request.get('/', { headers: { accept: 'text/html' } })).text());
    for (const { address, shows } of screens.filter(({ signedOut }) => !signedOut)) {
      await page.goto(address);
      await page.locator(shows).first().waitFor();
    }

    expect(web.trouble).toEqual([]);
    expect(scripts.length).toBeGreaterThan(1);
    expect(await compressedBytes(web, scripts)).toBeLessThanOrEqual(90_000);
  });

  test('47. a stored theme is there at the first paint', { timeout }, async () => {
    const page = await web.open('/settings/preferences', { colorScheme: 'light' });
    await page.getByRole('group', { name: 'Theme' }).getByText('Dark').click();
    await page.addInitScript(recordFirstFrame);

    await page.reload();

    await page.getByText('Time zone').waitFor();
    expect(await page.evaluate(() => window.firstFrame)).toBe('rgb(13, 16, 22)');
  });

  test('any service is at most five keys away', { timeout }, async () => {
    const page = await web.open('/deployments');
    await page.locator('td').first().waitFor();

    await page.keyboard.press('Control+k');
    await page
      .locator('dialog')
      .getByRole('option', { name: /^fails/ })
      .waitFor();
    for (const key of ['f', 'a', 'Enter']) await page.keyboard.press(key);

    await page.waitForURL('**/services/fails');
    await until('the heading has the focus', () => page.evaluate(() => document.activeElement?.tagName === 'H1'));
    await page.keyboard.press('Control+k');
    await page.keyboard.type('#2');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/deployments/2');
  });

  test('a production service that asks first asks also when the palette starts it', { timeout }, async () => {
    const page = await web.open('/');
    await page.getByText('All services').waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('fails');
    await page
      .locator('dialog')
      .getByRole('option', { name: /^fails/ })
      .waitFor();

    await page.keyboard.press('ArrowRight');
    await page
      .locator('dialog')
      .getByRole('option', { name: /^Deploy fails/ })
      .waitFor();
    await page.keyboard.press('Enter');

    await page.getByRole('dialog', { name: /fails/ }).waitFor();
  });

  test('says that the database is away, and that it is back', { timeout }, async () => {
    const page = await web.open('/deployments/3');
    await page.locator('.side .live').filter({ hasText: 'Live' }).waitFor();
    const banner = page.locator('.banner').filter({ hasText: 'The database of FastDeploy does not answer' });
    const { dbName } = web.app.connection;
    const elsewhere = { ...web.app.connection, dbName: 'postgres' };

    await query(elsewhere, `alter database "${dbName}" allow_connections false`);
    await query(elsewhere, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${dbName}'`);
    await banner.waitFor();
    await query(elsewhere, `alter database "${dbName}" allow_connections true`);

    await banner.waitFor({ state: 'detached' });
  });
});

describe.runIf(hasBrowser)('somebody at work while a run goes on', () => {
  let web: Web;
  let flag: string;

  beforeAll(async () => {
    web = await startWeb({ services: {} });
    flag = path.join(web.app.directory, 'may-end');
    const lines = 'i=0; while [ $i -lt 200 ]; do i=$((i+1)); echo "line $i"; done';
    const steps = [1, 2, 3, 4, 5].map(
      (step) => `${says(`step ${step}`, 'running')}; ${says(`step ${step}`, 'success')}`,
    );
    await web.write('long', { script: `${lines}\n${waitsFor(flag)}\n${steps.join('\n')}\necho the end` });
    await web.write('doomed', { script: `echo line 1\n${waitsFor(flag)}\nexit 1` });
    await web.write('bad', { script: `${says('migrate', 'failure')}; echo 'Error: no table' >&2; exit 1` });
  }, 60_000);

  afterAll(() => web?.[Symbol.asyncDispose]());

  test('36. signs in again over the page after the session ended, in the same place, and is live again', {
    timeout,
  }, async () => {
    fs.rmSync(flag, { force: true });
    const id = (await web.api.start('long')).replace(/\D/g, '');
    const context = await web.browser.newContext({ baseURL: web.url, viewport: { width: 1440, height: 700 } });
    const page = await context.newPage();
    await signIn(page, `/deployments/${id}`);
    await page.getByText('line 200', { exact: true }).waitFor();
    await page.getByText('line 100', { exact: true }).scrollIntoViewIfNeeded();
    const before = await page.evaluate(() => Math.round(scrollY));
    await query(
      web.app.connection,
      `update tokens set revoked_at = now() where kind = 'SESSION' and id = (select max(id) from tokens)`,
    );

    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await dialog.getByLabel('Password', { exact: true }).fill(administrator.password);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => Math.round(scrollY))).toBe(before);
    fs.writeFileSync(flag, '');

    await page.locator('.pill.ok').waitFor();
    await page.getByText('the end', { exact: true }).waitFor({ state: 'attached' });
    await context.close();
  });

  test('37. does it all with the keyboard: sign in, deploy, read the error, copy its link', { timeout }, async () => {
    const context = await web.browser.newContext({
      baseURL: web.url,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    await page.goto('/sign-in');
    await page.getByLabel('User name').waitFor();
    await tabTo(page, 'User name');
    await page.keyboard.type(administrator.name);
    await page.keyboard.press('Tab');
    await page.keyboard.type(administrator.password);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'bad', exact: true }).waitFor();

    await tabTo(page, 'Deploy bad');
    await page.keyboard.press('Enter');
    await page.locator('#why').waitFor();
    await page.keyboard.press('e');
    await page.waitForURL(/#L\d+/);
    await tabTo(page, 'Copy link');
    await page.keyboard.press('Enter');
    await until('the link is copied', async () =>
      /\/deployments\/\d+#L\d+/.test(await page.evaluate(() => navigator.clipboard.readText())),
    );
    expect(await page.evaluate(hiddenFocusStops)).toEqual([]);
    expect(await stopsUnderTheHeader(page)).toEqual([]);
    await context.close();
  });

  test('40. one polite message in five seconds, a failure interrupts, and the log stays silent', {
    timeout,
  }, async () => {
    fs.rmSync(flag, { force: true });
    const id = (await web.api.start('long')).replace(/\D/g, '');
    const page = await web.open(`/deployments/${id}`);
    await page.getByText('line 200', { exact: true }).waitFor();
    await page.evaluate(recordMessages);
    fs.writeFileSync(flag, '');
    await page.locator('.pill.ok').waitFor();
    await until(
      'the end is told',
      () => page.evaluate(() => window.messages.some(({ text }) => /succeeded/.test(text))),
      20_000,
    );

    const times = (await page.evaluate(() => window.messages)).map(({ at }) => at);
    expect(times.slice(1).every((at, index) => at - (times[index] ?? 0) >= 4_900)).toBe(true);
    expect(await page.locator('[role=status], [aria-live]').evaluateAll(liveOnes)).toEqual(['polite', 'log off']);

    fs.rmSync(flag, { force: true });
    const failing = (await web.api.start('doomed')).replace(/\D/g, '');
    await page.goto(`/deployments/${failing}`);
    await page.getByText('line 1', { exact: true }).waitFor();
    await page.evaluate(recordMessages);
    expect(await page.getByRole('alert').textContent()).toBe('');
    fs.writeFileSync(flag, '');

    await page
      .getByRole('alert')
      .filter({ hasText: `doomed ${failing} failed` })
      .waitFor();
    expect((await page.evaluate(() => window.messages)).filter(({ text }) => /failed/.test(text))).toEqual([]);
  });

  const signIn = async (page: Page, next: string): Promise<void> => {
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await page.getByLabel('User name').fill(administrator.name);
    await page.getByLabel('Password', { exact: true }).fill(administrator.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL(`**${next}`);
  };
});

declare global {
  interface Window {
    firstFrame: string;
    messages: { text: string; at: number }[];
  }
}

const countAnimations = (): number =>
  document.getAnimations().filter(({ playState }) => playState === 'running').length;

/** The words and outlines by which somebody tells the rows of the history apart. */
const looksOfRows = (rows: Element[]): { word: string; icon: string; outline: string }[] =>
  rows.map((row) => {
    const icon = row.querySelector('use')?.getAttribute('href') ?? '';
    const word = /Canceled|Failed|Lost|Queued|Running|Succeeded|Timed out/.exec(row.textContent ?? '')?.[0] ?? '';
    const shapes = [...(document.querySelector(icon)?.children ?? [])];
    return { word, icon, outline: shapes.map((shape) => shape.getAttribute('d') ?? shape.outerHTML).join() };
  });

/** What index.html asks for at once. */
const scriptsOf = (html: string): string[] =>
  [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, file]) => file ?? '');

async function compressedBytes(web: Web, scripts: string[]): Promise<number> {
  const { gzipSync } = await import('node:zlib');
  const texts = await Promise.all(scripts.map(async (script) => (await fetch(web.url + script)).text()));
  return texts.reduce((sum, text) => sum + gzipSync(text).length, 0);
}

function recordFirstFrame(): void {
  requestAnimationFrame(() => {
    window.firstFrame = getComputedStyle(document.body ?? document.documentElement).backgroundColor;
  });
}

function recordMessages(): void {
  window.messages = [];
  const region = document.querySelector('#polite');
  if (!region) throw new Error('no polite region');
  new MutationObserver(() => {
    const last = window.messages.at(-1);
    const text = region.textContent ?? '';
    if (text && last?.text !== text) window.messages.push({ text, at: performance.now() });
  }).observe(region, { childList: true, characterData: true, subtree: true });
}

const liveOnes = (regions: Element[]): string[] =>
  regions
    .map((region) => (region.id === 'log' ? `log ${region.getAttribute('aria-live')}` : region.id))
    .sort()
    .reverse();

/** Goes back through the whole page, where what has the focus comes in from above, and names what the header covers. */
async function stopsUnderTheHeader(page: Page): Promise<string[]> {
  await page.setViewportSize({ width: 1440, height: 420 });
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await page.locator('#log').focus();
  const covered: string[] = [];
  let stops = 0;
  for (; stops < 60 && !(await page.evaluate(isInHeader)); stops += 1) {
    covered.push(...(await page.evaluate(coveredFocus)));
    await page.keyboard.press('Shift+Tab');
  }
  expect(stops).toBeGreaterThan(5);
  return covered;
}

const isInHeader = (): boolean => document.activeElement?.closest('.rh') != null;

/** Afterwards it is the first below the header, so that what comes before it is behind the header. */
const coveredFocus = (): string[] => {
  const top = document.activeElement?.getBoundingClientRect().top ?? 0;
  const header = document.querySelector('.rh')?.getBoundingClientRect().bottom ?? 0;
  scrollBy({ top: top - header, behavior: 'instant' });
  return top < header - 1 ? [document.activeElement?.outerHTML.slice(0, 80) ?? ''] : [];
};

/** Controls on the page that cannot show the focus. */
const hiddenFocusStops = (): string[] =>
  [...document.querySelectorAll<HTMLElement>('main a[href], main button')]
    .filter((each) => each.checkVisibility() && each.getClientRects().length > 0)
    .filter((each) => {
      const visibly = { focusVisible: true };
      each.focus(visibly);
      const { outlineStyle, outlineWidth } = getComputedStyle(each);
      return document.activeElement === each && (outlineStyle === 'none' || outlineWidth === '0px');
    })
    .map((each) => each.outerHTML.slice(0, 80));
