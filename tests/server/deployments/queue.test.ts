import { afterEach, beforeEach, expect, it } from 'vitest';
import { system } from '../../../server/access/viewer.ts';
import { openTestCore, type TestCore } from '../../helpers/core.ts';
import { query } from '../../helpers/database.ts';
import { removeService, waitsFor } from '../../helpers/services.ts';

let core: TestCore;
/** Takes part of a second, and leaves when it began and ended. */
const brief = (name: string) => ({
  script: `echo "${name} begins" >> '${core.flag('diary')}'; sleep 0.1; echo "${name} ends" >> '${core.flag('diary')}'`,
});
const waiting = () => ({ script: waitsFor(core.flag('go')) });

beforeEach(async () => {
  core = await openTestCore({ env: { FASTDEPLOY_MAX_CONCURRENT: '3', FASTDEPLOY_DEFAULT_TIMEOUT_SECONDS: '90.5' } });
});
afterEach(async () => {
  await core.raise('go');
  await core[Symbol.asyncDispose]();
});

/** The numbers of deployments in the order in which they were started, or ended. */
const order = async (column: 'started_at' | 'finished_at'): Promise<number[]> => {
  const rows = await query<{ id: number }>(
    core.database.connection,
    `select id::int from deployments order by ${column}, id`,
  );
  return rows.map((row) => row.id);
};
/** True when no two deployments ran at the same time. */
const alone = async (): Promise<boolean> => {
  const [row] = await query<{ overlaps: number }>(
    core.database.connection,
    `select count(*)::int as overlaps from deployments a join deployments b on a.id < b.id and a.finished_at > b.started_at and a.started_at < b.finished_at`,
  );
  return row?.overlaps === 0;
};

it('runs the deployments of a service one after the other, in the order of their starts', async () => {
  await core.write('web', brief('web'));

  const ids = [];
  for (let index = 0; index < 4; index++) ids.push(await core.start('web'));
  for (const id of ids) await core.ended(id);

  expect(await order('started_at')).toEqual(ids);
  expect(await order('finished_at')).toEqual(ids);
  expect(await alone()).toBe(true);
});

it('runs services that share a lock one after the other, in the order of their starts', async () => {
  for (const name of ['web', 'api', 'db']) await core.write(name, { ...brief(name), config: { lock: 'cluster' } });

  const ids = [];
  for (const name of ['db', 'web', 'api', 'web']) ids.push(await core.start(name));
  for (const id of ids) await core.ended(id);

  expect(await order('started_at')).toEqual(ids);
  expect(await alone()).toBe(true);
});

it('runs as many as it has slots, and the next as soon as one is free', async () => {
  const names = ['a', 'b', 'c', 'd'];
  for (const name of names) await core.write(name, waiting());

  const ids = [];
  for (const name of names) ids.push(await core.start(name));
  for (const id of ids.slice(0, 3)) await core.inState(id, 'RUNNING');
  const fourth = await core.deployment(ids[3] ?? 0);
  await core.operations.deployments.cancel(system, ids[1] ?? 0, null);
  const started = await core.inState(fourth.id, 'RUNNING');

  expect(fourth).toMatchObject({ state: 'QUEUED', slot: null });
  expect(started.slot).toBe(2);
});

it('runs the deployments of a parallel service at the same time', async () => {
  await core.write('web', { ...waiting(), config: { concurrency: 'parallel' } });

  const ids = [await core.start('web'), await core.start('web')];

  for (const id of ids) expect(await core.inState(id, 'RUNNING')).toMatchObject({ exclusiveKey: null });
});

it('lets one of a parallel service wait for those before it where the caller asks, and for nothing later', async () => {
  await core.write('web', { ...waiting(), config: { concurrency: 'parallel' } });
  const before = await core.start('web');
  await core.inState(before, 'RUNNING');

  const waits = await core.start('web', { whenBusy: 'QUEUE' });
  const after = await core.start('web');
  await core.inState(after, 'RUNNING');
  const reason = (await core.operations.deployments.waitingOf(system, [waits])).get(waits);
  await core.operations.deployments.cancel(system, before, null);
  await core.inState(waits, 'RUNNING');

  expect(reason).toEqual({ position: 1, blockers: [{ kind: 'SERVICE_BUSY', deployment: before, position: 1 }] });
  expect((await core.deployment(after)).state).toBe('RUNNING');
});

it('does not let a busy service hold up the others', async () => {
  await core.write('busy', waiting());
  await core.write('web', brief('web'));

  await core.inState(await core.start('busy'), 'RUNNING');
  const queued = await core.start('busy');
  const other = await core.run('web');

  expect(other.state).toBe('SUCCESS');
  expect((await core.deployment(queued)).state).toBe('QUEUED');
  expect((await core.operations.deployments.waitingOf(system, [queued])).get(queued)?.position).toBe(1);
});

it.each(['broken', 'archived'] as const)(
  'ends what waits for a service that is %s meanwhile, with the reason',
  async (how) => {
    await core.write('web', { script: `: > ${core.flag('there')}\n${waitsFor(core.flag('go'))}` });
    await core.write('other', {});
    await core.start('web');
    await core.raised('there'); // RUNNING it is a moment earlier, when its script could still be missing
    const queued = await core.start('web');

    if (how === 'broken') await core.write('web', { config: { steps: 7, title: 8 } });
    else {
      await removeService(core.servicesDir, 'web');
      await core.operations.services.sync(system, { force: false });
    }
    await core.raise('go');
    const ended = await core.ended(queued);

    expect(ended).toMatchObject({ state: 'FAILURE', startedAt: expect.any(Date) });
    expect(ended.reason).toMatch(
      how === 'broken'
        ? /^service is no longer deployable: .*steps must be/
        : /^service is no longer deployable: its directory is gone/,
    );
    expect((await core.stepsOf(queued)).at(-1)).toMatchObject({ name: 'failed step', state: 'FAILURE' });
  },
);

it('plans the steps again at the claim when config.json changed meanwhile, and only then', async () => {
  const steps = (...names: string[]) => ({ steps: names.map((name) => ({ name })) });
  await core.write('web', { ...waiting(), config: steps('fetch', 'build', 'restart') });
  await core.inState(await core.start('web'), 'RUNNING');
  const queued = await core.start('web');
  const names = async (id: number) => (await core.stepsOf(id)).map(({ name, state }) => `${name} ${state}`);
  const before = await names(queued);

  await core.write('web', { ...waiting(), config: steps('fetch', 'test') });
  await core.operations.deployments.cancel(system, queued - 1, null);
  await core.inState(queued, 'RUNNING');

  expect(before).toEqual(['fetch PENDING', 'build PENDING', 'restart PENDING']);
  expect(await names(queued)).toEqual(['fetch PENDING', 'test PENDING', 'restart SKIPPED']);
  expect((await core.stepsOf(queued))[2]?.message).toContain('config.json changed');
});

it('reads script and settings at the claim, not at the start', async () => {
  await core.write('web', waiting());
  await core.inState(await core.start('web'), 'RUNNING');
  const queued = await core.start('web');

  await core.write('web', { script: 'echo new', config: { timeout_seconds: 77 } });
  await core.raise('go');
  const ended = await core.ended(queued);

  expect(ended).toMatchObject({ state: 'SUCCESS', timeoutSeconds: 77 });
  expect(await core.logText(queued)).toBe('new\n');
});

it('rounds a default time limit up to whole seconds', async () => {
  await core.write('web', {});

  expect(await core.run('web')).toMatchObject({ state: 'SUCCESS', timeoutSeconds: 91 });
});
