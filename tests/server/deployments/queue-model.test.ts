import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inTransaction, sqlState, uniqueViolation } from '../../../server/db/transaction.ts';
import { claimNext } from '../../../server/deployments/queue.ts';
import { apply, changeRun } from '../../../server/deployments/run-changes.ts';
import { deploymentStates, isFinal } from '../../../server/deployments/states.ts';
import { type Happening, transition } from '../../../server/deployments/transitions.ts';
import { times } from '../../faults/numbers.ts';
import { mutants, unchecked } from './queue-mutants.ts';
import { operations, runOperations } from './queue-operations.ts';
import { hosts, type Mutant, QueueWorld } from './queue-world.ts';

const lists = times(40, 1_000);
const listLength = 60;
/** Also for making a counterexample shorter, which is cut off then. */
const mostMs = times(15_000, 600_000);
const happenings: Happening[] = [
  ...(['claimed', 'returned', 'refused', 'cancelRequested', 'succeeded', 'failed'] as const),
  ...(['timedOut', 'stopped', 'lost'] as const),
];

let world: QueueWorld;

beforeAll(async () => {
  world = await QueueWorld.open();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

it('does what the model does, and keeps each promise, after every operation', { timeout: 900_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(operations(listLength), (list) => runOperations(world, list)),
    { numRuns: lists, interruptAfterTimeLimit: mostMs, markInterruptAsFailure: false },
  );
});

it.each(mutants)('is noticed when $title', { timeout: 60_000 }, async (mutant: Mutant) => {
  await using broken = await QueueWorld.open(mutant);
  const property = fc.asyncProperty(operations(listLength), (list) => runOperations(broken, list));

  const { failed, errorInstance } = await fc.check(property, { numRuns: 60, endOnFailure: true });

  expect([...broken.unused]).toEqual([]);
  expect(failed).toBe(true);
  expect(sqlState(errorInstance) ?? '').not.toMatch(/^42/); // the statement itself is sound
});

it('has at most one active run of a service by the database alone, with every check of the code removed', async () => {
  await using bare = await QueueWorld.open(unchecked);
  let refused = 0;
  for (let index = 0; index < 20; index++) await bare.start(index % 3);

  for (let round = 0; round < 10; round++)
    for (const host of hosts)
      await inTransaction(bare.pool, (client) =>
        claimNext(client, { host, slots: 5, defaultTimeoutSeconds: 60 }),
      ).catch((error: unknown) => {
        if (sqlState(error) !== uniqueViolation) throw error;
        refused++;
      });
  const { rows } = await bare.pool.query(
    `select service_id::int as service, count(*)::int as active from deployments where state = 'RUNNING' group by 1`,
  );

  expect(refused).toBeGreaterThan(10);
  expect(rows.map(({ active }) => active)).toEqual([1, 1]); // of the two that share a lock only one
});

it('says with a claim whether others wait', async () => {
  await world.clear();
  for (const service of [0, 1]) await world.start(service);
  const place = { host: hosts[0] ?? '', slots: 5, defaultTimeoutSeconds: 60 };
  const claims: unknown[] = [];

  for (const _ of [0, 1]) claims.push(await inTransaction(world.pool, (client) => claimNext(client, place)));
  await world.clear();

  expect(claims).toMatchObject([{ othersWait: true }, { othersWait: false }]);
});

it.each(deploymentStates)('lets happen to a row that is %s what the table says, and nothing else', async (state) => {
  const deps = { pool: world.pool, publish: () => undefined };

  for (const happening of happenings) {
    const id = await world.start(0);
    const finished = isFinal(state) ? 'now()' : 'null';
    await world.pool.query(`update deployments set state = $2, finished_at = ${finished} where id = $1`, [id, state]);
    const before = await rowOf(world, id);
    const change = changeRun(deps, id, (run) => apply(run, happening, 'because', new Date()));
    const expected = transition(state, happening);

    if (expected === null) await expect(change).rejects.toThrow(state);
    else await change;
    const after = await rowOf(world, id);
    if (expected === null) expect(after).toEqual(before);
    else
      expect(after).toMatchObject({ state: expected, ended: isFinal(expected), openSteps: isFinal(expected) ? 0 : 2 });
    await world.clear();
  }
});

async function rowOf(world: QueueWorld, id: number): Promise<unknown> {
  const { rows } = await world.pool.query(
    `select state, finished_at is not null as ended, last_seq,
       (select count(*)::int from steps where deployment_id = id and state in ('PENDING', 'RUNNING')) as "openSteps"
     from deployments where id = $1`,
    [id],
  );
  return rows[0];
}
