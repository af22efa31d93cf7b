import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestCore, type TestCore } from '../../helpers/core.ts';
import { says } from '../../helpers/services.ts';

let core: TestCore;

beforeAll(async () => {
  core = await openTestCore({
    services: {
      good: {
        script: [
          says('fetch', 'running'),
          'echo fetching',
          'echo warning >&2',
          says('fetch', 'success', { message: 'fetched' }),
          says('restart', 'success', { output: { version: 'v1.2', commit: 'abc' } }),
        ].join('\n'),
      },
      'fails-after-first-step': { script: `${says('fetch', 'running')}\necho boom >&2\nexit 3` },
    },
  });
});
afterAll(() => core[Symbol.asyncDispose]());

it('ends a script that exits with 0 as SUCCESS, with its steps, whole log, version and output', async () => {
  const deployment = await core.run('good');

  expect(deployment).toMatchObject({
    state: 'SUCCESS',
    reason: null,
    exitCode: 0,
    version: 'v1.2',
    output: { version: 'v1.2', commit: 'abc' },
    sealedParameters: null,
  });
  expect(await core.stepsOf(deployment.id)).toMatchObject([
    { position: 1, name: 'fetch', state: 'SUCCESS', message: 'fetched', firstLine: 1, lastLine: expect.any(Number) },
    { position: 2, name: 'restart', state: 'SUCCESS' },
  ]);
  expect((await core.logText(deployment.id)).split('\n').toSorted()).toEqual(
    [
      '',
      JSON.stringify({ name: 'fetch', state: 'running' }),
      'fetching',
      'warning',
      JSON.stringify({ name: 'fetch', state: 'success', message: 'fetched' }),
      JSON.stringify({ name: 'restart', state: 'success', output: { version: 'v1.2', commit: 'abc' } }),
    ].toSorted(),
  );
});
