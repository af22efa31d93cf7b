import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bearer, startApp, type TestApp } from '../helpers/app.ts';
import { waitsFor, writeService } from '../helpers/services.ts';
import { until } from '../helpers/until.ts';

let app: TestApp;
let token: string;

beforeAll(async () => {
  app = await startApp();
  token = await app.signIn();
  const script = waitsFor(path.join(app.directory, 'may-end'));
  await writeService(path.join(app.directory, 'services'), 'web', { script, config: { lock: 'main' } });
  await writeService(path.join(app.directory, 'services'), 'api', { script, config: { lock: 'main' } });
  await ask('mutation { syncServices { __typename } }');
});
afterAll(() => app[Symbol.asyncDispose]());

async function ask(text: string, variables: object = {}): Promise<unknown> {
  const { data, errors } = await app.ask(text, { variables, headers: bearer(token) });
  expect(errors ?? []).toEqual([]);
  return data;
}
const start = (service: string) =>
  ask('mutation ($input: StartDeploymentInput!) { startDeployment(input: $input) { __typename } }', {
    input: { service, parameters: { a: 1 } },
  });
const retry = (input: object) =>
  ask(
    `mutation ($input: RetryDeploymentInput!) { retryDeployment(input: $input) { __typename ... on Error { code }
      ... on StartDeploymentSuccess { deployment { number parameters retryOf { number } } } } }`,
    { input },
  );

test('a deployment says what it waits for; once it is over it can be run again', { timeout: 60_000 }, async () => {
  await start('web');
  await until('it runs', async () => JSON.stringify(await ask('{ deployment(id: 1) { state } }')).includes('RUNNING'));
  await start('web');
  await start('api');
  const waiting = await ask(`{ deployments(filter: { finished: false }) { nodes { number viewerCan blockers { __typename
    ... on ServiceBusy { position deployment { number } } ... on LockHeld { name position deployment { number } } } } } }`);
  const early = await retry({ id: 1 });
  await writeFile(path.join(app.directory, 'may-end'), '');
  await until(
    'all are over',
    async () => {
      const left = JSON.stringify(await ask('{ deployments(filter: { finished: false }) { nodes { number } } }'));
      return !left.includes('number');
    },
    20_000,
  );
  const again = await retry({ id: 'dep_1', parameters: { b: 2 } });

  const lock = (position: number) => ({ __typename: 'LockHeld', name: 'main', position, deployment: { number: 1 } });
  expect(waiting).toEqual({
    deployments: {
      nodes: [
        { number: 3, viewerCan: ['CANCEL'], blockers: [lock(2)] },
        {
          number: 2,
          viewerCan: ['CANCEL'],
          blockers: [{ __typename: 'ServiceBusy', position: 1, deployment: { number: 1 } }, lock(1)],
        },
        { number: 1, viewerCan: ['CANCEL'], blockers: [] },
      ],
    },
  });
  expect(early).toEqual({ retryDeployment: { __typename: 'ConflictError', code: 'CONFLICT' } });
  expect(again).toEqual({
    retryDeployment: {
      __typename: 'StartDeploymentSuccess',
      deployment: { number: 4, parameters: { a: 1, b: 2 }, retryOf: { number: 1 } },
    },
  });
  expect(await ask('{ deployment(id: 1) { viewerCan blockers { __typename } } }')).toEqual({
    deployment: { viewerCan: ['RETRY'], blockers: [] },
  });
});
