import { cut, LogPrinter } from '../deployments/read-log.ts';
import type { LogSnapshot } from '../deployments/snapshots.ts';
import type { LogChunk } from './documents.ts';

/** Prints streamed chunks just as `/deployments/ID/log` does. `hideEvents`: without the lines that are step events. */
export class LogOutput {
  readonly #printer = new LogPrinter();
  readonly #afterLine: number;
  readonly #hideEvents: boolean;

  constructor({ afterLine = 0, hideEvents = false }: { afterLine?: number; hideEvents?: boolean }) {
    this.#afterLine = afterLine;
    this.#hideEvents = hideEvents;
  }

  print(chunks: readonly LogChunk[]): string {
    const texts = chunks.map((chunk) => {
      const snapshot = cut(asSnapshot(chunk), this.#afterLine + 1, Number.MAX_SAFE_INTEGER);
      return this.#printer.print(this.#hideEvents ? withoutEvents(snapshot) : snapshot);
    });
    return texts.join('');
  }

  /** What is missing when the log ends within a line. */
  end(): string {
    return this.#printer.end();
  }
}

const asSnapshot = ({ runs, ...chunk }: LogChunk): LogSnapshot => ({
  ...chunk,
  runs: runs.map(({ continued, ...run }) => ({ ...run, ...(continued && { continued }) })),
});

function withoutEvents(chunk: LogSnapshot): LogSnapshot {
  const lines = chunk.text.split('\n');
  const kept: string[] = [];
  let next = 0;
  for (const { stream, lines: count } of chunk.runs) {
    if (stream !== 'EVENT') kept.push(...lines.slice(next, next + count));
    next += count;
  }
  const runs = chunk.runs.filter(({ stream }) => stream !== 'EVENT');
  return { ...chunk, lineCount: kept.length, text: kept.join('\n'), runs };
}
