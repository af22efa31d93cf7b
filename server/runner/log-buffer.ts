import type { LogRun, LogStream } from './journal.ts';
import type { Piece } from './lines.ts';

/** The text of one log record. */
export type LogChunk = { k: 'log'; lines: number; text: string; runs: LogRun[] };

const maxLines = 1000;
const maxBytes = 64 * 1024;
const windowMs = 50;

/**
 * Gathers lines into log records of at most 1,000 lines, 64 KiB and 50 ms. The first lines after a silence are not
 * delayed: `settle`, called when all that arrived together has been added, writes them and opens the window.
 */
export class LogBuffer {
  readonly #write: (chunk: LogChunk) => void;
  #texts: string[] = [];
  #bytes = 0;
  #runs: LogRun[] = [];
  #window: NodeJS.Timeout | null = null;

  constructor(write: (chunk: LogChunk) => void) {
    this.#write = write;
  }

  add(stream: LogStream, { text, continued }: Piece, bytes: number): void {
    if (this.#texts.length === maxLines || this.#bytes + bytes + 1 > maxBytes) this.flush();
    this.#texts.push(text);
    this.#bytes += bytes + 1;
    const run = this.#runs.at(-1);
    if (continued) this.#runs.push({ stream, lines: 1, continued });
    else if (run?.stream === stream && !run.continued) run.lines += 1;
    else this.#runs.push({ stream, lines: 1 });
  }

  settle(): void {
    if (this.#window || this.#texts.length === 0) return;
    this.flush();
    this.#window = setTimeout(() => {
      this.#window = null;
      this.settle();
    }, windowMs);
  }

  flush(): void {
    if (this.#texts.length === 0) return;
    const chunk: LogChunk = { k: 'log', lines: this.#texts.length, text: this.#texts.join('\n'), runs: this.#runs };
    this.#texts = [];
    this.#bytes = 0;
    this.#runs = [];
    this.#write(chunk);
  }

  close(): void {
    this.flush();
    if (this.#window) clearTimeout(this.#window);
  }
}
