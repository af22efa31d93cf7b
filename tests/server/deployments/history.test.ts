import { afterEach, beforeEach, expect, it } from 'vitest';
import { system } from '../../../server/access/viewer.ts';
import type { Service } from '../../../server/services/service.entity.ts';
import { openTestCore, type TestCore } from '../../helpers/core.ts';
import { query } from '../../helpers/database.ts';
import { says, waitsFor } from '../../helpers/services.ts';

let core: TestCore;

beforeEach(async () => {
  core = await openTestCore();
});
afterEach(async () => {
  await core.raise('go');
  await core[Symbol.asyncDispose]();
});

const service = async (name: string): Promise<Service> => {
  const found = await core.operations.services.byName(system, name);
  if (found === null) throw new Error(`there is no ${name}`);
  return found;
};
const steps = async (id: number): Promise<string[]> =>
  (await core.stepsOf(id)).map(({ name, state }) => `${name} ${state}`);

it('plans the steps of the last success where none are declared', async () => {
  await core.write('web', { script: `${says('build', 'success')}; ${says('restart', 'warning')}` });
  await core.run('web');
  await core.write('web', { script: `${says('build', 'success')}; exit 1` });

  const failed = await core.run('web');
  const next = await core.run('web');

  for (const { id } of [failed, next])
    expect(await steps(id)).toEqual(['build SUCCESS', 'restart SKIPPED', 'failed step FAILURE']);
});

it('drops a step from the plan that the script has not gone through any more', async () => {
  await core.write('web', { script: `${says('build', 'success')}; ${says('old', 'success')}` });
  await core.run('web');
  await core.write('web', { script: says('build', 'success') });

  const without = await core.run('web');
  const next = await core.run('web');

  expect(await steps(without.id)).toEqual(['build SUCCESS', 'old SKIPPED']);
  expect(await steps(next.id)).toEqual(['build SUCCESS']);
});

it('keeps a step in the plan that the script itself skips', async () => {
  await core.write('web', { script: `${says('build', 'success')}; ${says('backup', 'skipped')}` });

  await core.run('web');
  const next = await core.run('web');

  expect(await steps(next.id)).toEqual(['build SUCCESS', 'backup SKIPPED']);
});

it('estimates after three successes, and freezes the estimate at the claim', async () => {
  await core.write('web', { script: `${says('build', 'running')}; ${says('build', 'success')}` });
  for (let run = 1; run <= 3; run++) {
    expect((await service('web')).estimate).toBeNull();
    expect((await core.run('web')).estimate).toBeNull();
  }

  const { estimate } = await service('web');
  const fourth = await core.run('web');

  expect(estimate).toMatchObject({ sampleSize: 3, steps: [{ name: 'build' }] });
  expect(estimate?.p50Ms).toBeLessThanOrEqual(estimate?.p90Ms ?? 0);
  expect(fourth.estimate).toEqual(estimate);
});

it('remembers the last runs and counts failures, without canceled ones', async () => {
  await core.write('web', {});
  const good = await core.run('web');
  await core.write('web', { script: 'exit 1' });
  const bad = await core.run('web');
  await core.write('web', { script: waitsFor(core.flag('go')) });
  const canceled = await core.start('web');
  await core.operations.deployments.cancel(system, canceled, null);
  await core.ended(canceled);

  const { recentRuns, stats } = await service('web');

  expect(recentRuns.map(({ number, state }) => [number, state])).toEqual([
    [canceled, 'CANCELED'],
    [bad.id, 'FAILURE'],
    [good.id, 'SUCCESS'],
  ]);
  expect(stats).toMatchObject({ deployments: 2, failures: 1, lastSuccessAt: good.finishedAt?.toISOString() });
  expect(stats.p50Ms).toBeGreaterThanOrEqual(0);
});

it('ends a run that began longer ago than 32 bits of milliseconds', async () => {
  await core.write('web', { script: waitsFor(core.flag('go')) });
  const id = await core.start('web');
  await core.inState(id, 'RUNNING');
  await query(
    core.database.connection,
    `update deployments set started_at = now() - interval '60 days' where id = $1`,
    [id],
  );

  await core.raise('go');

  expect((await core.ended(id)).state).toBe('SUCCESS');
  expect((await service('web')).recentRuns[0]).toMatchObject({ durationMs: 2_147_483_647 });
});

it('says that the directory of an archived service is gone, whatever else was wrong with it', async () => {
  await core.write('web', { config: { title: 7 } });
  await query(core.database.connection, `update services set state = 'ARCHIVED'`);

  await expect(core.start('web')).rejects.toThrow('web cannot be deployed: the directory of web is gone');
});
