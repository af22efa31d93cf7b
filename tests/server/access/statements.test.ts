import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Viewer } from '../../../server/access/viewer.ts';
import { openTestCore, type TestCore } from '../../helpers/core.ts';
import { makeSession } from '../../helpers/credentials.ts';

let core: TestCore;
let all: Viewer;
let some: Viewer;
let secrets: { all: string; some: string };
beforeAll(async () => {
  core = await openTestCore({ services: { web: {} } });
  const { connection } = core.database;
  const grants = [{ service: 'web' }];
  secrets = {
    all: (await makeSession(connection, { role: 'VIEWER' })).secret,
    some: (await makeSession(connection, { role: 'VIEWER', scope: 'SELECTED', grants })).secret,
  };
  await core.run('web');
  for (const secret of Object.values(secrets)) await core.operations.access.viewerOf(secret, null);
  all = (await core.operations.access.viewerOf(secrets.all, null)).viewer;
  some = (await core.operations.access.viewerOf(secrets.some, null)).viewer;
});
afterAll(() => core[Symbol.asyncDispose]());

/** Statements that one piece of work sends on connections of its own thread. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const query = vi.spyOn(pg.Client.prototype, 'query');
  await work();
  const texts = query.mock.calls.map(([first]) => JSON.stringify(first));
  query.mockRestore();
  return texts.filter((text) => /select/i.test(text) && /services|deployments|steps|tokens|users|grants/.test(text))
    .length;
}

type Read = (viewer: Viewer) => Promise<unknown>;
const reads: [string, number, number, Read][] = [
  ['a page of services', 1, 1, (viewer) => core.operations.services.list(viewer, {}, { first: 9 })],
  ['the count of services', 1, 1, (viewer) => core.operations.services.count(viewer, {})],
  ['a page of deployments', 1, 1, (viewer) => core.operations.deployments.list(viewer, {}, { first: 9 })],
  ['the count of deployments', 1, 1, (viewer) => core.operations.deployments.count(viewer, {})],
  ['a deployment', 1, 1, (viewer) => core.operations.deployments.byId(viewer, 1)],
  ['its steps', 1, 2, (viewer) => core.operations.deployments.stepsOf(viewer, [1])],
  ['the latest of a service', 2, 3, (viewer) => core.operations.deployments.latestOf(viewer, [1])],
];

test.each(reads)(
  '%s costs whoever sees everything no statement for their rights',
  async (_what, count, _some, read) => {
    await vi.waitFor(async () => expect(await statementsOf(() => read(all))).toBe(count), { timeout: 5_000 });
  },
);

test.each(reads)('%s costs whoever sees some services at most one more', async (_what, _all, count, read) => {
  await vi.waitFor(async () => expect(await statementsOf(() => read(some))).toBe(count), { timeout: 5_000 });
});

test.each(['all', 'some'] as const)('who somebody is costs one statement, who sees %s', async (who) => {
  const { viewerOf } = core.operations.access;

  await vi.waitFor(async () => expect(await statementsOf(() => viewerOf(secrets[who], null))).toBe(1), {
    timeout: 5_000,
  });
});
