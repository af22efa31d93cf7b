import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { awayAfterSeconds } from '../../server/deployments/host.entity.ts';
import { createTemporaryDirectory } from '../helpers/directory.ts';
import { until } from '../helpers/until.ts';
import { Cable } from './cut-cable.ts';
import { times } from './numbers.ts';
import { addressOf, at, createServers, running } from './servers.ts';
import { addTruthService, expectNothingLost, startFresh, startTruth } from './truth.ts';

/** In the full form twice the time after which a host counts as away; the short one only cuts it off. */
const cutSeconds = times(5, awayAfterSeconds * 2);
const countsAsAway = cutSeconds > awayAfterSeconds;
const run = { steps: 100, lines: 1_000, seconds: cutSeconds + 15 };
const brief = { steps: 1, lines: 1, seconds: 0, exitCode: 0 };

type Waiting = {
  state: string;
  blockers: { __typename: string; deployment?: { id: string } }[];
};

test('a host that is cut off from the database keeps its run: none starts beside it, nothing is lost', {
  timeout: 300_000,
}, async () => {
  await using pair = await createServers([0, 1]);
  await using directory = await createTemporaryDirectory();
  await using cable = new Cable(directory.path, pair.connection);
  await cable.mend();
  const [cutOff, other] = pair.servers;
  if (cutOff === undefined || other === undefined) throw new Error('two servers are needed');
  cutOff.setEnv({ DATABASE_URL: addressOf(cable.connection) });
  addTruthService(cutOff);
  const api = await startFresh(cutOff);
  const truth = await startTruth(cutOff, api, run);
  await running(api, truth.id);
  const elsewhere = at((await other.start()).url, api);
  const next = await elsewhere.start('truth', { ...brief, file: path.join(directory.path, 'next') });
  const waiting = async (): Promise<Waiting> => {
    const { deployment } = await elsewhere.request<{ deployment: Waiting }>(
      `query ($id: ID!) { deployment(id: $id) { state blockers { __typename ... on ServiceBusy { deployment { id } } } } }`,
      { id: next },
    );
    return deployment;
  };

  await cable.cut();
  await delay(cutSeconds * 1_000);
  const atTheEnd = await waiting();
  const livedThrough = truth.scriptLives();
  await cable.mend();
  await expectNothingLost(cutOff, truth, run);
  const after = await until('the next one has ended', async () => {
    const deployment = await elsewhere.deployment(next);
    return deployment.finished && deployment;
  });

  expect(livedThrough).toBe(true);
  expect(atTheEnd.state).toBe('QUEUED');
  expect(atTheEnd.blockers).toContainEqual({ __typename: 'ServiceBusy', deployment: { id: truth.id } });
  expect(atTheEnd.blockers.some(({ __typename }) => __typename === 'HostAway')).toBe(countsAsAway);
  expect(after.state).toBe('SUCCESS');
});
