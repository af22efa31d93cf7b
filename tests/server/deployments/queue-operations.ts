import fc from 'fast-check';
import { expect } from 'vitest';
import { isFinal } from '../../../server/deployments/states.ts';
import type { ExitEntry, JournalEntry } from '../../../server/runner/journal.ts';
import { expectPromises } from './queue-invariants.ts';
import { type Modeled, occupies, QueueModel } from './queue-model.ts';
import { hosts, type QueueWorld, services } from './queue-world.ts';

/** One operation; `target` is one of the newest deployments, counted back. `stale`: by a server whose claim is over. */
export type Operation =
  | { do: 'start'; service: number; key: number | null }
  | { do: 'claim'; host: number }
  | { do: 'race' }
  | { do: 'cancel' | 'report' | 'giveBack' | 'lose'; target: number; stale: boolean }
  | { do: 'exit'; target: number; stale: boolean; how: keyof typeof exits };

const target = fc.nat(5);
const stale = fc.nat(4).map((one) => one === 0);
const exits = {
  succeeded: { code: 0, signal: null },
  failed: { code: 1, signal: null },
  timedOut: { code: null, signal: 'SIGTERM', stop: 'timeout' },
  stopped: { code: null, signal: 'SIGTERM', stop: 'cancel' },
} satisfies Partial<Record<string, Omit<ExitEntry, 'k' | 'ms'>>>;

/** Many operations on few deployments: long lists over few ids find what short ones over many never meet. */
export const operations = (most: number): fc.Arbitrary<Operation[]> =>
  fc.array(
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record<Operation & { do: 'start' }>({
          do: fc.constant('start'),
          service: fc.nat(services.length - 1),
          key: fc.option(fc.nat(2)),
        }),
      },
      { weight: 4, arbitrary: fc.record({ do: fc.constant('claim' as const), host: fc.nat(hosts.length - 1) }) },
      { weight: 1, arbitrary: fc.constant({ do: 'race' as const }) },
      {
        weight: 4,
        arbitrary: fc.record({
          do: fc.constantFrom('cancel' as const, 'report' as const, 'giveBack' as const, 'lose' as const),
          target,
          stale,
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          do: fc.constant('exit' as const),
          target,
          stale,
          how: fc.constantFrom('succeeded' as const, 'failed' as const, 'timedOut' as const, 'stopped' as const),
        }),
      },
    ),
    { size: 'max', minLength: 10, maxLength: most },
  );

/** Does each operation to the database and to the model, and compares them after each. */
export async function runOperations(world: QueueWorld, list: Operation[]): Promise<void> {
  await world.clear();
  const model = new QueueModel();
  for (const operation of list) {
    await operate(world, model, operation);
    await expectPromises(world.pool, model);
  }
}

async function operate(world: QueueWorld, model: QueueModel, operation: Operation): Promise<void> {
  if (operation.do === 'start') return start(world, model, operation.service, operation.key);
  if (operation.do === 'claim') return claim(world, model, operation.host);
  if (operation.do === 'race') return race(world, model);
  const deployment = model.deployments.at(-1 - operation.target);
  if (deployment === undefined) return;
  if (operation.do === 'cancel') return cancel(world, model, deployment);
  const handle = { id: deployment.id, fence: deployment.fence - (operation.stale ? 1 : 0) };
  const counts = occupies(deployment) && !operation.stale;
  if (operation.do === 'giveBack') {
    await world.giveBack(handle);
    if (counts) model.happen(deployment, afterNobodyCame(deployment));
  } else if (operation.do === 'lose') {
    await world.lose(handle);
    if (counts) model.happen(deployment, 'lost');
  } else {
    const exit = operation.do === 'exit' ? operation.how : null;
    const end = await world.commit(
      handle,
      deployment.n,
      exit === null ? report : [{ k: 'exit', ms: 1, ...exits[exit] }],
    );
    expect(end).toBe(expectedEnd(deployment, operation.stale, exit !== null));
    if (!counts) return;
    deployment.n += exit === null ? report.length : 1;
    if (exit !== null) model.happen(deployment, exit);
  }
}

const report: JournalEntry[] = [
  { k: 'step', name: 'build', state: 'RUNNING', message: '' },
  { k: 'log', lines: 1, text: 'line', runs: [{ stream: 'STDOUT', lines: 1 }] },
];

/** A deployment that was given back to the queue has no run, whatever a late server still reads. */
function expectedEnd({ state }: Modeled, isStale: boolean, isExit: boolean): string {
  if (isStale || state === 'QUEUED') return 'fenced';
  return isFinal(state) || isExit ? 'ended' : 'more';
}

const afterNobodyCame = ({ state, claims }: Modeled): 'refused' | 'returned' | 'lost' =>
  state === 'CANCELING' ? 'refused' : claims < 2 ? 'returned' : 'lost';

async function start(world: QueueWorld, model: QueueModel, service: number, keyNumber: number | null): Promise<void> {
  const key = keyNumber === null ? null : `key ${keyNumber}`;
  const earlier = model.withKey(service, key);
  const id = await world.start(service, key ?? undefined);
  if (earlier === undefined) model.add(id, service, key);
  else expect(id).toBe(earlier.id);
}

async function claim(world: QueueWorld, model: QueueModel, host: number): Promise<void> {
  const next = model.next(host);
  const claimed = await world.claim(host);
  expect(claimed?.id).toBe(next?.deployment.id);
  if (next !== null) model.claim(next.deployment, host, next.slot);
}

/** All hosts claim at the same moment: who gets what is open, but nobody gets what another has. */
async function race(world: QueueWorld, model: QueueModel): Promise<void> {
  const claims = await Promise.all(hosts.map((_, host) => world.claim(host)));
  for (const [host, claimed] of claims.entries()) {
    const deployment = model.deployments.find((each) => each.id === claimed?.id);
    if (deployment === undefined) continue;
    const slot = model.next(host)?.slot;
    expect(deployment.state).toBe('QUEUED');
    expect(slot).toBeDefined();
    model.claim(deployment, host, slot ?? 0);
  }
}

async function cancel(world: QueueWorld, model: QueueModel, deployment: Modeled): Promise<void> {
  expect(await world.cancel(deployment.id)).toBe(!isFinal(deployment.state));
  if (deployment.state === 'QUEUED' || deployment.state === 'RUNNING') model.happen(deployment, 'cancelRequested');
}
