import { afterAll, beforeAll, expect, it } from 'vitest';
import { system } from '../../../server/access/viewer.ts';
import { DeploymentNotActiveError, InvalidInputError, NotFoundError } from '../../../server/errors.ts';
import { openTestCore, type TestCore } from '../../helpers/core.ts';
import { says, waitsFor } from '../../helpers/services.ts';

let core: TestCore;

beforeAll(async () => {
  core = await openTestCore();
  const config = { stop_grace_seconds: 1 };
  await core.write('waits', { script: `${says('build', 'running')}; ${waitsFor(core.flag('go'))}`, config });
  await core.write('ignores-sigterm', {
    script: `trap '' TERM; : > '${core.flag('deaf')}'; ${waitsFor(core.flag('go'))}`,
    config,
  });
  await core.write('quick', {});
});
afterAll(async () => {
  await core.raise('go');
  await core[Symbol.asyncDispose]();
});

const cancel = (id: number, reason: string | null = null) => core.operations.deployments.cancel(system, id, reason);

it('ends a queued deployment at once, with who and why', async () => {
  const running = await core.start('waits');
  await core.inState(running, 'RUNNING');
  const queued = await core.start('waits');

  const canceled = await cancel(queued, 'wrong branch');

  expect(canceled).toMatchObject({
    state: 'CANCELED',
    reason: 'canceled by FastDeploy: wrong branch',
    canceledBy: 'FastDeploy',
    cancelReason: 'wrong branch',
    startedAt: null,
  });
  expect(await core.events(queued)).toMatchObject([
    { kind: 'STATE', data: { state: 'QUEUED' } },
    { kind: 'STEP', data: { name: 'failed step', state: 'FAILURE' } },
    { kind: 'STATE', data: { state: 'CANCELED' } },
  ]);
  await cancel(running);
  await core.ended(running);
});

it('stops the script of a running one, and frees its service', async () => {
  const id = await core.start('waits');
  await core.inState(id, 'RUNNING');

  const canceling = await cancel(id, 'stop');
  const ended = await core.ended(id);

  expect(canceling.state).toBe('CANCELING');
  expect(ended).toMatchObject({ state: 'CANCELED', reason: 'canceled by FastDeploy: stop' });
  expect((await core.run('quick')).state).toBe('SUCCESS');
});

it('kills a script that ignores the request after its grace period', async () => {
  const id = await core.start('ignores-sigterm');
  await core.raised('deaf');

  await cancel(id);

  expect(await core.ended(id)).toMatchObject({ state: 'CANCELED', signal: 'SIGKILL' });
});

it('changes nothing when it is asked twice, and keeps the first who and why', async () => {
  const id = await core.start('waits');
  await core.inState(id, 'RUNNING');

  const answers = await Promise.allSettled([cancel(id, 'same'), cancel(id, 'same'), cancel(id, 'same')]);
  await core.ended(id);
  const states = (await core.events(id, 0, ['STATE'])).map((event) => event.kind === 'STATE' && event.data.state);

  expect(states).toEqual(['QUEUED', 'RUNNING', 'CANCELING', 'CANCELED']);
  for (const answer of answers.filter((each) => each.status === 'rejected'))
    expect(answer.reason).toBeInstanceOf(DeploymentNotActiveError); // it may have ended before the last was heard
  expect(answers.some((each) => each.status === 'fulfilled')).toBe(true);
});

it('comes out right at the moment of the claim, whichever is first', async () => {
  for (let round = 0; round < 10; round++) {
    const id = await core.start('waits');
    await cancel(id);

    expect((await core.ended(id)).state).toBe('CANCELED');
  }
});

it('refuses what has ended, what is not there, and text that cannot be stored', async () => {
  const { id } = await core.run('quick');
  const waiting = await core.start('waits');

  await expect(cancel(id)).rejects.toThrow(DeploymentNotActiveError);
  await expect(cancel(99_999)).rejects.toThrow(NotFoundError);
  await expect(cancel(waiting, 'a\0b')).rejects.toThrow(InvalidInputError);
  await expect(cancel(waiting, 'half \ud83d')).rejects.toThrow(InvalidInputError);
  await expect(cancel(waiting, 'x'.repeat(4_097))).rejects.toThrow(InvalidInputError);

  await cancel(waiting, '😀'.repeat(2_048));
  expect((await core.ended(waiting)).state).toBe('CANCELED');
});
