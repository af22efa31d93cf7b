import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { system } from '../../../server/access/viewer.ts';
import type { Waiting } from '../../../server/deployments/blockers.ts';
import { openTestCore, type TestCore } from '../../helpers/core.ts';
import { query } from '../../helpers/database.ts';
import { waitsFor } from '../../helpers/services.ts';
import { until } from '../../helpers/until.ts';

let core: TestCore;
let isLow = false;

beforeEach(async () => {
  isLow = false;
  core = await openTestCore({
    env: { FASTDEPLOY_MAX_CONCURRENT: '2' },
    disk: { low: () => (isLow ? { freeBytes: 1_000_000_000 } : null) },
  });
  for (const name of ['web', 'api', 'db']) await core.write(name, { script: waitsFor(core.flag('go')) });
});
afterEach(async () => {
  isLow = false;
  await core.raise('go');
  await core[Symbol.asyncDispose]();
});

const cancel = (id: number) => core.operations.deployments.cancel(system, id, null);
const waitingOf = async (...ids: number[]): Promise<(Waiting | undefined)[]> => {
  const found = await core.operations.deployments.waitingOf(system, ids);
  return ids.map((id) => found.get(id));
};
async function running(service: string): Promise<number> {
  const id = await core.start(service);
  await core.inState(id, 'RUNNING');
  return id;
}
const run = (sql: string, values: unknown[]) => query(core.database.connection, sql, values);

it('names the deployment that occupies the service, to everybody in its line', async () => {
  const first = await running('web');
  const second = await core.start('web');
  const third = await core.start('web');

  expect(await waitingOf(first, second, third)).toEqual([
    undefined,
    { position: 1, blockers: [{ kind: 'SERVICE_BUSY', deployment: first, position: 1 }] },
    { position: 2, blockers: [{ kind: 'SERVICE_BUSY', deployment: first, position: 2 }] },
  ]);
});

it('names the one before it where nothing occupies the service yet', async () => {
  await running('api');
  await running('db');
  const first = await core.start('web');
  const second = await core.start('web');

  const [head, next] = await waitingOf(first, second);

  expect(head).toEqual({ position: 1, blockers: [{ kind: 'LIMIT_REACHED', limit: 2, running: 2 }] });
  expect(next?.blockers[0]).toEqual({ kind: 'SERVICE_BUSY', deployment: first, position: 2 });
});

it('moves everybody up when one in the middle of the line leaves', async () => {
  const first = await running('web');
  const [second, third, fourth] = [await core.start('web'), await core.start('web'), await core.start('web')];

  await cancel(third);

  expect(await waitingOf(second, third, fourth)).toMatchObject([{ position: 1 }, undefined, { position: 2 }]);
  await cancel(second);
  expect(await waitingOf(fourth)).toEqual([
    { position: 1, blockers: [{ kind: 'SERVICE_BUSY', deployment: first, position: 1 }] },
  ]);
});

it('says who holds a lock, and no longer when it is free', async () => {
  for (const name of ['web', 'api'])
    await core.write(name, { script: waitsFor(core.flag('go')), config: { lock: 'main' } });
  const holder = await running('web');
  const waiting = await core.start('api');

  const before = await waitingOf(waiting);
  await cancel(holder);
  await core.inState(waiting, 'RUNNING');

  expect(before).toEqual([
    { position: 1, blockers: [{ kind: 'LOCK_HELD', name: 'main', deployment: holder, position: 1 }] },
  ]);
  expect(await waitingOf(waiting)).toEqual([undefined]);
});

it('counts the slots of this host until one is free', async () => {
  const first = await running('web');
  await running('api');
  const waiting = await core.start('db');

  const before = await waitingOf(waiting);
  await cancel(first);
  await core.inState(waiting, 'RUNNING');

  expect(before).toEqual([{ position: 1, blockers: [{ kind: 'LIMIT_REACHED', limit: 2, running: 2 }] }]);
});

it('says since when the host is away that runs what is waited for, until it is seen again', async () => {
  const [host, seenAt] = [randomUUID(), '2026-01-31T12:00:00.000Z'];
  const first = await running('web');
  const waiting = await core.start('web');
  const [own] = await run('select host from deployments where id = $1', [first]);
  await run(`insert into hosts (id, name, seen_at) values ($1, 'elsewhere', $2)`, [host, seenAt]);
  await run('update deployments set host = $2 where id = $1', [first, host]);

  const [away] = await waitingOf(waiting);
  await run('update hosts set seen_at = now() where id = $1', [host]);
  const [back] = await waitingOf(waiting);
  await run('update deployments set host = $2 where id = $1', [first, own?.host]);

  expect(away?.blockers.slice(1)).toEqual([{ kind: 'HOST_AWAY', host: 'elsewhere', since: expect.any(String) }]);
  expect(away?.blockers.map((each) => each.kind === 'HOST_AWAY' && Date.parse(each.since))[1]).toBe(Date.parse(seenAt));
  expect(back?.blockers.map(({ kind }) => kind)).toEqual(['SERVICE_BUSY']);
});

it('says that the disk is full, until there is room', async () => {
  isLow = true;
  const id = await core.start('web');

  const [low] = await waitingOf(id);
  isLow = false;
  await core.inState(id, 'RUNNING');

  expect(low?.blockers).toMatchObject([{ kind: 'DISK_LOW' }]);
});

it('writes that this host is there', async () => {
  await until('the host has a row', async () => {
    const rows = await run(`select from hosts where seen_at > now() - interval '30 seconds'`, []);
    return rows.length === 1;
  });
});
