import fs from 'node:fs';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desktop, hasBrowser, launchBrowser, phone } from '../helpers/browser.ts';
import { ServerProcess } from '../helpers/server-process.ts';
import { says, waitsFor } from '../helpers/services.ts';
import { until } from '../helpers/until.ts';
import { startWeb, type Web } from '../helpers/web.ts';
import { screens } from './screens.ts';
import { type Stage, startStage, stateOf } from './stage.ts';

describe.runIf(hasBrowser)('every screen, light and dark, on a desk and on a phone', () => {
  let stage: Stage;
  let survey: Survey;

  beforeAll(async () => {
    stage = await startStage();
    survey = await surveyOf(stage.web);
  }, 400_000);

  afterAll(() => stage?.[Symbol.asyncDispose]());

  test('1. no screen scrolls sideways', () => {
    expect(survey.visited).toHaveLength(screens.length * 4);
    expect(survey.tooWide).toEqual([]);
  });

  test('2. axe finds nothing on any screen', () => {
    expect(survey.violations).toEqual([]);
  });
});

describe.runIf(hasBrowser)('a page whose run goes on', () => {
  let web: Web;
  let flags = 0;

  beforeAll(async () => {
    web = await startWeb({ services: {} });
  }, 60_000);

  afterAll(() => web?.[Symbol.asyncDispose]());

  /** Starts a run of its own service that prints a line, waits, prints another and ends. */
  const begin = async (name: string, ending = 'exit 0') => {
    flags += 1;
    const flag = path.join(web.app.directory, `flag-${flags}`);
    const script = [says('migrate', 'running'), 'echo before', waitsFor(flag), 'echo after', ending].join('\n');
    await web.write(name, { script });
    const number = Number((await web.api.start(name)).replace(/\D/g, ''));
    return { number, address: `/deployments/${number}`, release: () => fs.writeFileSync(flag, '') };
  };
  const shownLines = (page: Page): Promise<string[]> => page.locator('.l[data-n]').evaluateAll(textOfLines);

  test('8. tells a lost connection, and catches up with what was missed', { timeout: 60_000 }, async () => {
    const run = await begin('offline');
    const page = await web.open(run.address);
    await page.getByText('before', { exact: true }).waitFor();
    const chip = page.locator('.side .live');
    await chip.filter({ hasText: 'Live' }).waitFor();

    await page.context().setOffline(true);
    await chip.filter({ hasText: /Reconnecting… \(try \d+, last update \d\d:\d\d:\d\d\)/ }).waitFor();
    run.release();
    await until('the run has ended', async () => (await stateOf(web, run.number)) === 'SUCCESS');
    expect(await page.locator('.pill.run').count()).toBe(1);
    await page.context().setOffline(false);

    await page.locator('.pill.ok').waitFor();
    await page
      .locator('#polite')
      .filter({ hasText: /Back online · \d+ events? caught up/ })
      .waitFor();
    const text = await (await page.request.get(`${run.address}/log`)).text();
    expect((await shownLines(page)).join('\n')).toBe(text.trimEnd());
  });

  test('10. a tab that was asleep is current as soon as somebody looks at it', { timeout: 60_000 }, async () => {
    const run = await begin('asleep');
    const page = await web.open(run.address);
    await page.getByText('before', { exact: true }).waitFor();
    const session = await page.context().newCDPSession(page);

    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    run.release();
    await until('the run has ended', async () => (await stateOf(web, run.number)) === 'SUCCESS');
    await session.send('Page.setWebLifecycleState', { state: 'active' });

    await page.locator('.pill.ok').waitFor();
    expect(await shownLines(page)).toContain('after');
  });

  test('11. the tab says how the run goes, by title and icon', { timeout: 60_000 }, async () => {
    const run = await begin('titled', `${says('migrate', 'failure')}; exit 1`);
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
    const run = await begin('noticed');
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
    const run = await begin('heard');
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
});

describe.runIf(hasBrowser)('a page whose server is killed and started again', () => {
  test('9. recovers by itself, and the run ends with its true result', { timeout: 120_000 }, async () => {
    await using server = new ServerProcess();
    const ready = await server.start();
    const flag = path.join(server.directory, 'may-end');
    server.addService('survivor', {}, `#!/bin/sh\necho before\n${waitsFor(flag)}\necho after\n`);
    const browser = await launchBrowser();
    await using _browser = { [Symbol.asyncDispose]: () => browser.close() };
    const page = await browser.newPage({ viewport: desktop });
    await page.goto(`${ready.url}/sign-in#code=${ready.signInCode}`);
    await page.getByRole('button', { name: 'Deploy survivor' }).click();
    await page.getByText('before', { exact: true }).waitFor();

    await server.kill();
    await page.locator('.side .live').filter({ hasText: 'Reconnecting' }).waitFor();
    await server.start();
    fs.writeFileSync(flag, '');

    await page.locator('.pill.ok').waitFor({ timeout: 60_000 });
    expect(await page.locator('.l[data-n]').evaluateAll(textOfLines)).toEqual(['before', 'after']);
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

function hidePage(): void {
  Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
}

/** The text of each line of the log without number and time. */
const textOfLines = (lines: Element[]): string[] => lines.map((line) => line.lastElementChild?.textContent ?? '');

interface Survey {
  visited: string[];
  tooWide: string[];
  violations: string[];
}

/** Opens every screen once, and looks at it in both themes and at both sizes. */
async function surveyOf(web: Web): Promise<Survey> {
  const survey: Survey = { visited: [], tooWide: [], violations: [] };
  const inside = await web.open('/', { reducedMotion: 'reduce' });
  const context = await web.browser.newContext({ baseURL: web.url, reducedMotion: 'reduce' });
  const outside = await context.newPage();
  for (const screen of screens) {
    const page = screen.signedOut ? outside : inside;
    await page.setViewportSize(desktop);
    await page.goto(screen.address);
    await page.locator(screen.shows).first().waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const viewport of [desktop, phone]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize(viewport);
        await page.locator(`html[data-theme=${colorScheme}]`).waitFor({ state: 'attached' });
        await look(page, `${screen.name}, ${colorScheme}, ${viewport.width}`, survey, rulesFor[colorScheme]);
      }
    }
  }
  await context.close();
  return survey;
}

/** The themes differ in nothing but their colours: of the second only the rules about those are new. */
const rulesFor = { light: [], dark: ['color-contrast', 'link-in-text-block'] };

async function look(page: Page, name: string, survey: Survey, rules: string[]): Promise<void> {
  survey.visited.push(name);
  if (await page.evaluate(isTooWide)) survey.tooWide.push(name);
  const axe = new AxeBuilder({ page });
  const { violations } = await (rules.length > 0 ? axe.withRules(rules) : axe).analyze();
  survey.violations.push(...violations.map(({ id, nodes }) => `${name}: ${id} at ${nodes[0]?.html ?? ''}`));
}

const isTooWide = (): boolean => (document.scrollingElement?.scrollWidth ?? 0) > innerWidth;
