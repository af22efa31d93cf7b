import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from '../helpers/browser.ts';
import { closePages, runPage } from '../helpers/run-page.ts';
import { says, waitsFor } from '../helpers/services.ts';
import { until } from '../helpers/until.ts';
import { startWeb, type Web } from '../helpers/web.ts';

describe.runIf(hasBrowser)('the page of a running deployment', { timeout: 60_000 }, () => {
  let web: Web;
  const flag = (name: string): string => path.join(web.app.directory, name);
  const raise = (name: string): void => fs.writeFileSync(flag(name), '');

  beforeAll(async () => {
    web = await startWeb({ services: {} });
    await web.write('web', {
      script: [
        says('build', 'running'),
        'seq -f "line %g" 200',
        waitsFor(flag('more')),
        'seq -f "more %g" 200',
        says('build', 'success'),
        says('migrate', 'running'),
        waitsFor(flag('end')),
        'echo the last line',
      ].join('\n'),
      config: { concurrency: 'parallel' },
    });
    await web.write('deaf', { script: `trap '' TERM\n${waitsFor(flag('never'))}\n${waitsFor(flag('never'))}` });
  }, 60_000);

  afterEach(() => closePages(web));
  afterAll(() => web?.[Symbol.asyncDispose]());

  const lower = (): void => {
    for (const name of ['more', 'end']) fs.rmSync(flag(name), { force: true });
  };
  const start = async (): Promise<{ id: string; address: string }> => {
    lower();
    const id = await web.api.start('web');
    return { id, address: `/deployments/${id.replace('dep_', '')}` };
  };

  test('6. the clock ticks and steps change by themselves, at once', async () => {
    const { address } = await start();
    const page = await web.open(address);
    const migrate = page.locator('.st li[data-step=migrate]');
    await page.locator('.st li[data-step=build][data-state=RUNNING]').waitFor();
    const clock = (): Promise<string> => page.locator('.rh .state').innerText();
    const before = await clock();
    await until('the clock ticked', async () => (await clock()) !== before);
    raise('more');
    await migrate.and(page.locator('[data-state=RUNNING]')).waitFor();
    raise('end');

    await runPage(page).pill('Succeeded').waitFor();
    expect(await migrate.getAttribute('data-state')).toBe('SUCCESS');
  });

  test('7. a reload in mid-run shows the same lines and numbers as the download', async () => {
    const { id, address } = await start();
    const page = await web.open(address);
    const run = runPage(page);
    await page.locator('.l', { hasText: 'line 200' }).waitFor();
    const texts = await run.texts();
    await page.reload();
    await page.locator('.l', { hasText: 'line 200' }).waitFor();

    expect(await run.texts()).toEqual(texts);
    expect(`${texts.join('\n')}\n`).toBe(await web.api.log(id));
    raise('more');
    raise('end');
    await run.pill('Succeeded').waitFor();
    const log = await web.api.log(id);
    await until('all lines are there', async () => `${(await run.texts()).join('\n')}\n` === log);
    expect(await run.numbers()).toEqual(Array.from({ length: log.split('\n').length - 1 }, (_, index) => index + 1));
  });

  test('17. it follows until the reader scrolls up or selects, counts what comes, and goes on at the end', {
    timeout: 40_000,
  }, async () => {
    const { address } = await start();
    const page = await web.open(address);
    const run = runPage(page);
    const pill = page.locator('.fl button');
    const atEnd = (): Promise<boolean> =>
      page.evaluate(() => document.documentElement.scrollHeight - innerHeight - scrollY < 40);
    await page.locator('.l', { hasText: 'line 200' }).waitFor();
    await until('it follows', atEnd);
    expect(await pill.isVisible()).toBe(false);
    await page.mouse.move(900, 500);
    await page.mouse.wheel(0, -600);
    await until('it stopped', async () => !(await atEnd()));
    const y = await page.evaluate(() => scrollY);
    raise('more');
    await pill.filter({ hasText: 'new lines' }).waitFor();
    await until('all were counted', async () => /20\d/.test(await pill.innerText()));
    expect(await page.evaluate(() => scrollY)).toBe(y);
    await page.keyboard.press('End');
    await until('it follows again', atEnd);
    expect(await pill.isVisible()).toBe(false);
    await run.section('build').locator('.sh').click();
    await run.section('build').locator('.sh').click();
    await page.locator('.l:visible').last().selectText();
    await pill.waitFor({ state: 'visible' });
    await pill.click();
    await until('the pill follows', atEnd);
    raise('end');
    await run.pill('Succeeded').waitFor();
  });

  test('23. the download of a running deployment ends with its last line so far', async () => {
    const { address } = await start();
    const page = await web.open(address);
    await page.locator('.l', { hasText: 'line 200' }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download log' }).click(),
    ]);

    expect(fs.readFileSync(await download.path(), 'utf8').endsWith('line 199\nline 200\n')).toBe(true);
    raise('more');
    raise('end');
    await runPage(page).pill('Succeeded').waitFor();
  });

  test('32. a script that ignores the request to end is canceled all the same, and by whom is said', {
    timeout: 60_000,
  }, async () => {
    const id = await web.api.start('deaf');
    const page = await web.open(`/deployments/${id.replace('dep_', '')}`);
    const run = runPage(page);
    await run.pill('Running').waitFor();
    await page.keyboard.press('x');
    await page.getByRole('dialog').getByText('killed 10 seconds later').waitFor();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Cancel deaf/ })
      .click();
    await run.pill('Canceling…').waitFor();

    await run.pill('Canceled').waitFor({ timeout: 30_000 });
    await page.locator('.rh').getByText('by admin').waitFor();
    const { reason } = await web.api.deployment(id);
    expect(reason).toContain('admin');
  });
});
