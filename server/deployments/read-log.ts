import type { Pool } from 'pg';
import { toDate } from '../db/transaction.ts';
import { InvalidInputError } from '../errors.ts';
import type { LogRun, LogSnapshot } from './snapshots.ts';
import type { StreamedEvent } from './stream-events.ts';

export type LogPart = LogSnapshot & { at: Date };

/** Lines that one answer may hold. */
export const maxSliceLines = 10_000;

/** Text that one answer may hold. More lines than fit do not come, and are there to be asked for. */
export const maxSliceBytes = 8 * 1024 * 1024;

/**
 * Lines `fromLine` to `toLine`, or the `last` ones; as whole chunks cut to the range. Of what does not fit into an answer
 * the first lines come, of the `last` ones the newest; one chunk always does.
 */
export async function readLogSlice(
  pool: Pool,
  id: number,
  range: { fromLine?: number | undefined; toLine?: number | undefined; last?: number | undefined },
): Promise<{ chunks: LogPart[]; totalLines: number }> {
  const totalLines = await countLines(pool, id);
  const to = Math.min(range.toLine ?? totalLines, totalLines);
  const from = Math.max(1, range.fromLine ?? (range.last === undefined ? 1 : totalLines - range.last + 1));
  const asked = range.fromLine === undefined && range.last === undefined ? to : to - from + 1;
  if (asked > maxSliceLines && (range.toLine !== undefined || (range.last ?? 0) > maxSliceLines))
    throw new InvalidInputError([
      {
        path: ['log'],
        message: `at most ${maxSliceLines} lines at a time, got ${asked}; page with fromLine and toLine`,
      },
    ]);
  const end = Math.min(to, from + maxSliceLines - 1);
  const isFromEnd = range.fromLine === undefined && range.last !== undefined;
  return { chunks: end < from ? [] : await readChunks(pool, id, from, end, isFromEnd ? 'desc' : 'asc'), totalLines };
}

async function countLines(pool: Pool, id: number): Promise<number> {
  const { rows } = await pool.query<{ lines: number }>(
    `select coalesce((select first_line + line_count - 1 from log_chunks where deployment_id = $1 order by first_line desc limit 1), 0) as lines`,
    [id],
  );
  return rows[0]?.lines ?? 0;
}

/** The chunks of a range, as many as fit, from its beginning or (`desc`) its end; in order. */
async function readChunks(
  pool: Pool,
  id: number,
  from: number,
  to: number,
  direction: 'asc' | 'desc',
): Promise<LogPart[]> {
  const { rows } = await pool.query<Omit<LogPart, 'at'> & { at: string }>(
    `select first_line as "firstLine", line_count as "lineCount", at, text, runs from (
       select *, octet_length(text) as bytes, sum(octet_length(text)) over (order by first_line ${direction}) as sum
       from log_chunks where deployment_id = $1 and first_line <= $3 and first_line + line_count > $2) chunks
     where sum <= $4 or sum = bytes order by first_line`,
    [id, from, to, maxSliceBytes],
  );
  return rows.map((row) => cut({ ...row, at: toDate(row.at) ?? new Date(0) }, from, to));
}

/** The part of a chunk between two lines, both included. */
export function cut<T extends LogSnapshot>(chunk: T, from: number, to: number): T {
  const start = Math.max(0, from - chunk.firstLine);
  const end = Math.min(chunk.lineCount, to - chunk.firstLine + 1);
  if (start === 0 && end === chunk.lineCount) return chunk;
  return {
    ...chunk,
    firstLine: chunk.firstLine + start,
    lineCount: end - start,
    text: chunk.text.split('\n').slice(start, end).join('\n'),
    runs: cutRuns(chunk.runs, start, end),
  };
}

/** Consecutive chunks as one; null when there is no line in them. */
export function join(chunks: readonly LogPart[]): LogPart | null {
  const [first, ...rest] = chunks.filter((chunk) => chunk.lineCount > 0);
  if (first === undefined) return null;
  return {
    ...first,
    lineCount: rest.reduce((count, chunk) => count + chunk.lineCount, first.lineCount),
    text: [first, ...rest].map((chunk) => chunk.text).join('\n'),
    runs: [first, ...rest].flatMap((chunk) => chunk.runs),
  };
}

function cutRuns(runs: readonly LogRun[], start: number, end: number): LogRun[] {
  const kept: LogRun[] = [];
  let line = 0;
  for (const { continued, ...run } of runs) {
    const from = Math.max(line, start);
    const to = Math.min(line + run.lines, end);
    const isWhole = to === line + run.lines;
    if (to > from) kept.push({ ...run, lines: to - from, ...(continued === true && isWhole && { continued }) });
    line += run.lines;
  }
  return kept;
}

/** Chunks that one look into the database goes through: at most some 13 MB of text at a time. */
const searchedChunks = 200;

/** Lines that one search may find. */
const maxFoundLines = 1_000;

export type SearchInput = {
  text: string;
  step?: number | undefined;
  afterLine: number;
  first: number;
  caseSensitive?: boolean | undefined;
  /** Aborted: nobody waits for the answer any more. */
  signal?: AbortSignal | undefined;
};

/** Line numbers that contain `text`, in order; case matters only when asked. Throws InvalidInputError. */
export async function searchLog(
  pool: Pool,
  id: number,
  input: SearchInput,
): Promise<{ lines: number[]; more: boolean }> {
  const lines: number[] = [];
  refuseOtherCounts(input.first);
  if (input.text === '') return { lines, more: false };
  for (let after = input.afterLine; ; ) {
    const chunks = await chunksAfter(pool, id, input.text, after);
    input.signal?.throwIfAborted();
    for (const chunk of chunks.filter(hasText)) {
      for (const line of matchingLines(chunk, input)) {
        if (lines.length === input.first) return { lines, more: true };
        lines.push(line);
      }
    }
    const last = chunks.at(-1);
    if (last === undefined || chunks.length < searchedChunks) return { lines, more: false };
    after = last.firstLine + last.lineCount - 1;
  }
}

function refuseOtherCounts(first: number): void {
  if (first >= 1 && first <= maxFoundLines) return;
  throw new InvalidInputError([{ path: ['first'], message: `must be from 1 to ${maxFoundLines}, got ${first}` }]);
}

/** Without text: it does not hold what is searched for. */
type SearchedChunk = Omit<LogSnapshot, 'text'> & { text: string | null };

const hasText = (chunk: SearchedChunk): chunk is LogSnapshot => chunk.text !== null;

/** The next chunks, from the one that holds the line after `afterLine`. */
async function chunksAfter(pool: Pool, id: number, text: string, afterLine: number): Promise<SearchedChunk[]> {
  const { rows } = await pool.query<SearchedChunk>(
    `select first_line as "firstLine", line_count as "lineCount", case when text ilike $3 then text end as text, runs
     from log_chunks where deployment_id = $1 and first_line >= coalesce(
       (select max(first_line) from log_chunks where deployment_id = $1 and first_line <= $2::bigint + 1), 0)
     order by first_line limit $4`,
    [id, afterLine, `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`, searchedChunks],
  );
  return rows;
}

function* matchingLines(
  chunk: LogSnapshot,
  { text, step, afterLine, caseSensitive }: SearchInput,
): Generator<number, void, void> {
  const folded = (each: string): string => (caseSensitive === true ? each : each.toLowerCase());
  const needle = folded(text);
  const steps = step === undefined ? null : stepOfEachLine(chunk.runs);
  for (const [index, line] of chunk.text.split('\n').entries()) {
    const number = chunk.firstLine + index;
    if (number <= afterLine || !folded(line).includes(needle)) continue;
    if (steps === null || steps[index] === step) yield number;
  }
}

const stepOfEachLine = (runs: readonly LogRun[]): (number | null)[] =>
  runs.flatMap((run) => new Array<number | null>(run.lines).fill(run.step));

export type TextInput = { afterLine?: number | undefined; step?: number | undefined; times?: boolean | undefined };

/** The log as plain text: every stored line, pieces of a long line joined again. Follows the events of a stream. */
export async function* logText(
  events: AsyncIterable<StreamedEvent>,
  { afterLine = 0, step, times = false }: TextInput = {},
): AsyncGenerator<string, void, void> {
  const printer = new LogPrinter();
  for await (const event of events) {
    if (event.kind !== 'LOG') continue;
    const text = event.chunks
      .map((chunk) => {
        const rest = cut(chunk, afterLine + 1, Number.MAX_SAFE_INTEGER);
        return printer.print(step === undefined ? rest : ofStep(rest, step), times ? `${chunk.at} ` : '');
      })
      .join('');
    if (text !== '') yield text;
  }
  const rest = printer.end();
  if (rest !== '') yield rest;
}

/** The lines of a chunk that were written while the step was the current one. */
function ofStep<T extends LogSnapshot>(chunk: T, step: number): T {
  const steps = stepOfEachLine(chunk.runs);
  const lines = chunk.lineCount <= 0 ? [] : chunk.text.split('\n').filter((_, index) => steps[index] === step);
  return {
    ...chunk,
    lineCount: lines.length,
    text: lines.join('\n'),
    runs: chunk.runs.filter((run) => run.step === step),
  };
}

/**
 * Prints chunks in order. A piece that continues is joined with the next line of the same stream, else its line ends.
 * `prefix` stands before each line, not before the rest of one.
 */
export class LogPrinter {
  #open: LogRun['stream'] | null = null;

  print(chunk: LogSnapshot, prefix = ''): string {
    if (chunk.lineCount <= 0) return '';
    const lines = chunk.text.split('\n');
    let printed = '';
    let next = 0;
    for (const run of chunk.runs) {
      if (this.#open !== null && this.#open !== run.stream) printed += '\n';
      if (this.#open !== run.stream) printed += prefix;
      const last = next + run.lines - 1;
      printed += lines.slice(next, last + 1).join(`\n${prefix}`) + (run.continued === true ? '' : '\n');
      this.#open = run.continued === true ? run.stream : null;
      next = last + 1;
    }
    return printed;
  }

  /** What is missing when the log ends within a line. */
  end(): string {
    const text = this.#open === null ? '' : '\n';
    this.#open = null;
    return text;
  }
}
