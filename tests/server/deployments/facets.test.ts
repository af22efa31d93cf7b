import { afterAll, beforeAll, expect, test } from 'vitest';
import { system } from '../../../server/access/viewer.ts';
import { openTestCore, type TestCore } from '../../helpers/core.ts';
import { makeUser } from '../../helpers/credentials.ts';
import { query } from '../../helpers/database.ts';

let core: TestCore;

beforeAll(async () => {
  core = await openTestCore({
    services: {
      web: { config: { environment: 'production' } },
      api: { config: { environment: 'staging' }, script: 'exit 1' },
    },
  });
  await core.run('web', { origin: 'github', note: 'hotfix' });
  await core.run('web', { origin: 'cli' });
  await core.run('api', { origin: 'cli' });
});

afterAll(() => core?.[Symbol.asyncDispose]());

test('offers every value with its number of runs, the most frequent first', async () => {
  expect(await core.operations.deployments.facets(system, {})).toMatchObject({
    state: [
      { value: 'SUCCESS', count: 2 },
      { value: 'FAILURE', count: 1 },
    ],
    service: [
      { value: 'web', count: 2 },
      { value: 'api', count: 1 },
    ],
    environment: [{ value: 'production' }, { value: 'staging' }],
    origin: [
      { value: 'cli', count: 2 },
      { value: 'github', count: 1 },
    ],
  });
});

test('counts each value under the other parts of the filter, so that a choice can be changed', async () => {
  const facets = await core.operations.deployments.facets(system, { services: ['web'], origins: ['cli'] });

  expect(facets.service).toEqual([
    { value: 'api', count: 1 },
    { value: 'web', count: 1 },
  ]);
  expect(facets.origin).toEqual([
    { value: 'cli', count: 1 },
    { value: 'github', count: 1 },
  ]);
  expect(facets.state).toEqual([{ value: 'SUCCESS', count: 1 }]);
});

test('finds runs by the name of whoever started them, and by what their note says', async () => {
  const { actor } = await core.operations.deployments.facets(system, { search: 'hotf' });
  const label = actor[0]?.value ?? '';

  expect(actor).toEqual([{ value: label, count: 1 }]);
  const { items } = await core.operations.deployments.list(system, { actorLabels: [label] }, {});
  expect(items).toHaveLength(3);
  expect((await core.operations.deployments.list(system, { actorLabels: ['nobody'] }, {})).items).toEqual([]);
});

test('counts runs that are alike each', async () => {
  await core.run('api', { origin: 'cli' });
  const facets = await core.operations.deployments.facets(system, { search: 'API' });

  expect(facets.state).toEqual([{ value: 'FAILURE', count: 2 }]);
  expect(facets.origin).toEqual([{ value: 'cli', count: 2 }]);
});

test.each([
  ['who started them', (user: number) => ({ actors: [user] }), 1],
  ['whether they are over', () => ({ finished: true }), 4],
  ['whether they are under way', () => ({ finished: false }), 0],
  ['a text with spaces around it', () => ({ search: ' hotfix ' }), 1],
  ['a number with spaces around it', () => ({ search: ' #2 ' }), 1],
  ['spaces alone, which are no text', () => ({ search: ' ' }), 4],
])('counts what the list shows: by %s', async (_what, filterFor, expected) => {
  const { connection } = core.database;
  const user = await makeUser(connection, { role: 'OPERATOR' });
  await query(connection, 'update deployments set user_id = $1 where id = 1', [user]);
  const { deployments } = core.operations;
  const filter = filterFor(user);

  const { state } = await deployments.facets(system, filter);

  expect(await deployments.count(system, filter)).toBe(expected);
  expect(state.reduce((sum, { count }) => sum + count, 0)).toBe(expected);
});
