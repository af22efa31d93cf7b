import path from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { ApiClient } from './api-client.ts';
import { startApp, type TestApp } from './app.ts';
import { desktop, launchBrowser } from './browser.ts';
import { type Behaviour, writeService } from './services.ts';

/** A server in this process and a real browser that is signed in to it as the administrator. */
export type Web = AsyncDisposable & {
  app: TestApp;
  url: string;
  api: ApiClient;
  browser: Browser;
  /** Errors on the console, exceptions, requests to other origins, broken answers: of every page made here. */
  trouble: string[];
  /** A page of its own context, signed in. */
  open(address?: string, options?: BrowserContextOptions): Promise<Page>;
  write(name: string, behaviour: Behaviour): Promise<void>;
};

export type WebOptions = { env?: Record<string, string>; services?: Record<string, Behaviour> };

/** Without `services` there are the two examples of a first start. */
export async function startWeb({ env = {}, services }: WebOptions = {}): Promise<Web> {
  await using opened = new AsyncDisposableStack();
  const app = opened.use(await startApp({ ...(services && { FASTDEPLOY_DEMO: '0' }), ...env }));
  const token = await app.signIn();
  const browser = await launchBrowser();
  opened.defer(() => browser.close());
  const api = new ApiClient(app.url, token);
  const trouble: string[] = [];
  const web = {
    ...{ app, url: app.url, api, browser, trouble },
    async open(address = '/', options: BrowserContextOptions = {}): Promise<Page> {
      const context = await browser.newContext({ viewport: desktop, baseURL: app.url, ...options });
      await context.addCookies([{ name: 'fastdeploy_session', value: token, url: app.url, httpOnly: true }]);
      watchForTrouble(context, app.url, trouble);
      const page = await context.newPage();
      await page.goto(address);
      return page;
    },
    async write(name: string, behaviour: Behaviour): Promise<void> {
      await writeService(path.join(app.directory, 'services'), name, behaviour);
      await api.request('mutation { syncServices { __typename } }');
    },
  };
  for (const [name, behaviour] of Object.entries(services ?? {})) await web.write(name, behaviour);
  const resources = opened.move();
  return { ...web, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

function watchForTrouble(context: BrowserContext, url: string, trouble: string[]): void {
  context.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
  context.on('weberror', (error) => trouble.push(error.error().message));
  context.on('request', (request) => {
    if (!request.url().startsWith(url) && !/^(data|blob|about):/.test(request.url()))
      trouble.push(`a request to ${request.url()}`);
  });
  context.on(
    'response',
    (response) => response.status() >= 500 && trouble.push(`${response.status()} ${response.url()}`),
  );
}
