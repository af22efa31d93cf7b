import { afterEach, beforeEach, expect, it } from 'vitest';
import { system } from '../../../server/access/viewer.ts';
import type { EventKind, StreamedEvent } from '../../../server/deployments/stream-events.ts';
import { openTestCore, runDeadlineMs, type TestCore } from '../../helpers/core.ts';
import { waitsFor } from '../../helpers/services.ts';
import { until } from '../../helpers/until.ts';

let core: TestCore;
let leave: AbortController;

beforeEach(async () => {
  leave = new AbortController();
  core = await openTestCore();
  await core.write('web', { script: waitsFor(core.flag('go')) });
});
afterEach(async () => {
  leave.abort();
  await core.raise('go');
  await core[Symbol.asyncDispose]();
});

/** What arrives, with the time it arrived, while it arrives. */
function follow(id: number, after: number, kinds?: EventKind[]): { at: number; event: StreamedEvent }[] {
  const arrived: { at: number; event: StreamedEvent }[] = [];
  void (async () => {
    const events = core.operations.deployments.events(system, id, { after, kinds, signal: leave.signal });
    for await (const event of events) arrived.push({ at: performance.now(), event });
  })();
  return arrived;
}
const positions = (arrived: { event: StreamedEvent }[]): number[] =>
  arrived.flatMap(({ event }) => (event.kind === 'BLOCKED' ? [event.data.position] : []));
const cancel = (id: number) => core.operations.deployments.cancel(system, id, null);
async function line(length: number): Promise<number[]> {
  const ids = [];
  for (let index = 0; index < length; index++) ids.push(await core.start('web'));
  await core.inState(ids[0] ?? 0, 'RUNNING');
  return ids;
}

it('tells a queued deployment why it waits, beside the order of its events, and starts in step', async () => {
  const [first = 0, second = 0] = await line(2);
  const { lastSeq } = await core.deployment(second);

  const arrived = follow(second, lastSeq);
  await until('it is told', () => positions(arrived).length > 0, runDeadlineMs);
  await cancel(first);
  await until('it runs', () => arrived.some(({ event }) => event.kind === 'STATE'), runDeadlineMs);
  const [blocked, running] = arrived.map(({ event }) => event);

  expect(blocked).toMatchObject({
    kind: 'BLOCKED',
    seq: lastSeq,
    after: lastSeq,
    data: { position: 1, blockers: [{ kind: 'SERVICE_BUSY', deployment: first }] },
  });
  expect(running).toMatchObject({ kind: 'STATE', seq: lastSeq + 1, after: lastSeq, data: { state: 'RUNNING' } });
});

it('joins what moves within a second, and leaves no reader with an old place', async () => {
  const ids = await line(12);
  const last = ids.at(-1) ?? 0;
  const arrived = follow(last, 0, ['BLOCKED']);
  await until('it is told', () => positions(arrived).length > 0, runDeadlineMs);

  for (const id of ids.slice(1, -1)) await cancel(id);
  await until('it is next', () => positions(arrived).at(-1) === 1, runDeadlineMs);
  const gaps = arrived.slice(1).map(({ at }, index) => at - (arrived[index]?.at ?? 0));

  expect(positions(arrived)[0]).toBe(11);
  expect(Math.min(...gaps)).toBeGreaterThan(900);
  expect(arrived.length).toBeLessThan(8);
});

it('keeps nothing of it, and sends only the kinds that were asked for', async () => {
  const [, second = 0] = await line(2);
  const states = follow(second, 0, ['STATE']);
  const blocked = follow(second, 0, ['BLOCKED']);

  await until('it is told', () => blocked.length > 0, runDeadlineMs);
  await core.raise('go');
  await core.ended(second);
  await until('the stream has its end', () => states.length === 3, runDeadlineMs);

  expect(new Set(states.map(({ event }) => event.kind))).toEqual(new Set(['STATE']));
  expect(new Set(blocked.map(({ event }) => event.kind))).toEqual(new Set(['BLOCKED']));
  expect((await core.events(second)).map(({ kind }) => kind)).not.toContain('BLOCKED');
});

it('announces to dashboards those whose place has changed', async () => {
  const [, second = 0, third = 0] = await line(3);
  const told = new Set<number>();
  void (async () => {
    const { signal } = leave;
    for await (const event of core.operations.deployments.activity(system, { signal }))
      if (event.kind === 'DEPLOYMENT') told.add(event.deployment.id);
  })();
  await until('the dashboard has begun', () => told.has(third), runDeadlineMs);
  told.clear();

  await cancel(second);

  await until('the third is announced', () => told.has(third), runDeadlineMs);
});
