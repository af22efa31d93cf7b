import { expect, test } from 'vitest';
import { ServerProcess } from '../helpers/server-process.ts';
import { times } from './numbers.ts';
import { addTruthService, expectNothingLost, killRepeatedly, startFresh, startTruth } from './truth.ts';

const kills = Number(process.env.FASTDEPLOY_TEST_KILLS ?? 5);

test('a run loses and repeats nothing while the server is killed again and again', { timeout: 400_000 }, async () => {
  const run = { steps: 900, lines: 5_000, seconds: times(14, 20) + kills * 1.3 };
  await using server = new ServerProcess();
  addTruthService(server);
  const truth = await startTruth(server, await startFresh(server), run);

  const whileAlive = await killRepeatedly(server, truth, kills, 2_000);

  await expectNothingLost(server, truth, run);
  expect(whileAlive).toBeGreaterThanOrEqual(kills * 0.9);
});

test('a run at full speed loses and repeats nothing while the server is killed', { timeout: 240_000 }, async () => {
  const run = kills > 10 ? { steps: 900, lines: 5_000, seconds: 0 } : { steps: 200, lines: 1_000, seconds: 0 };
  await using server = new ServerProcess();
  addTruthService(server);
  const truth = await startTruth(server, await startFresh(server), run);

  await killRepeatedly(server, truth, 3, 1_500);

  await expectNothingLost(server, truth, run);
});
