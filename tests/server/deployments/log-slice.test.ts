import { afterAll, beforeAll, expect, it } from 'vitest';
import { maxSliceBytes, readLogSlice, searchLog } from '../../../server/deployments/read-log.ts';
import { openTestCore, type TestCore } from '../../helpers/core.ts';
import { query } from '../../helpers/database.ts';

let core: TestCore;
let id: number;

const lineBytes = 64 * 1024;
const lines = 300;

/** A log of 300 lines of 64 KiB, each a chunk of its own; line n ends in `#n`. */
beforeAll(async () => {
  core = await openTestCore({ services: { web: {} } });
  ({ id } = await core.run('web'));
  await query(core.database.connection, 'delete from log_chunks where deployment_id = $1', [id]);
  await query(
    core.database.connection,
    `insert into log_chunks (deployment_id, seq, at, first_line, line_count, text, runs)
     select $1, 1000 + n, now(), n, 1, lpad('#' || n, $2, 'x'), '[{"stream":"STDOUT","step":null,"lines":1}]'
     from generate_series(1, $3::int) n`,
    [id, lineBytes, lines],
  );
});
afterAll(() => core[Symbol.asyncDispose]());

const numbersOf = async (range: Parameters<typeof readLogSlice>[2]) => {
  const { chunks, totalLines } = await readLogSlice(core.core.pool, id, range);
  expect(totalLines).toBe(lines);
  return chunks.flatMap(({ firstLine, lineCount }) =>
    Array.from({ length: lineCount }, (_, index) => firstLine + index),
  );
};
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const fitting = maxSliceBytes / lineBytes;

it('gives the newest lines that fit into an answer, and the oldest of a range', async () => {
  expect(await numbersOf({ last: 10_000 })).toEqual(numbers(lines - fitting + 1, lines));
  expect(await numbersOf({})).toEqual(numbers(1, fitting));
  expect(await numbersOf({ fromLine: 5 })).toEqual(numbers(5, 4 + fitting));
  expect(await numbersOf({ fromLine: 5, toLine: 290 })).toEqual(numbers(5, 4 + fitting));
  expect(await numbersOf({ last: 3 })).toEqual(numbers(lines - 2, lines));
});

it('comes to the end of a log when the lines that did not fit are asked for', async () => {
  const read: number[] = [];
  for (let answers = 0; answers < 3; answers++)
    read.push(...(await numbersOf({ fromLine: read.length + 1, toLine: lines })));

  expect(read).toEqual(numbers(1, lines));
});

const searches = (input: Partial<Parameters<typeof searchLog>[2]>) =>
  searchLog(core.core.pool, id, { text: '#', afterLine: 0, first: 1_000, ...input });

it('finds lines in the whole log, from the line after', async () => {
  expect(await searches({})).toEqual({ lines: numbers(1, lines), more: false });
  expect(await searches({ afterLine: 120, first: 2 })).toEqual({ lines: [121, 122], more: true });
  expect(await searches({ text: 'X#299' })).toEqual({ lines: [299], more: false });
  expect(await searches({ text: 'nowhere' })).toEqual({ lines: [], more: false });
});

it.each([-1, 0, 1_001, 2_147_483_647])('refuses to look for %s lines at once', async (first) => {
  await expect(searches({ first })).rejects.toThrow(`first: must be from 1 to 1000, got ${first}`);
});

it('stops to search when nobody waits for the answer any more', async () => {
  const gone = new AbortController();
  const searching = searches({ text: 'nowhere', signal: gone.signal });
  gone.abort();

  await expect(searching).rejects.toThrow('aborted');
});
