import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type ApiClient, linesOf, watchDeployment } from '../helpers/api-client.ts';
import { query } from '../helpers/database.ts';
import { createTemporaryDirectory } from '../helpers/directory.ts';
import { ServerProcess } from '../helpers/server-process.ts';
import { openSocket } from '../helpers/socket.ts';
import { until } from '../helpers/until.ts';
import { Database } from './database.ts';
import { times } from './numbers.ts';
import { at, createServers, running } from './servers.ts';
import { addTruthService, expectNothingLost, startFresh, startTruth } from './truth.ts';

const outages = times(2, 10);
const outageMs = times(3, 10) * 1_000;
const cuts = 20;

test('a run loses and repeats nothing while its database is away, and the server says so', {
  timeout: 600_000,
}, async () => {
  const run = { steps: 100, lines: 5_000, seconds: 4 + (outages * (outageMs + 3_000)) / 1_000, held: true } as const;
  await using directory = await createTemporaryDirectory();
  await using database = new Database(path.join(directory.path, 'db'));
  await using server = new ServerProcess({ DATABASE_URL: await database.start(), FASTDEPLOY_DEPLOY_USER: 'none' });
  addTruthService(server);
  const api = await startFresh(server);
  const truth = await startTruth(server, api, run);
  await running(api, truth.id);
  const ready = async (): Promise<number> => (await fetch(`${api.url}/readyz`)).status;
  const whileAway: boolean[] = [];
  const newcomers: unknown[] = [];

  for (let outage = 0; outage < outages; outage++) {
    if (outage % 2 === 0) await database.stop();
    else await database.crash();
    await until('the server says that it is not ready', async () => (await ready()) === 503, outageMs);
    await delay(outageMs);
    newcomers.push(await answerOf(api), await closeOf(api));
    whileAway.push(truth.scriptLives() && (await ready()) === 503);
    await database.start();
    await until('the server is ready again', async () => (await ready()) === 200);
    await delay(Math.random() * 1_000);
  }
  await expectNothingLost(server, truth, run);

  expect(whileAway).toEqual(whileAway.map(() => true));
  const told = [503, 'DATABASE_UNAVAILABLE'];
  const closed = { code: 1013, reason: 'The database cannot answer now. Try again in a moment.' };
  expect(newcomers).toEqual(whileAway.flatMap(() => [told, closed]));
  expect(server.exitCode).toBeNull();
  expect(truth.watched.connections).toBe(1);
});

/** How a query is answered by GraphQL. */
async function answerOf({ url, token }: ApiClient): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: '{ services { totalCount } }' }),
  });
  const { errors } = (await response.json()) as { errors: [{ extensions: { code: string } }] };
  return [response.status, errors[0].extensions.code];
}

/** How a socket is closed that says who it is. Stock clients try 1013 again. */
async function closeOf({ url, token }: ApiClient): Promise<unknown> {
  const socket = await openSocket(url);
  socket.say({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
  return socket.closed;
}

test('a subscriber on another server misses nothing while the connections for notifications are cut', {
  timeout: 120_000,
}, async () => {
  const run = { steps: 100, lines: 1_000, seconds: 8, held: true } as const;
  await using pair = await createServers([0, 1]);
  const [a, b] = pair.servers;
  if (a === undefined || b === undefined) throw new Error('two servers are needed');
  addTruthService(a);
  const api = await startFresh(a);
  const truth = await startTruth(a, api, run);
  await running(api, truth.id);
  const elsewhere = watchDeployment(at((await b.start()).url, api), truth.id);

  let cut = 0;
  while (cut < cuts) {
    const ended = await query(
      pair.connection,
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and (query like 'listen %' or query like '%pg_notify%')`,
    );
    cut += ended.length;
    await delay(Math.random() * 300);
  }
  const whileAlive = truth.scriptLives();
  await expectNothingLost(a, truth, run);
  await elsewhere.done;

  expect(whileAlive).toBe(true);
  expect(elsewhere.problems).toEqual([]);
  expect(elsewhere.connections).toBe(1);
  expect(linesOf(elsewhere.events)).toEqual(truth.lines());
});
