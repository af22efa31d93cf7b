import fc from 'fast-check';
import { expect, it } from 'vitest';
import { end, foldRecords, type Run } from '../../../server/deployments/fold.ts';
import type { LogSnapshot } from '../../../server/deployments/snapshots.ts';
import { plannedStep } from '../../../server/deployments/steps.ts';
import type { JournalEntry, JournalRecord } from '../../../server/runner/journal.ts';
import { maxOutputBytes } from '../../../server/runner/script-output.ts';

const t0 = Date.UTC(2030, 0, 1);

function createRun(more: Partial<Run> = {}): Run {
  return {
    state: 'RUNNING',
    reason: null,
    startedAt: new Date(t0),
    finishedAt: null,
    exitCode: null,
    signal: null,
    canceledBy: null,
    cancelReason: null,
    estimate: null,
    lastSeq: 0,
    lastLine: 0,
    output: {},
    outcomeRule: 'steps',
    steps: [],
    spawned: false,
    dirty: new Set(),
    events: [],
    ...more,
  };
}

/** Numbered and 10 ms apart, unless an entry says when. */
function records(...entries: (JournalEntry & { t?: number })[]): JournalRecord[] {
  return entries.map((entry, index) => ({ n: index + 1, ...entry, t: t0 + (entry.t ?? index * 10) }));
}

const text = (
  lines: number,
  stream: 'STDOUT' | 'STDERR' = 'STDOUT',
  more = {},
): Extract<JournalEntry, { k: 'log' }> => ({
  k: 'log',
  lines,
  text: Array.from({ length: lines }, (_, index) => `line ${index + 1}`).join('\n'),
  runs: [{ stream, lines, ...more }],
});
const step = (
  name: string,
  state: 'RUNNING' | 'SUCCESS' | 'WARNING' | 'FAILURE' | 'PENDING' | 'SKIPPED',
): JournalEntry => ({
  k: 'step',
  name,
  state,
  message: '',
});
const exit = (code = 0): JournalEntry => ({ k: 'exit', code, signal: null, ms: 1 });

const chunksOf = (run: Run): LogSnapshot[] => run.events.flatMap((event) => (event.kind === 'LOG' ? [event.data] : []));
const seqsOf = (run: Run): number[] => run.events.map((event) => event.seq);

it('numbers events without a gap, after those that are there', () => {
  const run = createRun({ lastSeq: 7 });

  foldRecords(
    run,
    records({ k: 'start', version: 1, runId: 'x' }, step('a', 'RUNNING'), text(2), step('a', 'SUCCESS'), exit()),
  );

  expect(seqsOf(run)).toEqual([8, 9, 10, 11]);
  expect(run.events.map((event) => event.kind)).toEqual(['STEP', 'LOG', 'STEP', 'STATE']);
  expect(run).toMatchObject({ state: 'SUCCESS', lastSeq: 11, lastLine: 2, exitCode: 0 });
});

it('joins adjacent log records to one chunk', () => {
  const run = createRun({ lastLine: 5 });

  foldRecords(run, records(text(2), text(3), text(1, 'STDERR')));

  expect(chunksOf(run)).toEqual([
    {
      firstLine: 6,
      lineCount: 6,
      text: 'line 1\nline 2\nline 1\nline 2\nline 3\nline 1',
      runs: [
        { stream: 'STDOUT', step: null, lines: 5 },
        { stream: 'STDERR', step: null, lines: 1 },
      ],
    },
  ]);
});

it.each<[string, JournalRecord[], number[]]>([
  ['1,000 lines', records(text(600), text(400), text(1)), [1_000, 1]],
  ['64 KiB', records({ ...text(1), text: 'x'.repeat(40_000) }, { ...text(1), text: 'x'.repeat(30_000) }), [1, 1]],
  ['50 ms', records({ ...text(1), t: 0 }, { ...text(1), t: 50 }, { ...text(1), t: 51 }), [2, 1]],
])('begins another chunk beyond %s', (_, input, lines) => {
  const run = createRun();

  foldRecords(run, input);

  expect(chunksOf(run).map((chunk) => chunk.lineCount)).toEqual(lines);
});

it('keeps a record that is larger than a chunk whole', () => {
  const run = createRun();

  foldRecords(run, records({ ...text(1), text: 'x'.repeat(70_000) }));

  expect(chunksOf(run)).toMatchObject([{ lineCount: 1 }]);
});

it('gives lines to the step that was spoken of last, also after it has ended', () => {
  const run = createRun({ steps: [plannedStep(1, 'never'), plannedStep(2, 'a')] });

  foldRecords(
    run,
    records(text(1), step('a', 'RUNNING'), text(2), step('a', 'SUCCESS'), text(1), step('b', 'RUNNING'), text(3)),
  );

  expect(chunksOf(run).map(({ runs }) => runs.map((part) => part.step))).toEqual([[null], [2], [2], [3]]);
  expect(run.steps).toMatchObject([
    { name: 'never', firstLine: null, lastLine: null },
    { name: 'a', firstLine: 2, lastLine: 4 },
    { name: 'b', firstLine: 5, lastLine: 7 },
  ]);
});

it('marks the end of a piece that goes on, and joins nothing to it', () => {
  const run = createRun();

  foldRecords(run, records(text(2), text(1, 'STDOUT', { continued: true }), text(1)));

  expect(chunksOf(run)[0]?.runs).toEqual([
    { stream: 'STDOUT', step: null, lines: 3, continued: true },
    { stream: 'STDOUT', step: null, lines: 1 },
  ]);
});

it('replaces what PostgreSQL cannot store', () => {
  const run = createRun();

  foldRecords(
    run,
    records({ ...text(1), text: 'a\0b\ud83d' }, { k: 'step', name: 'x\0', state: 'RUNNING', message: '\ud83d' }),
  );

  expect(chunksOf(run)[0]?.text).toBe('a\ufffdb\ufffd');
  expect(run.steps[0]).toMatchObject({ name: 'x\ufffd', message: '\ufffd' });
});

it('remembers what the steps put out, the later word for each key', () => {
  const run = createRun();
  const output = (values: Record<string, unknown>): JournalEntry => ({
    k: 'step',
    name: 'a',
    state: 'RUNNING',
    message: '',
    output: values,
  });

  foldRecords(run, records(output({ version: '1', url: 'x' }), output({ version: '2' })));

  expect(run.output).toEqual({ version: '2', url: 'x' });
});

it('turns failed steps into warnings where only the exit code counts', () => {
  const run = createRun({ outcomeRule: 'exit-code' });

  foldRecords(run, records(step('rescued', 'FAILURE'), exit()));

  expect(run).toMatchObject({ state: 'SUCCESS', steps: [{ state: 'WARNING' }] });
  expect(run.events.at(-2)).toMatchObject({ kind: 'STEP', data: { state: 'WARNING' } });
});

it('leaves failed steps failed where the exit code fails as well', () => {
  const run = createRun({ outcomeRule: 'exit-code' });

  foldRecords(run, records(step('broken', 'FAILURE'), exit(2)));

  expect(run).toMatchObject({
    state: 'FAILURE',
    reason: 'step "broken" failed, exit code 2',
    steps: [{ state: 'FAILURE' }],
  });
});

it('says in the log what the disk did not take', () => {
  const run = createRun();

  foldRecords(
    run,
    records(text(2), { k: 'exit', code: 0, signal: null, ms: 1, lost: { records: 3, error: 'ENOSPC' } }),
  );

  expect(chunksOf(run).at(-1)).toMatchObject({ firstLine: 3, lineCount: 1, runs: [{ stream: 'SYSTEM' }] });
  expect(chunksOf(run).at(-1)?.text).toContain('3 records of this run could not be written to disk (ENOSPC)');
  expect(run.lastLine).toBe(3);
});

it('ends a canceled run with who canceled it and why, whatever the script made of it', () => {
  const run = createRun({ state: 'CANCELING', canceledBy: 'ada', cancelReason: 'wrong branch' });

  foldRecords(run, records(step('a', 'RUNNING'), { k: 'exit', code: 0, signal: null, ms: 1, stop: 'cancel' }));

  expect(run).toMatchObject({
    state: 'CANCELED',
    reason: 'canceled by ada: wrong branch',
    steps: [{ state: 'CANCELED' }],
  });
});

it('ends with the state event, after the steps it closed and the step it added', () => {
  const run = createRun({ steps: [plannedStep(1, 'never')] });

  end(run, 'lost', 'gone', new Date(t0));

  expect(run.events).toMatchObject([
    { kind: 'STEP', data: { name: 'never', state: 'SKIPPED' } },
    { kind: 'STEP', data: { name: 'failed step', state: 'FAILURE', message: 'deployment lost: gone' } },
    { kind: 'STATE', data: { state: 'LOST', reason: 'gone' } },
  ]);
  expect([...run.dirty].map((each) => each.name)).toEqual(['never', 'failed step']);
});

it('ends only once', () => {
  const run = createRun({ state: 'SUCCESS' });

  expect(() => end(run, 'failed', 'again', new Date(t0))).toThrow('a SUCCESS deployment cannot end by failed');
});

const name = fc.constantFrom('a', 'b', 'c');
const entry: fc.Arbitrary<JournalEntry> = fc.oneof(
  fc.record({
    k: fc.constant('step' as const),
    name,
    state: fc.constantFrom('PENDING', 'RUNNING', 'SUCCESS', 'WARNING', 'FAILURE', 'SKIPPED'),
    message: fc.string({ maxLength: 3 }),
  }),
  {
    weight: 2,
    arbitrary: fc
      .array(
        fc.record({
          stream: fc.constantFrom('STDOUT' as const, 'STDERR' as const, 'EVENT' as const),
          continued: fc.boolean(),
        }),
        { minLength: 1, maxLength: 4 },
      )
      .map(logOf),
  },
  fc.constant<JournalEntry>({ k: 'spawned', pid: 1, startTime: '1' }),
  fc.constant<JournalEntry>({ k: 'kill', signal: 'SIGTERM' }),
);

function logOf(lines: { stream: 'STDOUT' | 'STDERR' | 'EVENT'; continued: boolean }[]): JournalEntry {
  return {
    k: 'log',
    lines: lines.length,
    text: lines.map((_, index) => `text ${index}`).join('\n'),
    runs: lines.map(({ stream, continued }) => ({ stream, lines: 1, ...(continued && { continued: true as const }) })),
  };
}

/** Everything that must not depend on how the journal was cut into batches: seq and chunks may differ, nothing else. */
function meaningOf(run: Run) {
  return {
    state: run.state,
    reason: run.reason,
    lastLine: run.lastLine,
    steps: run.steps.map(({ seq: _, ...rest }) => rest),
    lines: chunksOf(run).flatMap(linesOf),
    changes: run.events.flatMap((event) => (event.kind === 'LOG' ? [] : [event.data])),
  };
}

function linesOf(chunk: LogSnapshot): string[] {
  const texts = chunk.text.split('\n');
  let index = 0;
  return chunk.runs.flatMap((run) =>
    Array.from({ length: run.lines }, (_, place) => {
      const isOpen = run.continued === true && place === run.lines - 1;
      const number = chunk.firstLine + index;
      return `${number} ${run.stream} ${run.step} ${isOpen} ${texts[index++]}`;
    }),
  );
}

it('means the same in one batch and in any other cut of the same records', () => {
  fc.assert(
    fc.property(
      fc.array(entry, { minLength: 5, maxLength: 40, size: 'max' }),
      fc.array(fc.nat({ max: 40 }), { maxLength: 8 }),
      fc.array(fc.nat({ max: 1_000 }), { minLength: 41, maxLength: 41 }),
      (entries, cuts, times) => {
        const ordered = times.toSorted((a, b) => a - b);
        const all = [...entries, exit()].map(
          (each, index): JournalRecord => ({ n: index + 1, ...each, t: t0 + (ordered[index] ?? 0) }),
        );
        const whole = createRun({ steps: [plannedStep(1, 'a'), plannedStep(2, 'b')] });
        const parts = createRun({ steps: [plannedStep(1, 'a'), plannedStep(2, 'b')] });

        foldRecords(whole, all);
        let from = 0;
        for (const cut of [...cuts.toSorted((a, b) => a - b), all.length]) {
          foldRecords(parts, all.slice(from, cut));
          from = Math.max(from, Math.min(cut, all.length));
        }

        expect(meaningOf(parts)).toEqual(meaningOf(whole));
        expect(seqsOf(parts)).toEqual(Array.from({ length: parts.lastSeq }, (_, index) => index + 1));
        for (const chunk of chunksOf(parts)) expect(chunk.text.split('\n')).toHaveLength(chunk.lineCount);
      },
    ),
    { numRuns: 300 },
  );
});

it('remembers no more output than its limit, whatever events add', () => {
  const run = createRun();
  const half = 'x'.repeat(maxOutputBytes / 2);
  const reports = (output: Record<string, unknown>): JournalEntry =>
    ({ ...step('build', 'RUNNING'), output }) as JournalEntry;

  foldRecords(run, records(reports({ a: half }), reports({ b: half }), reports({ version: 'v2' }), exit()));

  expect(run).toMatchObject({ state: 'SUCCESS', output: { a: half, version: 'v2' } });
  expect(run.output).not.toHaveProperty('b');
});
