import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { system } from '../../../server/access/viewer.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import { deployedKey, maxKeys, recordDeployed } from '../../../server/deployments/deployed-service.ts';
import type { ActivityEvent } from '../../../server/deployments/stream-activity.ts';
import { openTestCore, type TestCore } from '../../helpers/core.ts';
import { query } from '../../helpers/database.ts';
import { says, waitsFor } from '../../helpers/services.ts';
import { until } from '../../helpers/until.ts';

let core: TestCore;
let stop: AbortController;

beforeEach(async () => {
  core = await openTestCore();
  stop = new AbortController();
});
afterEach(async () => {
  stop.abort();
  await core[Symbol.asyncDispose]();
});

const deploys = (version: string, more: Record<string, unknown> = {}): string =>
  says('install', 'success', { output: { version, ...more } });
const fails = 'exit 1';
const production = { environment: 'production', group: 'web' };

const live = async (service = 'web') => {
  const { items } = await core.operations.inventory.list(system, { service }, { first: 500 });
  return items.map(({ key, version, deployment, failedAttempt }) => ({ key, version, deployment, failedAttempt }));
};

it('shows what the last success deployed, with its environment, parameters and output', async () => {
  await core.write('web', { script: deploys('v1', { url: 'https://web.example' }), config: production });

  const { id, finishedAt } = await core.run('web', { parameters: { color: 'green' } });

  const { items } = await core.operations.inventory.list(system, {}, {});
  expect(items).toMatchObject([
    {
      ...{ key: 'web', deployment: id, version: 'v1', environment: 'production', failedAttempt: null },
      ...{ config: { color: 'green' }, output: { version: 'v1', url: 'https://web.example' }, deployedAt: finishedAt },
    },
  ]);
});

it('is empty before the first success', async () => {
  await core.write('web', { script: fails });

  await core.run('web');

  expect(await live()).toEqual([]);
});

it('keeps the last success when a later attempt fails, and shows the attempt with it until the next success', async () => {
  await core.write('web', { script: deploys('v1') });
  const first = await core.run('web');
  await core.write('web', { script: `${deploys('v2')}\n${fails}` });
  const attempt = await core.run('web');

  expect(await live()).toEqual([{ key: 'web', version: 'v1', deployment: first.id, failedAttempt: attempt.id }]);

  await core.write('web', { script: deploys('v3') });
  const third = await core.run('web');
  expect(await live()).toEqual([{ key: 'web', version: 'v3', deployment: third.id, failedAttempt: null }]);
});

it('does not take a deployment that was canceled in the queue for an attempt', async () => {
  await core.write('web', { script: deploys('v1') });
  const { id } = await core.run('web');
  await core.write('web', { script: waitsFor(core.flag('go')) });
  const running = await core.start('web');
  await core.inState(running, 'RUNNING');
  const queued = await core.start('web');

  await core.operations.deployments.cancel(system, queued, null);
  await core.ended(queued);

  expect(await live()).toMatchObject([{ deployment: id, failedAttempt: null }]);
  await core.raise('go');
  await core.ended(running);
});

it('lets the run have the last word that ends last, whichever began first', async () => {
  const first = `touch '${core.flag('began')}'; ${waitsFor(core.flag('go'))}; ${deploys('v1')}`;
  const script = `if [ -e '${core.flag('began')}' ]; then ${deploys('v2')}; else ${first}; fi`;
  await core.write('web', { script, config: { concurrency: 'parallel' } });
  const slow = await core.start('web');
  await core.raised('began');
  const quick = await core.run('web');
  expect(await live()).toMatchObject([{ version: 'v2', deployment: quick.id }]);

  await core.raise('go');
  await core.ended(slow);

  expect(await live()).toMatchObject([{ version: 'v1', deployment: slow }]);
});

it('lets no end that is read late take the place of one that came after it', async () => {
  await core.write('web', { script: deploys('v1') });
  const first = await core.run('web');
  await core.write('web', { script: fails });
  const between = await core.run('web');
  await core.write('web', { script: deploys('v2') });
  const second = await core.run('web');
  const readLate = (id: number, state: 'SUCCESS' | 'FAILURE') =>
    inTransaction(core.core.pool, (client) => recordDeployed(client, id, state));

  await readLate(first.id, 'SUCCESS');
  await readLate(between.id, 'FAILURE');

  expect(await live()).toEqual([{ key: 'web', version: 'v2', deployment: second.id, failedAttempt: null }]);
});

it('keeps an attempt that failed after a success that is read later than it', async () => {
  await core.write('web', { script: deploys('v1') });
  await core.run('web');
  await core.write('web', { script: deploys('v2') });
  const second = await core.run('web');
  await core.write('web', { script: fails });
  const attempt = await core.run('web');
  await query(core.database.connection, `update deployed_services set deployed_at = deployed_at - interval '1 hour'`);

  await inTransaction(core.core.pool, (client) => recordDeployed(client, second.id, 'SUCCESS'));

  expect(await live()).toMatchObject([{ deployment: second.id, failedAttempt: attempt.id }]);
});

describe('several installs of one service', () => {
  it('are told apart by the parameter that config.json names, and by the output before it', async () => {
    await core.write('web', { script: deploys('v1'), config: { key_parameter: 'domain' } });
    await core.run('web', { parameters: { domain: 'a.example' } });
    await core.run('web', { parameters: { domain: 'b.example' } });
    await core.write('web', { script: deploys('v2', { key: 'c.example' }), config: { key_parameter: 'domain' } });
    await core.run('web', { parameters: { domain: 'a.example' } });

    expect((await live()).map(({ key, version }) => `${key} ${version}`)).toEqual([
      'a.example v1',
      'b.example v1',
      'c.example v2',
    ]);
  });

  it(`are at most ${maxKeys}: the one that was deployed longest ago goes`, async () => {
    await core.write('web', { script: deploys('v1', { key: 'oldest' }) });
    const { id } = await core.run('web');
    await query(
      core.database.connection,
      `insert into deployed_services (service_id, key, deployment_id, config, output, deployed_at)
       select service_id, 'k' || n, id, '{}', '{}', finished_at + n * interval '1 microsecond' from deployments, generate_series(1, ${maxKeys - 1}) n where id = ${id}`,
    );
    await core.write('web', { script: deploys('v2', { key: 'newest' }) });

    await core.run('web');

    const keys = (await live()).map(({ key }) => key);
    expect(keys).toHaveLength(maxKeys);
    expect(keys).toContain('newest');
    expect(keys).not.toContain('oldest');
  });

  it.each([
    ['the output', { key: 'a' }, { domain: 'b' }, 'a'],
    ['the parameter', {}, { domain: ' b ' }, 'b'],
    ['no secret', {}, { domain: '***' }, null],
    ['no number', { key: 7 }, { domain: 7 }, null],
    ['nothing empty', { key: ' ' }, { domain: '' }, null],
  ])('take their key from %s', (_what, output, parameters, key) => {
    expect(deployedKey({ output, parameters, keyParameter: 'domain' })).toBe(key);
  });
});

describe('activity', () => {
  const follow = (after: string): ActivityEvent[] => {
    const events: ActivityEvent[] = [];
    const stream = core.operations.deployments.activity(system, { after, kinds: ['INVENTORY'], signal: stop.signal });
    void (async () => {
      for await (const event of stream) events.push(event);
    })();
    return events;
  };
  const versions = (events: ActivityEvent[]) =>
    events.map((event) => (event.kind === 'INVENTORY' ? event.deployedService.version : event.kind));

  it('announces what becomes live, and the attempt that fails after it', async () => {
    const events = follow(await core.operations.deployments.activityCursor(system));
    await core.write('web', { script: deploys('v1') });

    await core.run('web');
    await until('v1 is announced', () => events.length > 0);
    expect(versions(events)).toEqual(['v1']);
    await core.write('web', { script: fails });
    const { id } = await core.run('web');

    await until('the attempt is announced', () =>
      events.some((event) => event.kind === 'INVENTORY' && event.deployedService.failedAttempt === id),
    );
  });

  it('resumes with what became live in the meantime', async () => {
    await core.write('web', { script: deploys('v1') });
    await core.write('api', { script: deploys('v9') });
    await core.run('api');
    const cursor = await core.operations.deployments.activityCursor(system);
    await core.run('web');

    const events = follow(cursor);

    await until('it is told', () => versions(events).includes('v1'));
    // Anything may be told again, also what was told before the cursor: another transaction may still be open.
    expect(new Set(versions(events).filter((version) => version !== 'v9'))).toEqual(new Set(['v1']));
  });
});
