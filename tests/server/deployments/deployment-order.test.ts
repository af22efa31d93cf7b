import { afterAll, beforeAll, expect, test } from 'vitest';
import { system } from '../../../server/access/viewer.ts';
import { cursorIn, type DeploymentOrder, deploymentOrders } from '../../../server/deployments/deployment-order.ts';
import { tookMs } from '../../../server/deployments/ordered-page.ts';
import { InvalidInputError } from '../../../server/errors.ts';
import { openTestCore, type TestCore } from '../../helpers/core.ts';
import { query } from '../../helpers/database.ts';

let core: TestCore;

/** In milliseconds, by number from 1: two took the same, one was canceled before it began, one goes on. */
const took = [5_000, 90_000, null, 200, 5_000, 61_250, null];

beforeAll(async () => {
  core = await openTestCore({ services: { web: {} } });
  await query(
    core.database.connection,
    `insert into deployments (service_id, run_id, state, parameters, output, origin, actor_kind, actor_label, started_at, finished_at)
     select s.id, gen_random_uuid(), case when ms is null then 'CANCELED' else 'SUCCESS' end, '{}', '{}', 'web', 'USER', 'admin',
       case when ms is not null then now() end, now() + make_interval(secs => coalesce(ms, 0) / 1000.0)
     from services s, unnest($1::int[]) with ordinality as t(ms, n) order by n`,
    [took],
  );
});

afterAll(() => core?.[Symbol.asyncDispose]());

const expected: Record<DeploymentOrder, number[]> = {
  NEWEST: [7, 6, 5, 4, 3, 2, 1],
  OLDEST: [1, 2, 3, 4, 5, 6, 7],
  LONGEST: [2, 6, 5, 1, 4, 7, 3],
  SHORTEST: [3, 7, 4, 1, 5, 6, 2],
};

/** All runs, read two at a time. */
async function pagesOf(order: DeploymentOrder, backwards: boolean): Promise<number[]> {
  const numbers: number[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = backwards ? { last: 2, before: cursor } : { first: 2, after: cursor };
    const { items, ...more } = await core.operations.deployments.list(system, {}, page, order);
    const ids = items.map(({ id }) => id);
    if (backwards) numbers.unshift(...ids);
    else numbers.push(...ids);
    const edge = backwards ? items[0] : items.at(-1);
    if (!edge || !(backwards ? more.hasPreviousPage : more.hasNextPage)) return numbers;
    cursor = cursorIn(order, edge);
  }
}

test.each(deploymentOrders)(
  '%s: pages follow each other without a gap or a repetition, in both directions',
  async (order) => {
    expect(await pagesOf(order, false)).toEqual(expected[order]);
    expect(await pagesOf(order, true)).toEqual(expected[order]);
  },
);

test('a cursor of another order is refused instead of beginning somewhere', async () => {
  const read = (after: string, order: DeploymentOrder) =>
    core.operations.deployments.list(system, {}, { first: 2, after }, order);

  await expect(read('5', 'LONGEST')).rejects.toThrow(InvalidInputError);
  await expect(read('200:4', 'NEWEST')).rejects.toThrow(InvalidInputError);
  await expect(read('nonsense', 'NEWEST')).rejects.toThrow(InvalidInputError);
});

test('what took longest is read from the index', async () => {
  const { connection } = core.database;
  const plan = await query<{ 'QUERY PLAN': string }>(
    connection,
    `explain select d.* from deployments d
     where (${tookMs('d')}, d.id) < (5000::bigint, 5::bigint) order by ${tookMs('d')} desc, d.id desc limit 2`,
  );
  expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('deployments_by_duration');
});
