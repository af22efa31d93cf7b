import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { pgConfig } from '../../server/db/connection.ts';
import { startEmbedded } from '../../server/db/embedded.ts';
import { refreshServiceHistory } from '../../server/deployments/service-history.ts';
import { createLog } from '../../server/log.ts';
import { ApiClient } from '../helpers/api-client.ts';
import { desktop, launchBrowser } from '../helpers/browser.ts';
import { ServerProcess } from '../helpers/server-process.ts';
import { spread } from './statistics.ts';

const services = 200;
const groups = 12;
const deployments = 100_000;
const samples = 20;
const loads = 10;
const painted = 'all rows are painted';

/** The first page with 200 services in 12 groups and 100,000 deployments: its query, and a browser from address to last row. */
export async function benchDashboard(): Promise<string[]> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'fastdeploy-bench-'));
  await chmod(directory, 0o711); // as root the database runs as another account
  const embedded = await startEmbedded({ dataDir: path.join(directory, 'var'), fsync: false, log: createLog('error') });
  try {
    const { host, port, user, password, dbName } = embedded.connection;
    const url = `postgres://${user}:${encodeURIComponent(password)}@/${dbName}?host=${encodeURIComponent(host)}&port=${port}`;
    await using server = new ServerProcess({ DATABASE_URL: url, FASTDEPLOY_DEPLOY_USER: 'none' });
    for (let n = 1; n <= services; n++)
      server.addService(`service-${n}`, { group: `Group ${n % groups}`, environment: 'production' }, '#!/bin/sh\n');
    const ready = await server.start();
    await fill(embedded.connection);
    const api = await ApiClient.signInOnce(ready.url, ready.signInCode ?? '');
    return [...(await benchQuery(api)), ...(await benchBrowser(api))];
  } finally {
    await embedded.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

async function fill(connection: Parameters<typeof pgConfig>[0]): Promise<void> {
  const client = new pg.Client(pgConfig(connection));
  await client.connect();
  try {
    await client.query(
      `insert into deployments (service_id, run_id, state, parameters, output, origin, actor_kind, actor_label, created_at, started_at, finished_at)
       select s.id, gen_random_uuid(), case when n % 20 = 0 then 'FAILURE' else 'SUCCESS' end, '{}', '{}', 'github', 'USER', 'admin',
         at, at, at + interval '90 seconds'
       from generate_series(1, ${deployments}) n cross join lateral (select now() - make_interval(mins => ${deployments} - n) as at) x
         join services s on s.name = 'service-' || (n % ${services} + 1)`,
    );
    await client.query(
      `insert into steps (deployment_id, position, name, state) select d.id, p, 'step ' || p, 'SUCCESS'
       from deployments d, generate_series(1, 7) p where d.id > ${deployments} - 2000`,
    );
    const { rows } = await client.query<{ id: number }>('select id::int from services');
    for (const { id } of rows) await refreshServiceHistory(client, id);
    await client.query('analyze');
  } finally {
    await client.end();
  }
}

async function benchQuery(api: ApiClient): Promise<string[]> {
  const directory = path.resolve(import.meta.dirname, '../../client/web/api');
  const texts = ['fragments', 'services', 'start', 'history'].map((name) =>
    readFile(path.join(directory, `${name}.graphql`), 'utf8'),
  );
  const [fragments = '', ...operations] = await Promise.all(texts);
  const page = [fragments, ...operations].join('\n');
  const document = definitionsFor(page, 'ServicesPage');
  const times: number[] = [];
  let bytes = 0;
  for (let sample = 0; sample < samples; sample++) {
    const start = performance.now();
    bytes = JSON.stringify(await api.request(document)).length;
    times.push(performance.now() - start);
  }
  return [
    `query of the first page, ${services} services, ${deployments} deployments: ${spread(times)} (${bytes} bytes)`,
  ];
}

/** The operation of a name with the fragments it needs, out of several documents. */
function definitionsFor(text: string, operation: string): string {
  const definitions = text.split(/\n(?=(?:query|mutation|subscription|fragment) )/);
  const found = new Map<string, string>();
  const take = (name: string): void => {
    const definition = definitions.find((each) => new RegExp(`^\\w+ ${name}\\b`).test(each.trimStart()));
    if (definition === undefined || found.has(name)) return;
    found.set(name, definition);
    for (const [, fragment = ''] of definition.matchAll(/\.\.\.(\w+)/g)) take(fragment);
  };
  take(operation);
  return [...found.values()].join('\n');
}

async function benchBrowser(api: ApiClient): Promise<string[]> {
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ viewport: desktop });
    await context.addCookies([{ name: 'fastdeploy_session', value: api.token, url: api.url, httpOnly: true }]);
    const page = await context.newPage();
    await page.addInitScript(markWhenPainted, services);
    const times: number[] = [];
    for (let load = 0; load <= loads; load++) {
      await page.goto(api.url);
      await page.waitForFunction((mark) => performance.getEntriesByName(mark).length > 0, painted);
      times.push(await page.evaluate((mark) => performance.getEntriesByName(mark)[0]?.startTime ?? Infinity, painted));
    }
    const [first = Infinity, ...later] = times;
    return [
      `browser, from the address to ${services} painted rows: ${spread(later)} (${loads} loads)`,
      `  the first load, with nothing in any cache: ${first.toFixed(0)} ms`,
    ];
  } finally {
    await browser.close();
  }
}

/** Measures in the page, since asking it from outside slows it down. Runs there before anything else. */
function markWhenPainted(rows: number): void {
  const look = (): void => {
    if (document.querySelectorAll('[data-service]').length < rows) requestAnimationFrame(look);
    else setTimeout(() => performance.mark('all rows are painted'));
  };
  requestAnimationFrame(look);
}
