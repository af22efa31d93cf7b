import fs from 'node:fs';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, phone } from '../../helpers/browser.ts';
import { closePages, runPage } from '../../helpers/run-page.ts';
import { says, waitsFor } from '../../helpers/services.ts';
import { until } from '../../helpers/until.ts';
import { startWeb, type Web } from '../../helpers/web.ts';
import { stateOf } from '../stage.ts';

const timeout = 60_000;

describe.runIf(hasBrowser)('a page whose run goes on', () => {
  let web: Web;
  let runs = 0;

  beforeAll(async () => {
    web = await startWeb({ services: {} });
  }, 120_000);

  afterEach(() => closePages(web));
  afterAll(() => web?.[Symbol.asyncDispose]());

  /** Starts a run that prints a line, waits, prints three more and fails. */
  const begin = async () => {
    runs += 1;
    const flag = path.join(web.app.directory, `flag-${runs}`);
    const script = [
      says('migrate', 'running'),
      'echo before',
      waitsFor(flag),
      'echo one; echo two; echo three',
      'exit 1',
    ];
    await web.write(`job-${runs}`, { script: script.join('\n') });
    const number = (await web.api.start(`job-${runs}`)).replace(/\D/g, '');
    const release = async (): Promise<void> => {
      fs.writeFileSync(flag, '');
      await until('the run has ended', async () => (await stateOf(web, number)) === 'FAILURE');
    };
    return { address: `/deployments/${number}`, release };
  };
  const choose = async (page: Page, name: string): Promise<void> => {
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitemcheckbox', { name }).click();
  };

  test('stands still while it is paused, keeps what arrives, says how much, and shows it when it goes on', {
    timeout,
  }, async () => {
    const run = await begin();
    const page = await web.open(run.address);
    const { line, pill } = runPage(page);
    const shown = () => page.locator('.l[data-n]:not(.ev)').evaluateAll(textOfLines);
    await line(2).waitFor();
    const chip = page.getByRole('button', { name: 'Paused' });

    await choose(page, 'Pause live updates');
    await chip.filter({ hasText: '0 lines wait' }).waitFor();
    const time = await page.locator('.rh').innerText();
    await run.release();

    await chip.filter({ hasText: '3 lines wait, and the end of the run' }).waitFor();
    expect(await pill('Running').count()).toBe(1);
    expect(await shown()).toEqual(['before']);
    expect(await page.title()).toMatch(/^▶/);
    expect((await page.locator('.rh').innerText()).replace(/3 lines wait.*/, '')).toBe(
      time.replace(/0 lines wait.*/, ''),
    );

    await chip.click();

    await pill('Failed').waitFor();
    expect(await shown()).toEqual(['before', 'one', 'two', 'three']);
    await until('the title says how it ended', async () => /^✗/.test(await page.title()));
    expect(await chip.count()).toBe(0);
  });

  test('loses no line and repeats none when it is paused again and again', { timeout }, async () => {
    const run = await begin();
    const page = await web.open(run.address);
    await runPage(page).line(2).waitFor();
    await choose(page, 'Pause live updates');
    await page.getByRole('button', { name: 'Paused' }).click();
    await choose(page, 'Pause live updates');
    await run.release();
    await page.getByRole('button', { name: /3 lines wait/ }).click();

    const log = await (await page.request.get(`${run.address}/log`)).text();
    const lines = await page.locator('.l[data-n]').evaluateAll(textOfLines);
    expect(`${lines.join('\n')}\n`).toBe(log);
  });

  test('reads new lines aloud only when somebody asks for it', { timeout }, async () => {
    const run = await begin();
    const page = await web.open(run.address);
    await runPage(page).line(2).waitFor();
    const log = page.getByRole('log');
    expect(await log.getAttribute('aria-live')).toBe('off');

    await choose(page, 'Read new lines aloud');
    expect(await log.getAttribute('aria-live')).toBe('polite');

    await page.reload();
    await runPage(page).line(2).waitFor();
    expect(await log.getAttribute('aria-live')).toBe('off');
    await run.release();
  });

  test('fits on a phone while it is paused, and axe finds nothing', { timeout }, async () => {
    const run = await begin();
    const page = await web.open(run.address, { viewport: phone, colorScheme: 'dark', reducedMotion: 'reduce' });
    await runPage(page).line(2).waitFor();

    await choose(page, 'Pause live updates');
    const chip = page.getByRole('button', { name: 'Paused' });
    expect((await chip.boundingBox())?.height).toBeGreaterThanOrEqual(44);

    expect(await page.evaluate(() => document.scrollingElement?.scrollWidth)).toBe(phone.width);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await run.release();
  });
});

/** The text of each line of the log without number and time. */
const textOfLines = (lines: Element[]): string[] => lines.map((line) => line.lastElementChild?.textContent ?? '');
