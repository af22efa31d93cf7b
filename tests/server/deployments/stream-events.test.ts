import { afterAll, beforeAll, expect, it } from 'vitest';
import { system } from '../../../server/access/viewer.ts';
import type { EventKind, StreamedEvent } from '../../../server/deployments/stream-events.ts';
import { NotFoundError } from '../../../server/errors.ts';
import { openTestCore, type TestCore } from '../../helpers/core.ts';
import { says, waitsFor } from '../../helpers/services.ts';

let core: TestCore;
let finished: number;

/** Steps and lines with pauses, so that the log comes in several chunks. */
const chatty = (gate = '') =>
  [1, 2, 3, 4]
    .map(
      (n) =>
        `${says(`step ${n}`, 'running')}; echo out ${n}; echo err ${n} >&2; sleep 0.06; echo more ${n}; ${says(`step ${n}`, 'success')}; ${gate}`,
    )
    .join('\n');

beforeAll(async () => {
  core = await openTestCore();
  await core.write('chatty', { script: chatty() });
  await core.write('gated', { script: chatty(waitsFor(core.flag('go'))) });
  ({ id: finished } = await core.run('chatty'));
});
afterAll(async () => {
  await core.raise('go');
  await core[Symbol.asyncDispose]();
});

/** One item a fact: state and step events, and single lines; what a subscriber knows in the end. */
function factsOf(events: readonly StreamedEvent[]): unknown[] {
  return events.flatMap((event): unknown[] => {
    if (event.kind !== 'LOG') return [{ kind: event.kind, seq: event.seq, data: event.data }];
    return event.chunks.flatMap((chunk) =>
      chunk.text.split('\n').map((text, index) => ({ line: chunk.firstLine + index, text })),
    );
  });
}

function expectContinuity(events: readonly StreamedEvent[], after: number): void {
  expect(events.map((event) => event.after)).toEqual([after, ...events.slice(0, -1).map((event) => event.seq)]);
  for (const event of events) expect(event.seq).toBeGreaterThan(event.after);
}

it('sends everything from any cursor on, exactly as the whole', async () => {
  const whole = await core.events(finished);
  const lastSeq = whole.at(-1)?.seq ?? 0;

  for (let after = 0; after <= lastSeq; after++) {
    const rest = await core.events(finished, after);
    const known = whole.filter((event) => event.seq <= after);

    if (rest.length > 0) expectContinuity(rest, after);
    const facts = factsOf(rest);
    expect(factsOf(whole).slice(-facts.length || Number.MAX_SAFE_INTEGER)).toEqual(facts);
    expect(facts.length + factsOf(known).length).toBeLessThanOrEqual(factsOf(whole).length);
  }
});

it('completes at once for a reader who has seen the end', async () => {
  const { lastSeq } = await core.deployment(finished);

  expect(await core.events(finished, lastSeq)).toEqual([]);
  expect(await core.events(finished, lastSeq + 100)).toEqual([]);
});

it.each<[EventKind[]]>([[['STATE']], [['STEP']], [['LOG']], [['STATE', 'LOG']]])(
  'sends only %j, without a gap in what it says to follow',
  async (kinds) => {
    const whole = await core.events(finished);

    const some = await core.events(finished, 0, kinds);

    expectContinuity(some, 0);
    expect(factsOf(some)).toEqual(factsOf(whole.filter((event) => kinds.includes(event.kind))));
  },
);

it('sends the same to readers at different speeds, while it runs and afterwards', async () => {
  const id = await core.start('gated');
  const fast = core.events(id);
  const slow = readSlowly(id);

  await core.raise('go');
  const [first, second] = await Promise.all([fast, slow]);

  expectContinuity(first, 0);
  expectContinuity(second, 0);
  expect(factsOf(second)).toEqual(factsOf(first));
  expect(factsOf(await core.events(id))).toEqual(factsOf(first));
});

/** A turn of the event loop between any two events, in which the run goes on. */
async function readSlowly(id: number): Promise<StreamedEvent[]> {
  const events: StreamedEvent[] = [];
  const { signal } = new AbortController();
  for await (const event of core.operations.deployments.events(system, id, { after: 0, signal })) {
    events.push(event);
    await core.deployment(id);
  }
  return events;
}

it('numbers the lines without a gap and ends with the final state', async () => {
  const whole = await core.events(finished);
  const numbers = whole.flatMap((event) =>
    event.kind === 'LOG'
      ? event.chunks.flatMap((chunk) => Array.from({ length: chunk.lineCount }, (_, index) => chunk.firstLine + index))
      : [],
  );

  expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  expect(whole.at(-1)).toMatchObject({ kind: 'STATE', data: { state: 'SUCCESS' } });
});

it('refuses a deployment that is not there', async () => {
  await expect(core.events(99_999)).rejects.toThrow(NotFoundError);
});

it('gives the whole log after a line as text', async () => {
  const text = await core.logText(finished);
  const signal = AbortSignal.timeout(10_000);

  let rest = '';
  for await (const part of await core.operations.deployments.logText(system, finished, {
    afterLine: 7,
    follow: true,
    signal,
  }))
    rest += part;

  expect(rest).toBe(text.split('\n').slice(7).join('\n'));
});
