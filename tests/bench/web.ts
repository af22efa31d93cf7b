import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { ApiClient } from '../helpers/api-client.ts';
import { desktop, launchBrowser } from '../helpers/browser.ts';
import { ServerProcess } from '../helpers/server-process.ts';
import { says, waitsFor } from '../helpers/services.ts';
import { until } from '../helpers/until.ts';
import { spread } from './statistics.ts';

const opens = 5;
const pressed = 30;
const pauseMs = 250;
/** How long somebody looks at a row before they click it. */
const readingMs = 500;
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
    const link = page.locator(`a[href="/deployments/${id.replace('dep_', '')}"]`).first();
    await link.hover();
    await page.waitForTimeout(readingMs);
    await page.evaluate(() =>
      addEventListener('click', () => performance.mark('opened'), { capture: true, once: true }),
    );
    await link.click();
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
  const changing = await presses(page, ['t', 'z']);
  const asking = await presses(page, ['e', 'p']);
  const perSecond = ((await lineCount(page)) - before) / ((performance.now() - from) / 1_000);
  fs.writeFileSync(stop, '');
  await page.context().close();
  return [
    `streaming ${perSecond.toFixed(0)} lines a second, from a key press to the next paint, in steps of 8 ms (${pressed} presses each):`,
    `  times and wrap, which change every line: ${overFrame(changing)}`,
    `  next error and next hit:                 ${overFrame(asking)}`,
    `  interaction to next paint, the slowest but one of all ${2 * pressed}: ${[...changing, ...asking].sort((a, b) => b - a)[1] ?? 0} ms`,
  ];
}

const overFrame = (latencies: number[]): string =>
  latencies.length === 0 ? 'none over 16 ms' : `${latencies.length} of over 16 ms, ${spread(latencies)}`;

/** How long the page took to answer keys, which are pressed by turns: milliseconds of what took longer than 16. */
async function presses(page: Page, keys: [string, string]): Promise<number[]> {
  await page.evaluate(() => {
    const latencies: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (name === 'keydown') latencies.push(duration);
    });
    const options = { type: 'event', durationThreshold: 16 };
    observer.observe(options);
    Object.assign(window, { latencies, observer });
  });
  for (let press = 0; press < pressed; press++) {
    await page.keyboard.press(press % 2 === 0 ? keys[0] : keys[1]);
    await page.waitForTimeout(pauseMs);
  }
  return page.evaluate(() => {
    Reflect.get(window, 'observer').disconnect();
    return Reflect.get(window, 'latencies');
  });
}

async function signedIn(browser: Browser, api: ApiClient): Promise<Page> {
  const context = await browser.newContext({ viewport: desktop });
  await context.addCookies([{ name: 'fastdeploy_session', value: api.token, url: api.url, httpOnly: true }]);
  return context.newPage();
}

const lineCount = async (page: Page): Promise<number> =>
  Number((await page.locator('.tabs .f').first().innerText()).replaceAll(/\D/g, ''));

/** Milliseconds from the click until the first and the last lines are drawn and the page answers again. Runs in the page. */
function untilDrawn(): Promise<number> {
  return new Promise((resolve) => {
    const look = (): void => {
      const lines = document.querySelectorAll('.l[data-n]').length;
      if (lines < 10_000 || !document.querySelector('#L1')) requestAnimationFrame(look);
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
