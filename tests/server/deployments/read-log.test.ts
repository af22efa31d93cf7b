import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cut, LogPrinter } from '../../../server/deployments/read-log.ts';
import type { LogRun, LogSnapshot } from '../../../server/deployments/snapshots.ts';

type Line = { stream: LogRun['stream']; step: number | null; text: string; continued: boolean };

const line: fc.Arbitrary<Line> = fc.record({
  stream: fc.constantFrom('STDOUT', 'STDERR'),
  step: fc.constantFrom(null, 1),
  text: fc.string({ maxLength: 4 }).map((text) => text.replaceAll('\n', ' ')),
  continued: fc.boolean(),
});
const lines = fc.array(line, { minLength: 1, maxLength: 12, size: 'max' });

/** Chunks of these lines, cut behind the given counts of lines. */
function chunksOf(all: Line[], cuts: readonly number[]): LogSnapshot[] {
  const bounds = [0, ...cuts.filter((at) => at < all.length).toSorted((a, b) => a - b), all.length];
  return bounds.slice(1).flatMap((to, index) => {
    const from = bounds[index] ?? 0;
    return to === from ? [] : [chunkOf(all.slice(from, to), from + 1)];
  });
}

function chunkOf(part: Line[], firstLine: number): LogSnapshot {
  const runs: LogRun[] = [];
  for (const { stream, step, continued } of part) {
    const last = runs.at(-1);
    if (last?.stream === stream && last.step === step && last.continued !== true) last.lines++;
    else runs.push({ stream, step, lines: 1 });
    const open = runs.at(-1);
    if (continued && open !== undefined) open.continued = true;
  }
  return { firstLine, lineCount: part.length, text: part.map(({ text }) => text).join('\n'), runs };
}

function print(chunks: readonly LogSnapshot[]): string {
  const printer = new LogPrinter();
  return chunks.map((chunk) => printer.print(chunk)).join('') + printer.end();
}

it('prints the same text however the lines are cut into chunks', () => {
  fc.assert(
    fc.property(lines, fc.array(fc.nat({ max: 12 }), { maxLength: 6 }), (all, cuts) => {
      expect(print(chunksOf(all, cuts))).toBe(print(chunksOf(all, [])));
    }),
  );
});

it('joins the pieces of a long line, and ends a piece that another stream follows', () => {
  const piece = (stream: LogRun['stream'], text: string, continued: boolean): Line => ({
    stream,
    step: null,
    text,
    continued,
  });

  expect(
    print([chunkOf([piece('STDOUT', 'a', true), piece('STDOUT', 'b', false), piece('STDOUT', 'c', false)], 1)]),
  ).toBe('ab\nc\n');
  expect(
    print([chunkOf([piece('STDOUT', 'a', true), piece('STDERR', 'x', false), piece('STDOUT', 'b', false)], 1)]),
  ).toBe('a\nx\nb\n');
  expect(print([chunkOf([piece('STDOUT', 'a', true)], 1)])).toBe('a\n');
});

it('prints nothing for nothing', () => {
  expect(print([])).toBe('');
  expect(print([{ firstLine: 1, lineCount: 0, text: '', runs: [] }])).toBe('');
});

it('cuts chunks so that the parts agree with the whole', () => {
  fc.assert(
    fc.property(
      lines,
      fc.array(fc.nat({ max: 12 }), { maxLength: 4 }),
      fc.integer({ min: 1, max: 12 }),
      fc.nat({ max: 12 }),
      (all, cuts, from, count) => {
        const to = from + count;

        const parts = chunksOf(all, cuts)
          .map((chunk) => cut(chunk, from, to))
          .filter((chunk) => chunk.lineCount > 0);

        expect(parts.flatMap(linesOf)).toEqual(
          chunksOf(all, [])
            .flatMap(linesOf)
            .slice(from - 1, to),
        );
      },
    ),
    { numRuns: 500 },
  );
});

function linesOf(chunk: LogSnapshot) {
  const texts = chunk.text.split('\n');
  let index = 0;
  return chunk.runs.flatMap(({ stream, step, lines: count, continued }) =>
    Array.from({ length: count }, (_, place) => ({
      number: chunk.firstLine + index,
      text: texts[index++],
      ...{ stream, step, continued: continued === true && place === count - 1 },
    })),
  );
}

it('leaves nothing of a chunk outside the range', () => {
  const chunk = chunkOf([{ stream: 'STDOUT', step: null, text: 'a', continued: false }], 10);

  expect(cut(chunk, 1, 9).lineCount).toBeLessThanOrEqual(0);
  expect(cut(chunk, 11, 20).lineCount).toBeLessThanOrEqual(0);
});

it('puts a prefix before each line, and none before the rest of one', () => {
  const piece = (stream: LogRun['stream'], text: string, continued = false): Line => ({
    ...{ stream, step: null, text, continued },
  });
  const printer = new LogPrinter();
  const chunks = [
    chunkOf([piece('STDOUT', 'a'), piece('STDOUT', 'b', true)], 1),
    chunkOf([piece('STDOUT', 'c'), piece('STDERR', 'd')], 3),
  ];

  expect(chunks.map((chunk) => printer.print(chunk, '> ')).join('')).toBe('> a\n> bc\n> d\n');
});
