import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addChunks, createLog, gaps, lineAt, plainText, trimMiddle } from '../../../../client/web/live/log-model.ts';
import { buildChunk, buildLog, type LineParts } from '../build.ts';

describe('taking chunks', () => {
  test('unpacks a chunk into numbered lines with stream, step and time', () => {
    const log = buildLog(['a', { text: 'b', stream: 'STDERR', step: 2 }]);

    expect(log.lines).toMatchObject([
      { n: 1, text: 'a', stream: 'STDOUT', step: 1 },
      { n: 2, text: 'b', stream: 'STDERR', step: 2, at: Date.parse('2026-11-23T12:00:00Z') },
    ]);
    expect(log.total).toBe(2);
  });

  test('understands runs of several lines', () => {
    const log = createLog();

    addChunks(log, [
      {
        ...buildChunk(1, ['a', 'b', 'c']),
        runs: [
          { lines: 2, stream: 'STDOUT', step: 1, continued: false },
          { lines: 1, stream: 'STDERR', step: null, continued: true },
        ],
      },
    ]);

    expect(log.lines.map((line) => [line.text, line.stream, line.step, line.continued])).toEqual([
      ['a', 'STDOUT', 1, false],
      ['b', 'STDOUT', 1, false],
      ['c', 'STDERR', null, true],
    ]);
  });

  test('keeps empty lines', () => {
    expect(plainText(buildLog(['', 'a', '', '']))).toBe('\na\n\n\n');
  });

  test('ignores lines it holds already, also when a chunk overlaps only partly', () => {
    const log = buildLog(['a', 'b', 'c']);

    const { appended, filled } = addChunks(log, [buildChunk(2, ['b', 'c', 'd'])]);

    expect(appended.map((line) => line.text)).toEqual(['d']);
    expect(filled).toBe(false);
    expect(plainText(log)).toBe('a\nb\nc\nd\n');
  });

  test('tells older lines from appended ones', () => {
    const log = createLog();
    addChunks(log, [buildChunk(5, ['e'])]);

    const { appended, filled } = addChunks(log, [buildChunk(1, ['a', 'b'])]);

    expect(appended).toEqual([]);
    expect(filled).toBe(true);
    expect(log.lines.map((line) => line.n)).toEqual([1, 2, 5]);
  });

  test('ends with the same log however the chunks arrive', () => {
    const texts = fc.array(fc.stringMatching(/^[a-z ]{0,8}$/), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 7 }), fc.infiniteStream(fc.nat()), (lines, size, random) => {
        const chunks = Array.from({ length: Math.ceil(lines.length / size) }, (_, index) =>
          buildChunk(index * size + 1, lines.slice(index * size, index * size + size + 1)),
        );
        const order = chunks.map((chunk) => ({ chunk, key: random.next().value ?? 0 })).sort((a, b) => a.key - b.key);
        const log = createLog();

        for (const { chunk } of order) addChunks(log, [chunk]);

        expect(plainText(log)).toBe(lines.map((line) => `${line}\n`).join(''));
        expect(gaps(log)).toEqual([]);
      }),
    );
  });
});

describe('the text of the download', () => {
  const cases: [title: string, lines: (LineParts | string)[], text: string][] = [
    ['ends every line in a newline', ['a', 'b'], 'a\nb\n'],
    [
      'joins the pieces of a long line',
      [{ text: 'aa', continued: true }, { text: 'bb', continued: true }, 'c', 'd'],
      'aabbc\nd\n',
    ],
    [
      'ends a piece when another stream comes between',
      [{ text: 'aa', continued: true }, { text: 'x', stream: 'STDERR' }, 'bb'],
      'aa\nx\nbb\n',
    ],
    ['ends a piece that is the last line', ['a', { text: 'b', continued: true }], 'a\nb\n'],
    [
      'keeps escape sequences and carriage returns',
      ['\u001b[31mred\u001b[0m', '1%\r2%'],
      '\u001b[31mred\u001b[0m\n1%\r2%\n',
    ],
    ['is empty for an empty log', [], ''],
  ];
  test.each(cases)('%s', (_title, lines, text) => {
    const log = createLog();
    if (lines.length > 0) addChunks(log, [buildChunk(1, lines)]);

    expect(plainText(log)).toBe(text);
  });
});

describe('gaps', () => {
  test('names what is missing before, between and after', () => {
    const log = createLog();
    addChunks(log, [buildChunk(3, ['c']), buildChunk(6, ['f'])]);
    log.total = 9;

    expect(gaps(log)).toEqual([
      { from: 1, to: 2 },
      { from: 4, to: 5 },
      { from: 7, to: 9 },
    ]);
  });

  test('of a whole log there are none', () => {
    expect(gaps(buildLog(['a', 'b']))).toEqual([]);
  });
});

describe('the cap', () => {
  const cap = { most: 10, head: 2, tail: 4 };
  const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index + 1));

  test('leaves a log alone up to its limit', () => {
    const log = buildLog(numbers(10));

    expect(trimMiddle(log, cap)).toBe(false);
    expect(log.lines).toHaveLength(10);
  });

  test('keeps head and tail of a longer one and knows the gap', () => {
    const log = buildLog(numbers(11));

    expect(trimMiddle(log, cap)).toBe(true);
    expect(log.lines.map((line) => line.n)).toEqual([1, 2, 8, 9, 10, 11]);
    expect(gaps(log)).toEqual([{ from: 3, to: 7 }]);
    expect(log.total).toBe(11);
  });

  test('a gap closes again when its lines are loaded', () => {
    const log = buildLog(numbers(11));
    trimMiddle(log, cap);

    addChunks(log, [buildChunk(3, numbers(11).slice(2, 7))]);

    expect(gaps(log)).toEqual([]);
    expect(plainText(log)).toBe(
      numbers(11)
        .map((n) => `${n}\n`)
        .join(''),
    );
  });
});

test('finds a held line by its number and nothing else', () => {
  const log = createLog();
  addChunks(log, [buildChunk(4, ['d', 'e'])]);

  expect(lineAt(log, 5)?.text).toBe('e');
  expect(lineAt(log, 3)).toBeUndefined();
  expect(lineAt(log, 6)).toBeUndefined();
});
