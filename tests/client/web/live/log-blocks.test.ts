import { describe, expect, test } from 'vitest';
import { hasText, type LogBlock, placeLine, silenceBefore, toBlocks } from '../../../../client/web/live/log-blocks.ts';
import { addChunks, createLog } from '../../../../client/web/live/log-model.ts';
import { buildChunk, buildLine, buildLog } from '../build.ts';

const shape = (blocks: LogBlock[]) =>
  blocks.map((block) =>
    block.kind === 'gap' ? [block.from, block.to] : { [String(block.step)]: block.lines.map((line) => line.n) },
  );

describe('blocks', () => {
  test('put the lines of a step into one section', () => {
    const log = buildLog(['a', 'b', { text: 'c', step: 2 }]);

    expect(shape(toBlocks(log))).toEqual([{ 1: [1, 2] }, { 2: [3] }]);
  });

  test('keep lines before the first step apart', () => {
    const log = buildLog([{ text: 'warming up', step: null }, 'a']);

    expect(shape(toBlocks(log))).toEqual([{ null: [1] }, { 1: [2] }]);
  });

  test('leave the last words of a run under the step before them', () => {
    const log = buildLog(['a', { text: 'exit code 1', step: null, stream: 'SYSTEM' }]);

    expect(shape(toBlocks(log))).toEqual([{ 1: [1, 2] }]);
  });

  test('give a step that comes back a section of its own, so that order is kept', () => {
    const log = buildLog(['a', { text: 'b', step: 2 }, 'c']);

    expect(shape(toBlocks(log))).toEqual([{ 1: [1] }, { 2: [2] }, { 1: [3] }]);
  });

  test('show gaps where lines are missing, also inside a step', () => {
    const log = createLog();
    addChunks(log, [buildChunk(3, ['c']), buildChunk(6, ['f', { text: 'g', step: null }])]);
    log.total = 8;

    expect(shape(toBlocks(log))).toEqual([[1, 2], { 1: [3] }, [4, 5], { 1: [6, 7] }, [8, 8]]);
  });

  test('grow line by line into the same as all at once', () => {
    const log = buildLog(['a', { text: 'b', step: 2 }, { text: 'c', step: null }, 'd']);
    const grown: LogBlock[] = [];

    for (const line of log.lines) placeLine(grown, line);

    expect(grown).toEqual(toBlocks(log));
  });
});

describe('a section', () => {
  test('has text as soon as one line is not an event', () => {
    expect(hasText({ kind: 'section', step: 1, lines: [buildLine({ text: '{}', stream: 'EVENT' })] })).toBe(false);
    expect(
      hasText({
        kind: 'section',
        step: 1,
        lines: [buildLine({ text: '{}', stream: 'EVENT' }), buildLine({ text: 'a' })],
      }),
    ).toBe(true);
  });
});

describe('silence', () => {
  test('is told from five seconds on', () => {
    const before = buildLine({ text: 'a', n: 1, at: 0 });

    expect(silenceBefore(before, buildLine({ text: 'b', n: 2, at: 5_000 }))).toBeNull();
    expect(silenceBefore(before, buildLine({ text: 'b', n: 2, at: 13_200 }))).toBe(13);
  });

  test('is not told across lines that are not held', () => {
    expect(silenceBefore(buildLine({ text: 'a', n: 1, at: 0 }), buildLine({ text: 'b', n: 9, at: 60_000 }))).toBeNull();
    expect(silenceBefore(undefined, buildLine({ text: 'b', n: 9, at: 60_000 }))).toBeNull();
  });
});
