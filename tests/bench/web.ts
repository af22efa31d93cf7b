import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { ApiClient } from '../helpers/api-client.ts';
import { desktop, launchBrowser } from '../helpers/browser.ts';
import { ServerProcess } from '../helpers/server-process.ts';
import { says, waitsFor } from '../helpers/services.ts';
import { until } from '../helpers/until.ts';
import { spread } from './statistics.ts';

const opens = 3;
const presses = 30;
const pauseMs = 250;
const megabyte = 1_024 ** 2;

/** The run page in a real browser: how soon a log can be used, what it holds, and how it answers while 500 lines a second come. */
export async function benchWeb(): Promise<string[]> {
  await using server = new ServerProcess();
  const stop = path.join(server.directory, 'stop');
  const prints = (lines: number): string =>
    `#!/bin/sh\n${says('build', 'running')}\nseq -f "a line of the log, number %.0f of many" ${lines}\n${says('build', 'success')}\n`;
  server.addService('ten', {}, prints(10_000));
  server.addService('large', {}, prints(300_000));
  server.addService(
    'stream',
    {},
    `#!/bin/sh\n${says('build', 'running')}\n(while [ ! -e '${stop}' ]; do seq -f "streamed line %.0f" 50; sleep 0.1; done) &\n${waitsFor(stop)}\nwait\n`,
  );
  const { url, signInCode } = await server.start();
  const api = await ApiClient.signInOnce(url, signInCode ?? '');
  const browser = await launchBrowser();
  try {
    return [
      ...(await opening(browser, api, 'ten', '10,000 lines')),
      ...(await opening(browser, api, 'large', '300,000 lines')),
      ...(await streaming(browser, api, stop)),
    ];
  } finally {
    fs.writeFileSync(stop, '');
    await browser.close();
  }
}

async function opening(browser: Browser, api: ApiClient, service: string, label: string): Promise<string[]> {
  const id = await api.start(service);
  await until('the run ended', async () => (await api.deployment(id)).finished, 120_000);
  const ready: number[] = [];
  const heap: number[] = [];
  for (let open = 0; open < opens; open++) {
    const page = await signedIn(browser, api);
    await page.goto(`${api.url}/deployments`); // the program and its fonts are there, as on any visit but the first
    await page
      .locator(`a[href="/deployments/${id.replace('dep_', '')}"]`)
      .first()
      .waitFor();
    await page.evaluate(
      (number) => {
        performance.mark('opened');
        document.querySelector<HTMLAnchorElement>(`a[href="/deployments/${number}"]`)?.click();
      },
      id.replace('dep_', ''),
    );
    ready.push(await page.evaluate(untilDrawn));
    heap.push(await heapOf(page));
    await page.context().close();
  }
  return [
    `${label}: opened and answering after ${spread(ready)} (${opens} times)`,
    `  heap after garbage collection: ${heap.map((bytes) => Math.round(bytes / megabyte)).join(', ')} MB`,
  ];
}

async function streaming(browser: Browser, api: ApiClient, stop: string): Promise<string[]> {
  const id = await api.start('stream');
  const page = await signedIn(browser, api);
  await page.goto(`${api.url}/deployments/${id.replace('dep_', '')}`);
  await page.locator('.l', { hasText: 'streamed line' }).last().waitFor();
  const before = await lineCount(page);
  const from = performance.now();
  await page.evaluate(() => {
    const latencies: number[] = [];
    const options = { type: 'event', durationThreshold: 16 };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) latencies.push(entry.duration);
    }).observe(options);
    Object.assign(window, { latencies });
  });
  for (let press = 0; press < presses; press++) {
    await page.keyboard.press(press % 2 === 0 ? 't' : 'z');
    await page.waitForTimeout(pauseMs);
  }
  const perSecond = ((await lineCount(page)) - before) / ((performance.now() - from) / 1_000);
  const latencies = await page.evaluate((): number[] => Reflect.get(window, 'latencies'));
  fs.writeFileSync(stop, '');
  await page.context().close();
  const slow = latencies.length === 0 ? 'none over 16 ms' : `${latencies.length} of over 16 ms, ${spread(latencies)}`;
  return [
    `streaming ${perSecond.toFixed(0)} lines a second, ${presses} key presses that change every line: ${slow}`,
    '  (event to next paint, in steps of 8 ms)',
  ];
}

async function signedIn(browser: Browser, api: ApiClient): Promise<Page> {
  const context = await browser.newContext({ viewport: desktop });
  await context.addCookies([{ name: 'fastdeploy_session', value: api.token, url: api.url, httpOnly: true }]);
  return context.newPage();
}

const lineCount = async (page: Page): Promise<number> =>
  Number((await page.locator('.tabs .f').first().innerText()).replaceAll(/\D/g, ''));

/** Milliseconds from the click until the last line is drawn and the page answers again. Runs in the page. */
function untilDrawn(): Promise<number> {
  return new Promise((resolve) => {
    const look = (): void => {
      const lines = document.querySelectorAll('.l[data-n]').length;
      if (lines < 10_000) requestAnimationFrame(look);
      else setTimeout(() => resolve(performance.now() - (performance.getEntriesByName('opened')[0]?.startTime ?? 0)));
    };
    look();
  });
}

async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize;
}
