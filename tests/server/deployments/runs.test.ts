import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestCore, type TestCore } from '../../helpers/core.ts';
import { says } from '../../helpers/services.ts';

let core: TestCore;

beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core[Symbol.asyncDispose]());

const good = [
  says('fetch', 'running'),
  'echo fetching',
  'echo warning >&2',
  says('fetch', 'success', { message: 'fetched' }),
  says('restart', 'success', { output: { version: 'v1.2', commit: 'abc' } }),
].join('\n');

it('ends a script that exits with 0 as SUCCESS, with its steps, whole log, version and output', async () => {
  await core.write('good', { script: good });

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

it.each([
  ['exits with another code', 'echo boom >&2; exit 3', { exitCode: 3, reason: 'exit code 3' }],
  ['is killed', 'kill -9 $$', { signal: 'SIGKILL', reason: 'killed by SIGKILL' }],
  [
    'reports a failed step',
    says('check', 'failure'),
    { exitCode: 0, reason: 'step "check" failed although the script exited with 0' },
  ],
  ['prints what sudo says', "printf 'sudo: a\\0b\\n' >&2; exit 1", { reason: 'sudo: a\ufffdb (exit code 1)' }],
])('ends a script that %s as FAILURE, with the reason', async (_, script, expected) => {
  await core.write('bad', { script });

  const deployment = await core.run('bad');
  const steps = await core.stepsOf(deployment.id);

  expect(deployment).toMatchObject({ state: 'FAILURE', ...expected });
  expect(steps.filter((step) => step.state === 'FAILURE')).toHaveLength(1);
});

it('ends a script that cannot be executed as FAILURE, with the reason', async () => {
  await core.write('bad', {});
  await writeFile(path.join(core.servicesDir, 'bad', 'deploy.sh'), '#!/does/not/exist\n');

  expect(await core.run('bad')).toMatchObject({
    state: 'FAILURE',
    exitCode: null,
    reason: expect.stringContaining('/does/not/exist'),
  });
});

it('lets the exit code alone decide where the service says so', async () => {
  await core.write('rescued', { script: says('check', 'failure'), config: { outcome: 'exit-code' } });

  const deployment = await core.run('rescued');

  expect(deployment.state).toBe('SUCCESS');
  expect(await core.stepsOf(deployment.id)).toMatchObject([{ name: 'check', state: 'WARNING' }]);
});

it('ends a script that runs longer than its time-out as TIMED_OUT', async () => {
  await core.write('slow', {
    script: `${says('build', 'running')}; sleep 30`,
    config: { timeout_seconds: 1, steps: [{ name: 'build' }, { name: 'never' }] },
  });

  const deployment = await core.run('slow');

  expect(deployment).toMatchObject({
    state: 'TIMED_OUT',
    reason: 'the script ran longer than its time-out',
    timeoutSeconds: 1,
  });
  expect((await core.stepsOf(deployment.id)).map((step) => step.state)).toEqual(['FAILURE', 'SKIPPED']);
});

it('keeps 1,000 steps of a script that names more, and its whole log', async () => {
  await core.write('many', {
    script: `for i in $(seq 1010); do printf '{"name":"step %s","state":"success"}\\n' $i; done`,
  });

  const deployment = await core.run('many');
  const steps = await core.stepsOf(deployment.id);

  expect(deployment).toMatchObject({ state: 'SUCCESS', lastLine: 1_010 });
  expect(steps).toHaveLength(1_001);
  expect(steps.at(-1)).toMatchObject({ state: 'WARNING' });
});
