import type { ChunkFieldsFragment, LogStream } from '../api/generated/graphql.ts';

/** One stored line of a run's log. `n` counts from 1 and has no gap on the server; the page may hold only some of them. */
export interface LogLine {
  n: number;
  /** Position of the step it was written under; null outside every step. */
  step: number | null;
  stream: LogStream;
  /** Milliseconds since the epoch; lines of one chunk share it. */
  at: number;
  text: string;
  /** No newline followed: the next line of the same stream goes on where this one ends. */
  continued: boolean;
}

/** What the page holds: lines in order of number, without repeats, perhaps with gaps. Mutated in place, outside reactivity. */
export interface Log {
  lines: LogLine[];
  /** Lines the run has, held or not. */
  total: number;
}

export interface Gap {
  from: number;
  to: number;
}

/** Over `most` held lines the middle goes and only head and tail stay; each gap can be loaded again. */
export interface LogCap {
  most: number;
  head: number;
  tail: number;
}

export const logCap: LogCap = { most: 20_000, head: 2_000, tail: 10_000 };

export const createLog = (): Log => ({ lines: [], total: 0 });

/**
 * Takes chunks in any order, also such as were seen before, and returns the lines that were new at the end.
 * `filled` is true when older lines came in, so that whoever draws incrementally must draw again.
 */
export const addChunks = (
  log: Log,
  chunks: readonly ChunkFieldsFragment[],
): { appended: LogLine[]; filled: boolean } => {
  const last = log.lines.at(-1)?.n ?? 0;
  const incoming = chunks.flatMap(unpackChunk).sort((a, b) => a.n - b.n);
  const appended = withoutRepeats(incoming.filter((line) => line.n > last));
  const older = incoming.filter((line) => line.n < last && !holds(log, line.n));

  if (older.length > 0) log.lines = withoutRepeats([...log.lines, ...older].sort((a, b) => a.n - b.n));
  for (const line of appended) log.lines.push(line);
  log.total = Math.max(log.total, log.lines.at(-1)?.n ?? 0);
  return { appended, filled: older.length > 0 };
};

/** Line numbers the run has and the page does not hold. */
export const gaps = (log: Log): Gap[] => {
  const found: Gap[] = [];
  let expected = 1;
  for (const { n } of log.lines) {
    if (n > expected) found.push({ from: expected, to: n - 1 });
    expected = n + 1;
  }
  if (log.total >= expected) found.push({ from: expected, to: log.total });
  return found;
};

/** Drops the middle of a log that grew over the cap; true when it did. */
export const trimMiddle = (log: Log, cap: LogCap = logCap): boolean => {
  if (log.lines.length <= cap.most) return false;
  log.lines = [...log.lines.slice(0, cap.head), ...log.lines.slice(-cap.tail)];
  return true;
};

export const lineAt = (log: Log, n: number): LogLine | undefined => {
  const line = log.lines[indexOf(log, n)];
  return line?.n === n ? line : undefined;
};

/** How many lines of output there are: step events are not shown among them. */
export const outputLines = (lines: readonly LogLine[]): number =>
  lines.filter((line) => line.stream !== 'EVENT').length;

/** The held lines of a range, in order. */
export const linesBetween = (log: Log, from: number, to: number): LogLine[] =>
  log.lines.slice(indexOf(log, from), indexOf(log, to + 1));

/** The same bytes as the download: each line ends in a newline, except a piece that the next line of its stream continues. */
export const plainText = (log: Log): string =>
  log.lines
    .map((line, index) => {
      const next = log.lines[index + 1];
      return line.continued && next?.stream === line.stream ? line.text : `${line.text}\n`;
    })
    .join('');

const unpackChunk = (chunk: ChunkFieldsFragment): LogLine[] => {
  const texts = chunk.text.split('\n');
  const at = Date.parse(chunk.at);
  return chunk.runs
    .flatMap((run) => Array.from({ length: run.lines }, (_, index) => ({ run, isLast: index === run.lines - 1 })))
    .map(({ run, isLast }, index) => ({
      n: chunk.firstLine + index,
      step: run.step,
      stream: run.stream,
      at,
      text: texts[index] ?? '',
      continued: isLast && run.continued,
    }));
};

/** Index of line `n`, or of the first held line after it. */
const indexOf = (log: Log, n: number): number => {
  let low = 0;
  let high = log.lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((log.lines[middle]?.n ?? 0) < n) low = middle + 1;
    else high = middle;
  }
  return low;
};

const holds = (log: Log, n: number): boolean => lineAt(log, n) !== undefined;

const withoutRepeats = (sorted: LogLine[]): LogLine[] =>
  sorted.filter((line, index) => line.n !== sorted[index - 1]?.n);
