import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type ApiClient, linesOf, type Watched, watchDeployment } from '../helpers/api-client.ts';
import type { ServerProcess } from '../helpers/server-process.ts';
import { until } from '../helpers/until.ts';
import { addDiaries, expectOrderly } from './diaries.ts';
import { times } from './numbers.ts';
import { at, complaints, createServers, running, type Servers } from './servers.ts';
import { addTruthService, expectNothingLost, killRepeatedly, startFresh, startTruth } from './truth.ts';

const kills = times(5, 20);
const takeOvers = times(3, 20);
const stops = times(1, 25);
const stopMs = 5_000;

const seqsOf = (watched: Watched): number[] =>
  watched.events.filter((event) => event.chunks === undefined).map((event) => event.seq);

/** Both servers, started; a service whose script says in a file of its own that it ran. */
async function startPair(
  pair: Servers,
): Promise<{ a: ServerProcess; b: ServerProcess; api: ApiClient; other: ApiClient }> {
  const [a, b] = pair.servers;
  if (a === undefined || b === undefined) throw new Error('two servers are needed');
  addTruthService(a);
  const api = await startFresh(a);
  return { a, b, api, other: at((await b.start()).url, api) };
}

test('a subscriber on one host sees a run of another host whole while its server is killed', {
  timeout: 400_000,
}, async () => {
  const run = { steps: 100, lines: 2_000, seconds: 4 + kills * 1.5 };
  await using pair = await createServers([0, 1]);
  const [a, b] = pair.servers;
  if (a === undefined || b === undefined) throw new Error('two servers are needed');
  addTruthService(a);
  const api = await startFresh(a);
  const truth = await startTruth(a, api, run);
  await running(api, truth.id); // on the host of the only server there is

  const { url } = await b.start();
  const elsewhere = watchDeployment(at(url, api), truth.id);
  await killRepeatedly(a, truth, kills, 1_500);
  await expectNothingLost(a, truth, run);
  await elsewhere.done;

  expect(elsewhere.problems).toEqual([]);
  expect(elsewhere.connections).toBe(1);
  expect(linesOf(elsewhere.events)).toEqual(truth.lines());
  expect(seqsOf(elsewhere)).toEqual(seqsOf(truth.watched));
  expect(fs.readdirSync(path.join(b.dataDir, 'runs'))).toEqual([]);
});

test('a server goes on with the runs of another of its host as soon as that one is killed', {
  timeout: 200_000,
}, async () => {
  const run = { steps: 100, lines: 1_000, seconds: 4 + takeOvers * 3, held: true } as const;
  await using pair = await createServers([0, 0]);
  const { a, b, api, other } = await startPair(pair);
  const truth = await startTruth(a, other, run);
  await running(other, truth.id);

  let takenOver = 0;
  for (let kill = 0; kill < takeOvers && truth.scriptLives(); kill++, takenOver++) {
    await a.kill();
    const { logLineCount } = await other.deployment(truth.id);
    const goesOn = async () => (await other.deployment(truth.id)).logLineCount > logLineCount;
    await until('more of the run is read', async () => !truth.scriptLives() || (await goesOn()), 3_000);
    await a.start();
  }
  await expectNothingLost(a, truth, run);

  expect(takenOver).toBeGreaterThanOrEqual(takeOvers / 2);
  expect(truth.watched.connections).toBe(1);
  expect((await api.deployment(truth.id)).state).toBe('FAILURE');
  expect([...complaints(a), ...complaints(b)]).toEqual([]);
});

test('a server that stands still for a while and goes on doubles nothing', { timeout: 600_000 }, async () => {
  const services = ['one', 'two', 'three', 'four'];
  await using pair = await createServers([0, 0]);
  const { a, b, other } = await startPair(pair);
  await addDiaries(pair, services);
  const ids: string[] = [];

  for (let stop = 0; stop < stops; stop++) {
    for (const name of services) ids.push(await other.start(name), await other.start(name));
    await delay(Math.random() * 300);
    process.kill(a.pid, 'SIGSTOP');
    const meanwhile = services.map((name) => other.start(name)); // one may wait for a row that the other has locked
    await delay(stopMs);
    process.kill(a.pid, 'SIGCONT');
    ids.push(...(await Promise.all(meanwhile)));
  }
  for (const id of ids) await until(`${id} has ended`, async () => (await other.deployment(id)).finished, 30_000);

  await expectOrderly(pair, services, ids);
  expect([...complaints(a), ...complaints(b)]).toEqual([]);
});
