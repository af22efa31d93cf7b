import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from '../helpers/browser.ts';
import { closePages, runPage, runToEnd } from '../helpers/run-page.ts';
import { says, waitsFor } from '../helpers/services.ts';
import { until } from '../helpers/until.ts';
import { startWeb, type Web } from '../helpers/web.ts';

describe.runIf(hasBrowser)('the progress of a run', { timeout: 60_000 }, () => {
  let web: Web;
  let known = '';
  const flag = (name: string): string => path.join(web.app.directory, name);
  const script = (): string =>
    [
      says('build', 'running'),
      'sleep 0.3',
      says('build', 'success'),
      says('migrate', 'running'),
      `if [ -e '${flag('hold')}' ]; then ${waitsFor(flag('go'))}; else sleep 0.6; fi`,
      says('migrate', 'success'),
      says('verify', 'running'),
      'sleep 0.3',
      says('verify', 'success'),
    ].join('\n');

  beforeAll(async () => {
    web = await startWeb({ services: {} });
    const config = { steps: ['build', 'migrate', 'verify'].map((name) => ({ name })) };
    await web.write('new', { script: script(), config });
    await web.write('web', { script: script(), config });
    for (let run = 0; run < 3; run++) await runToEnd(web, 'web');
    fs.writeFileSync(flag('hold'), '');
    known = await web.api.start('web');
  }, 60_000);

  afterEach(() => closePages(web));
  afterAll(() => web?.[Symbol.asyncDispose]());

  test('24. with history it says how far it is and how long it takes, never back and never 100 %; without, the step', async () => {
    const page = await web.open(`/deployments/${known.replace('dep_', '')}`);
    const bar = page.getByRole('progressbar', { name: 'Deployment progress' });
    await bar.waitFor();
    await page.locator('.st li[data-step=migrate][data-state=RUNNING]').waitFor();
    expect(await page.locator('.rh').innerText()).toMatch(/left|any moment|Slower than usual/);
    await bar.evaluate((element) => {
      const seen: number[] = [];
      const look = (): unknown => seen.push(Number(element.getAttribute('aria-valuenow')));
      look();
      new MutationObserver(look).observe(element, { attributes: true });
      Object.assign(window, { seen });
    });
    const fresh = await web.api.start('new');
    const other = await web.open(`/deployments/${fresh.replace('dep_', '')}`);
    await other.locator('.st li[data-step=migrate][data-state=RUNNING]').waitFor();
    expect(await other.getByRole('progressbar').count()).toBe(0);
    expect(await other.locator('.rh').innerText()).toMatch(/migrate\s*· 2 of 3/);
    expect(await other.locator('.rh').innerText()).not.toContain('%');
    fs.writeFileSync(flag('go'), '');
    await runPage(page).pill('Succeeded').waitFor();

    const seen = await page.evaluate((): number[] => Reflect.get(window, 'seen'));
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBeLessThan(100);
    await runPage(other).pill('Succeeded').waitFor();
    fs.rmSync(flag('go'));
  });

  test('25. a step beyond its usual time says so with an icon and words', async () => {
    const id = await web.api.start('web');
    const page = await web.open(`/deployments/${id.replace('dep_', '')}`);
    const section = runPage(page).section('migrate');

    await section.getByText('Slower than usual').waitFor({ timeout: 20_000 });
    expect(await section.locator('.bd svg').count()).toBe(1);
    await page.locator('.rh').getByText('Slower than usual').waitFor();
    fs.writeFileSync(flag('go'), '');
    await section.getByText('over usual').waitFor();
  });

  test('26. the bars of the timeline add up to the run, and its numbers are those of the steps', async () => {
    fs.writeFileSync(flag('go'), '');
    await runToEnd(web, 'new');
    const { number, durationMs, steps } = await lastRun(web);
    const page = await web.open(`/deployments/${number}`);
    await page.getByRole('link', { name: 'Timeline' }).click();
    await page.locator('.wf tbody tr').nth(2).waitFor();

    const widths = await page.locator('.wf .ln').evaluateAll((lines) =>
      lines.map((line) => {
        const bars = [...line.querySelectorAll('.tk')].map((bar) => bar.getBoundingClientRect().width);
        return bars.reduce((sum, width) => sum + width, 0) / line.getBoundingClientRect().width;
      }),
    );
    const spanMs = Math.max(durationMs, 1_000) * 1.05;
    const whole = widths.reduce((sum, share) => sum + share * spanMs, 0);
    expect(Math.abs(whole - durationMs)).toBeLessThan(1_000);
    const took = await page.locator('.wf tbody tr td:nth-child(3)').allInnerTexts();
    for (const [index, step] of steps.entries()) {
      expect(Math.abs(Number.parseFloat(took[index] ?? '') * 1_000 - (step.durationMs ?? 0))).toBeLessThanOrEqual(500);
    }
    await page.getByRole('link', { name: 'migrate' }).click();
    await until('the log is back', async () => page.locator('#log').isVisible());
    expect(new URL(page.url()).searchParams.get('view')).toBeNull();
  });
});

type LastRun = { number: number; durationMs: number; steps: { durationMs: number | null }[] };

async function lastRun(web: Web): Promise<LastRun> {
  const { service } = await web.api.request<{ service: { latestDeployment: LastRun } }>(
    '{ service(name: "new") { latestDeployment { number durationMs steps { durationMs } } } }',
  );
  return service.latestDeployment;
}
