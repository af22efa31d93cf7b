import { afterAll, beforeAll, expect, it } from 'vitest';
import { system, type Viewer } from '../../../server/access/viewer.ts';
import { ConflictError, ForbiddenError, InvalidInputError, NotFoundError } from '../../../server/errors.ts';
import { openTestCore, type TestCore } from '../../helpers/core.ts';
import { waitsFor } from '../../helpers/services.ts';

let core: TestCore;

beforeAll(async () => {
  core = await openTestCore();
  await core.write('quick', { script: 'false' });
  await core.write('waits', { script: waitsFor(core.flag('go')) });
  await core.write('secretive', {
    script: `grep -o 'correct horse battery' "$2"`,
    config: {
      parameters: {
        properties: { password: { type: 'string', writeOnly: true }, token: { type: 'string', writeOnly: true } },
      },
    },
  });
});
afterAll(async () => {
  await core.raise('go');
  await core[Symbol.asyncDispose]();
});

const retry = async (id: number, input: object = {}, viewer: Viewer = system) => {
  const { deployment, replayed } = await core.operations.deployments.retry(viewer, { id, ...input });
  return { ...(await core.ended(deployment.id)), replayed };
};

it('starts again with the same parameters, revision and note, and says what it repeats', async () => {
  const revision = { ref: 'main', sha: 'abc', url: null };
  const { id } = await core.run('quick', { parameters: { a: 1, b: [2] }, revision, note: 'because' });

  const again = await retry(id);

  expect(again).toMatchObject({
    state: 'FAILURE',
    retryOf: id,
    note: 'because',
    revision,
    parameters: { a: 1, b: [2] },
  });
  expect(again.id).not.toBe(id);
});

it('lays parameters over the earlier ones, and null takes one away', async () => {
  const { id } = await core.run('quick', { parameters: { a: 1, b: 2, c: 3 }, note: 'first' });

  const again = await retry(id, { parameters: { b: 'two', c: null }, note: 'second' });

  expect(again).toMatchObject({ parameters: { a: 1, b: 'two' }, note: 'second' });
  expect(again.parameters).not.toHaveProperty('c');
});

it('asks again for every secret, and passes what it is given to the script', async () => {
  const { id } = await core.run('secretive', {
    parameters: { password: 'correct horse battery', token: 'a secret token' },
  });
  const issue = (name: string) => ({ path: ['parameters', name], message: expect.stringContaining('secret') });

  await expect(retry(id)).rejects.toMatchObject({ issues: [issue('token'), issue('password')] });
  await expect(retry(id, { parameters: { token: 'another token' } })).rejects.toMatchObject({
    issues: [issue('password')],
  });
  const again = await retry(id, { parameters: { password: 'correct horse battery', token: null } });

  expect(again).toMatchObject({ state: 'SUCCESS', parameters: { password: '***' } });
});

it('starts once for one key', async () => {
  const { id } = await core.run('quick');

  const first = await retry(id, { idempotencyKey: 'again' });
  const second = await retry(id, { idempotencyKey: 'again' });

  expect(second).toMatchObject({ id: first.id, replayed: true });
});

it('refuses what is not over, what is not there, who may not, and parameters that are none', async () => {
  const { id } = await core.run('quick');
  const waiting = await core.start('waits');

  await expect(retry(waiting)).rejects.toThrow(ConflictError);
  await expect(retry(99_999)).rejects.toThrow(NotFoundError);
  await expect(retry(id, {}, { ...system, role: 'VIEWER', ceiling: 'VIEWER' })).rejects.toThrow(ForbiddenError);
  await expect(retry(id, { parameters: ['a'] })).rejects.toThrow(InvalidInputError);
});
