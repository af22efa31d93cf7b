import { afterAll, beforeAll, expect, it } from 'vitest';
import { system } from '../../../server/access/viewer.ts';
import { openTestCore, type TestCore } from '../../helpers/core.ts';
import { says } from '../../helpers/services.ts';

let core: TestCore;

beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core[Symbol.asyncDispose]());

async function failureOf(script: string) {
  await core.write('web', { script });
  const deployment = await core.run('web');
  const steps = await core.operations.deployments.stepsOf(system, [deployment.id]);
  const failure = core.operations.deployments.failureOf(system, deployment, steps.get(deployment.id) ?? []);
  const { line, excerpt } = (await failure?.firstError()) ?? { line: null, excerpt: null };
  return failure && { ...failure, firstErrorLine: line, excerpt, lines: excerpt?.text.split('\n') };
}

it('shows the first error of the failed step with the lines around it, also across chunks', async () => {
  const failure = await failureOf(
    [
      says('build', 'running'),
      'for i in 1 2 3 4; do echo before $i; done',
      'sleep 0.12',
      'echo error: boom',
      'sleep 0.12',
      'echo after 1; echo after 2',
      'exit 2',
    ].join('\n'),
  );

  expect(failure).toMatchObject({
    step: { name: 'build', state: 'FAILURE' },
    message: 'exit code 2',
    firstErrorLine: 6,
    lines: ['before 3', 'before 4', 'error: boom', 'after 1', 'after 2'],
    excerpt: { firstLine: 4, lineCount: 5 },
  });
});

it('shows the last lines when none looks like an error', async () => {
  const failure = await failureOf('for i in 1 2 3 4 5 6 7 8 9 10; do echo line $i; sleep 0.02; done; exit 1');

  expect(failure).toMatchObject({ firstErrorLine: null, message: 'deployment failed: exit code 1' });
  expect(failure?.lines?.at(-1)).toBe('line 10');
});

it('prefers what the failed step itself says', async () => {
  const failure = await failureOf(`${says('check', 'failure', { error_message: 'no answer' })}; exit 1`);

  expect(failure).toMatchObject({ step: { name: 'check' }, message: 'no answer' });
});

it('has nothing to show of a run without a line', async () => {
  expect(await failureOf('exit 9')).toMatchObject({
    message: 'deployment failed: exit code 9',
    excerpt: null,
    firstErrorLine: null,
  });
});

it('does not search the events, which are shown as steps', async () => {
  expect(await failureOf(`${says('error: x', 'running')}; echo fine; exit 1`)).toMatchObject({ firstErrorLine: null });
});

it('is null for a success', async () => {
  expect(await failureOf('true')).toBeNull();
});
