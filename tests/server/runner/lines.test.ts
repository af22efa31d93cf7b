import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Line, LineSplitter, maxParsedLineBytes, maxPieceBytes } from '../../../server/runner/lines.ts';

function split(...writes: (string | Buffer)[]): Line[] {
  const splitter = new LineSplitter();
  return [...writes.flatMap((bytes) => [...splitter.push(Buffer.from(bytes))]), ...splitter.end()];
}

const texts = (lines: Line[]): string[] => lines.flatMap(({ pieces }) => pieces.map(({ text }) => text));
const joined = (lines: Line[]): string =>
  lines.flatMap(({ pieces }) => pieces.map(({ text, continued }) => (continued ? text : `${text}\n`))).join('');

it.each([
  [['a\nb\n'], ['a', 'b']],
  [
    ['a', 'b\nc', '\n'],
    ['ab', 'c'],
  ],
  [['a\n\n\nb'], ['a', '', '', 'b']],
  [['\n'], ['']],
  [[''], []],
  [['a\r\n'], ['a\r']],
])('the writes %j are the lines %j', (writes, lines) => {
  expect(split(...writes).map(({ whole }) => whole)).toEqual(lines);
});

it('a character may be spread over writes', () => {
  const [first, ...rest] = Buffer.from('é😀\n');

  expect(texts(split(Buffer.from([first ?? 0]), ...rest.map((byte) => Buffer.from([byte]))))).toEqual(['é😀']);
});

it('bytes that are not UTF-8 and NUL become the replacement character', () => {
  expect(texts(split(Buffer.from([0x61, 0xff, 0x62, 0x00, 0x63, 0xc3, 0x0a])))).toEqual(['a\ufffdb\ufffdc\ufffd']);
});

it('a line of up to 1 MiB is whole for the parser and in pieces of 64 KiB for the log', () => {
  const text = 'x'.repeat(maxParsedLineBytes);

  const [line, ...others] = split(`${text}\n`);

  expect(others).toEqual([]);
  expect(line?.whole).toBe(text);
  expect(line?.pieces.map(({ text: { length }, continued }) => [length, continued])).toEqual([
    ...Array.from({ length: 15 }, () => [maxPieceBytes, true]),
    [maxPieceBytes, false],
  ]);
});

it('a longer line is only pieces, and the next line is a line again', () => {
  const lines = split('x'.repeat(maxParsedLineBytes), 'yz', '\nnext\n');

  expect(lines.at(-1)).toEqual({ whole: 'next', pieces: [{ text: 'next', continued: false }] });
  expect(lines.slice(0, -1).every(({ whole }) => whole === null)).toBe(true);
  expect(joined(lines)).toBe(`${'x'.repeat(maxParsedLineBytes)}yz\nnext\n`);
});

it('a long line without a newline ends with a piece that nothing follows', () => {
  const lines = split('x'.repeat(maxParsedLineBytes + 10));

  expect(lines.at(-1)?.pieces.at(-1)?.continued).toBe(false);
});

it('pieces never part a character', () => {
  const text = `a${'😀'.repeat(maxParsedLineBytes / 2)}`;

  const pieces = texts(split(text));

  expect(pieces.join('')).toBe(text);
  expect(pieces.every((piece) => piece.isWellFormed() && Buffer.byteLength(piece) <= maxPieceBytes)).toBe(true);
});

it('20 MB without a newline are handed on while they come', () => {
  const splitter = new LineSplitter();
  let held = 0;
  for (let written = 0; written < 20 * maxParsedLineBytes; written += maxPieceBytes) {
    held += maxPieceBytes;
    for (const { pieces } of splitter.push(Buffer.alloc(maxPieceBytes, 'x'))) {
      for (const { text } of pieces) held -= text.length;
    }
    expect(held).toBeLessThanOrEqual(maxParsedLineBytes + maxPieceBytes);
  }
});

it('the same bytes are the same lines, however they are written', () => {
  const content = fc.array(
    fc.oneof(
      fc.uint8Array(),
      fc.constant(Uint8Array.of(10)),
      fc.string({ unit: 'binary' }).map((s) => Buffer.from(s)),
    ),
  );

  fc.assert(
    fc.property(content, fc.integer({ min: 1, max: 7 }), (parts, size) => {
      const whole = Buffer.concat(parts);
      const writes = Array.from({ length: Math.ceil(whole.length / size) }, (_, i) =>
        whole.subarray(i * size, (i + 1) * size),
      );
      expect(split(...writes)).toEqual(split(whole));
    }),
  );
});
