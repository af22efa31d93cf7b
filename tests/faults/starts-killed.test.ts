import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ApiClient } from '../helpers/api-client.ts';
import { ServerProcess } from '../helpers/server-process.ts';
import { until } from '../helpers/until.ts';
import { times } from './numbers.ts';
import { addTruthService, expectNothingLost, startFresh, startTruth } from './truth.ts';

const rounds = Number(process.env.FASTDEPLOY_TEST_KILLS ?? 5);

/** From the spawn until well after the ready line of a first start: initdb, migration, sync and what follows are all hit. */
const firstStartMs = 3_500;

test('a server killed at any moment of its first starts works at the next', { timeout: 600_000 }, async () => {
  await using server = new ServerProcess({ INITIAL_USER_PASSWORD: 'correct horse' });

  for (let round = 0; round < rounds; round++) {
    server.spawn();
    await delay(((round + Math.random()) / rounds) * firstStartMs);
    await server.kill();
  }

  const { url } = await server.start();
  const api = await ApiClient.signIn(url, 'admin', 'correct horse');
  const id = await api.start('fails');
  await until('it has ended', async () => (await api.deployment(id)).finished, 30_000);
  expect(await api.deployment(id)).toMatchObject({ state: 'FAILURE', exitCode: 1 });
  expect(fs.readdirSync(server.directory).sort()).toEqual(['services', 'var']);
});

test('a deployment accepted just before a kill runs exactly once', { timeout: 600_000 }, async () => {
  await using server = new ServerProcess();
  const ran = path.join(server.directory, 'ran.txt');
  server.addService('once', { description: 'counts how often it ran' }, `#!/bin/sh\necho x >> '${ran}'\n`);
  let api = await startFresh(server);

  for (let round = 0; round < rounds; round++) {
    await api.start('once');
    await delay(Math.random() * 30);
    await server.kill();
    const { url } = await server.start();
    api = new ApiClient(url, api.token);
  }

  for (let round = 1; round <= rounds; round++) {
    await until(`#${round} has ended`, async () => (await api.deployment(`dep_${round}`)).finished, 60_000);
    expect(await api.deployment(`dep_${round}`)).toMatchObject({ state: 'SUCCESS', exitCode: 0 });
  }
  expect(fs.readFileSync(ran, 'utf8')).toBe('x\n'.repeat(rounds));
});

test('a client whose socket is cut every 100 ms sees everything once', { timeout: 120_000 }, async () => {
  const run = { steps: 900, lines: 5_000, seconds: times(8, 20) };
  await using server = new ServerProcess();
  addTruthService(server);
  const truth = await startTruth(server, await startFresh(server), run);
  const cutting = setInterval(() => truth.watched.cut(), 100);

  try {
    await until('the script has ended', () => !truth.scriptLives(), 100_000);
  } finally {
    clearInterval(cutting);
  }

  await expectNothingLost(server, truth, run);
  expect(truth.watched.connections).toBeGreaterThan(times(12, 30));
});
