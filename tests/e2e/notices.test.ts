import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from '../helpers/browser.ts';
import { says } from '../helpers/services.ts';
import { until } from '../helpers/until.ts';
import { startWeb, type Web } from '../helpers/web.ts';
import { beginHeldRun } from './held-run.ts';

describe.runIf(hasBrowser)('what a page tells somebody who looks elsewhere', () => {
  let web: Web;

  beforeAll(async () => {
    web = await startWeb({ services: {} });
  }, 60_000);

  afterAll(() => web?.[Symbol.asyncDispose]());

  test('11. the tab says how the run goes, by title and icon', { timeout: 60_000 }, async () => {
    const run = await beginHeldRun(web, 'titled', `${says('migrate', 'failure')}; exit 1`);
    const page = await web.open(run.address);
    const icon = () => page.locator('link[rel=icon]').getAttribute('href');
    await until(
      'the title says that it runs',
      async () => (await page.title()) === `▶ titled #${run.number} · FastDeploy`,
    );
    expect(await icon()).toBe('/icons/active.svg');

    run.release();

    const failed = `✗ titled #${run.number} – migrate · FastDeploy`;
    await until('the title says that it failed', async () => (await page.title()) === failed);
    expect(await icon()).toBe('/icons/failed.svg');
    await page.getByRole('link', { name: 'Services', exact: true }).click();
    await until('the dashboard counts', async () => /^\(\d+ failed\) FastDeploy$/.test(await page.title()));
  });

  test('12. asks for notifications only when somebody wants one, and sends exactly one at the end', {
    timeout: 60_000,
  }, async () => {
    const run = await beginHeldRun(web, 'noticed');
    const page = await web.open('/');
    await page.context().addInitScript(recordNotifications);
    const bell = page.getByRole('button', { name: 'Tell me when it ends' });
    for (const address of ['/', '/settings/preferences', run.address]) {
      await page.goto(address);
      await page.locator('h1').first().waitFor();
      expect(await page.evaluate(() => window.notices)).toEqual([]);
    }

    await bell.click();
    await until('the bell is on', async () => (await bell.getAttribute('aria-pressed')) === 'true');
    await page.evaluate(hidePage);
    run.release();

    await page.locator('.pill.ok').waitFor();
    const told = ['asked', expect.stringMatching(new RegExp(`^deployment-${run.number}: noticed succeeded after \\d`))];
    expect(await page.evaluate(() => window.notices)).toEqual(told);
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await page.getByRole('link', { name: 'Timeline' }).click();
    await page.getByRole('link', { name: /^Log/ }).click();
    expect(await page.evaluate(() => window.notices)).toEqual(told);
  });

  test('a notification makes a sound only where somebody wants one', { timeout: 60_000 }, async () => {
    const run = await beginHeldRun(web, 'heard');
    const page = await web.open('/');
    await page.context().addInitScript(recordNotifications);
    await page.goto('/settings/preferences');
    await page.getByRole('switch', { name: 'With a sound' }).click();
    expect(await page.evaluate(() => window.notices)).toEqual(['sound']);

    await page.goto(run.address);
    await page.getByRole('button', { name: 'Tell me when it ends', pressed: false }).click();
    await page.getByRole('button', { name: 'Tell me when it ends', pressed: true }).waitFor();
    await page.evaluate(hidePage);
    run.release();

    await page.locator('.pill.ok').waitFor();
    expect(await page.evaluate(() => window.notices)).toEqual(['asked', expect.stringContaining('heard'), 'sound']);
  });

  test('a browser that permits notifications and then has none breaks nothing', { timeout: 60_000 }, async () => {
    const run = await beginHeldRun(web, 'android');
    const page = await web.open('/');
    await page.context().addInitScript(refuseNotifications);
    await page.goto(run.address);
    await page.getByRole('button', { name: 'Tell me when it ends', pressed: false }).click();
    await page.getByRole('button', { name: 'Tell me when it ends', pressed: true }).waitFor();
    await page.evaluate(hidePage);
    run.release();

    await page.locator('.pill.ok').waitFor();
    expect(await page.evaluate(() => window.notices)).toEqual(['tried']);
    expect(await page.getByText('This page broke').count()).toBe(0);
  });

  test('a page that stands still tells the end of its run as well', { timeout: 60_000 }, async () => {
    const run = await beginHeldRun(web, 'paused');
    const page = await web.open('/');
    await page.context().addInitScript(recordNotifications);
    await page.goto(run.address);
    await page.getByRole('button', { name: 'Tell me when it ends', pressed: false }).click();
    await page.getByRole('button', { name: 'Tell me when it ends', pressed: true }).waitFor();
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Pause live updates' }).click();
    await page.evaluate(hidePage);
    run.release();

    await page.getByRole('button', { name: 'and the end of the run' }).waitFor();
    expect(await page.evaluate(() => window.notices)).toEqual(['asked', expect.stringContaining('paused succeeded')]);
    expect(await page.locator('.pill.run').count()).toBe(1);
  });
});

declare global {
  interface Window {
    /** What the page asked the browser to tell. */
    notices: string[];
  }
}

/** Runs in the page, before its own scripts: a headless browser has no desktop to show a notification on. */
function recordNotifications(): void {
  window.notices = [];
  class Recorded {
    static permission = 'default';
    static async requestPermission(): Promise<string> {
      window.notices.push('asked');
      Recorded.permission = 'granted';
      return 'granted';
    }
    constructor(_title: string, { tag, body }: { tag: string; body: string }) {
      window.notices.push(`${tag}: ${body}`);
    }
  }
  class Silent extends AudioContext {
    constructor() {
      super();
      window.notices.push('sound');
    }
  }
  Object.assign(window, { Notification: Recorded, AudioContext: Silent });
}

/** As Chrome on Android does it. */
function refuseNotifications(): void {
  window.notices = [];
  class Refused {
    static permission = 'granted';
    constructor() {
      window.notices.push('tried');
      throw new TypeError('Illegal constructor');
    }
  }
  Object.assign(window, { Notification: Refused });
}

function hidePage(): void {
  Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
}
