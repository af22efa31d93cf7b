import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Hub, type Sequenced } from '../../../server/live/hub.ts';
import { replay } from '../../../server/live/replay.ts';

const topic = 1;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A database of events 1 to `last`, its hub, and pages of a few events. */
class Source {
  readonly hub: Hub<Sequenced>;
  last = 0;
  reads = 0;
  readonly #page: number;

  constructor(maxWeight: number, page: number) {
    this.hub = new Hub({ weigh: () => 1, maxWeight });
    this.#page = page;
  }

  readonly history = async (after: number): Promise<Sequenced[]> => {
    this.reads++;
    const found = range(after, Math.min(this.last, after + this.#page));
    await turn();
    return found;
  };

  commit(count: number): Sequenced[] {
    this.last += count;
    return range(this.last - count, this.last);
  }
}

const range = (after: number, to: number): Sequenced[] =>
  Array.from({ length: Math.max(0, to - after) }, (_, index) => ({ seq: after + index + 1 }));

/** What happens to a topic: a commit that is published now, later or never (then a nudge follows), a nudge, a pause. */
type Action = { kind: 'publish' | 'late' | 'elsewhere' | 'nudge' | 'pause'; count: number };
const actions: fc.Arbitrary<Action[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(
      'publish' as const,
      'late' as const,
      'elsewhere' as const,
      'nudge' as const,
      'pause' as const,
    ),
    count: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 10, maxLength: 40, size: 'max' },
);
const consumers = fc.array(
  fc.record({ after: fc.nat({ max: 8 }), pace: fc.nat({ max: 3 }), joinsAt: fc.nat({ max: 20 }) }),
  {
    minLength: 1,
    maxLength: 4,
  },
);

it('gives each reader everything after its seq, in order and once, at any pace and whoever published', async () => {
  await fc.assert(
    fc.asyncProperty(actions, consumers, fc.integer({ min: 1, max: 6 }), async (plan, readers, weight) => {
      const source = new Source(weight, 3);
      const controller = new AbortController();
      const results = readers.map(() => [] as number[]);
      const running = readers.map((reader, index) => consume(source, reader, results[index] ?? [], controller));

      await play(source, plan);
      await settle(() => results.every((seqs, index) => isWhole(seqs, readers[index]?.after ?? 0, source.last)));
      controller.abort();
      await Promise.all(running);

      for (const [index, reader] of readers.entries())
        expect(results[index]).toEqual(range(reader.after, source.last).map(({ seq }) => seq));
      expect(source.hub.topics).toBe(0);
      expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

async function consume(
  source: Source,
  reader: { after: number; pace: number; joinsAt: number },
  seqs: number[],
  { signal }: AbortController,
): Promise<void> {
  for (let index = 0; index < reader.joinsAt; index++) await turn();
  for await (const events of replay(source.hub, topic, reader.after, source.history, signal)) {
    seqs.push(...events.map(({ seq }) => seq));
    for (let index = 0; index < reader.pace; index++) await turn();
  }
}

async function play(source: Source, plan: Action[]): Promise<void> {
  let late: Sequenced[][] = [];
  const catchUp = (): void => {
    for (const events of late) source.hub.publish(topic, events);
    late = [];
  };
  for (const { kind, count } of plan) {
    if (kind === 'publish') source.hub.publish(topic, source.commit(count));
    if (kind === 'late') late.push(source.commit(count));
    else if (kind !== 'pause') catchUp();
    if (kind === 'elsewhere') {
      source.commit(count);
      source.hub.nudge(topic);
    }
    if (kind === 'nudge') source.hub.nudgeAll();
    if (kind === 'pause') await turn();
  }
  catchUp();
}

const isWhole = (seqs: number[], after: number, last: number): boolean => (seqs.at(-1) ?? after) >= last;

async function settle(condition: () => boolean): Promise<void> {
  for (let index = 0; index < 500 && !condition(); index++) await turn();
}

it('reads the database only for what memory lacks', async () => {
  const source = new Source(100, 3);
  const controller = new AbortController();
  const stream = replay(source.hub, topic, 0, source.history, controller.signal);
  source.commit(1);
  await stream.next();
  const before = source.reads;

  source.hub.publish(topic, source.commit(2));
  const { value } = await stream.next();

  expect(value).toEqual(range(1, 3));
  expect(source.reads).toBe(before);
  controller.abort();
  await stream.return();
});

it('leaves nothing behind on the signal after many pages without news', async () => {
  const source = new Source(100, 1);
  source.commit(50);
  const controller = new AbortController();
  const stream = replay(source.hub, topic, 0, source.history, controller.signal);

  for (let index = 0; index < 50; index++) await stream.next();

  expect(getEventListeners(controller.signal, 'abort').length).toBeLessThanOrEqual(1);
  await stream.return();
  expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  expect(source.hub.topics).toBe(0);
});

it('leaves its topic when the database cannot be read', async () => {
  const hub = new Hub<Sequenced>({ weigh: () => 1, maxWeight: 10 });
  const { signal } = new AbortController();
  const history = (): Promise<Sequenced[]> => Promise.reject(new Error('away'));

  await expect(replay(hub, topic, 0, history, signal).next()).rejects.toThrow('away');

  expect(hub.topics).toBe(0);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
