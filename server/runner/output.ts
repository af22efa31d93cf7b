import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { errorCode } from './durable-file.ts';
import type { JournalWriter } from './journal-writer.ts';
import { type Line, LineSplitter, type Piece } from './lines.ts';
import { LogBuffer } from './log-buffer.ts';
import { Masker } from './masking.ts';
import { parseLine } from './protocol.ts';
import { maxOutputBytes, mergeOutput } from './script-output.ts';

const stderrTailBytes = 1024;

/** Lines are made from small blocks, so that millions of them die young instead of filling the heap. */
const blockBytes = 16 * 1024;

type Pipe = 'STDOUT' | 'STDERR';

/** Where an {@link Output} writes to: a journal, or nothing while the supervisor warms up. */
export type OutputJournal = Pick<JournalWriter, 'append' | 'blocked'>;

/** What a script prints, on its way to the journal: masked, cut into lines, read for step events, gathered. */
export class Output {
  readonly #journal: OutputJournal;
  readonly #secrets: readonly Buffer[];
  readonly #log: LogBuffer;
  readonly #maxLogBytes: number;
  #logBytes = 0;
  #remembered: Record<string, unknown> = {};
  #isOutputCut = false;
  #stderrTail: Buffer = Buffer.alloc(0);

  constructor(journal: OutputJournal, secrets: readonly Buffer[], maxLogBytes: number) {
    this.#journal = journal;
    this.#secrets = secrets;
    this.#maxLogBytes = maxLogBytes;
    this.#log = new LogBuffer((chunk) => journal.append(chunk));
  }

  /** Reads the stream to its end, slower than the script writes when the journal is blocked. */
  async read(pipe: Pipe, stream: Readable): Promise<void> {
    const masker = new Masker(this.#secrets);
    const splitter = new LineSplitter();
    const take = (bytes: Buffer): void => {
      if (pipe === 'STDERR') this.#keepTail(bytes);
      for (let start = 0; start < bytes.length; start += blockBytes) {
        for (const line of splitter.push(bytes.subarray(start, start + blockBytes))) this.#addLine(pipe, line);
      }
      this.#log.settle();
    };
    stream.on('data', (bytes: Buffer) => {
      take(masker.push(bytes));
      this.#waitForJournal(stream);
    });
    await finished(stream, { writable: false }).catch((error) => this.#sayUnread(pipe, error));
    take(masker.end());
    for (const line of splitter.end()) this.#addLine(pipe, line);
    this.#log.settle();
  }

  /** Says something of our own in the log. */
  say(text: string): void {
    this.#log.add('SYSTEM', { text, continued: false }, Buffer.byteLength(text));
    this.#log.flush();
  }

  /** Writes what is still gathered, before the exit record. */
  close(): void {
    this.#log.close();
  }

  /** The last of stderr, masked. */
  get stderrTail(): string {
    return this.#stderrTail
      .toString('utf8')
      .replaceAll('\0', '\ufffd')
      .replace(/^\ufffd+/, '');
  }

  #addLine(pipe: Pipe, { whole, pieces }: Line): void {
    const event = pipe === 'STDOUT' && whole !== null ? parseLine(whole) : null;
    if (event?.kind === 'step') {
      const { kind: _, ...step } = event;
      this.#log.flush(); // the lines before belong to the step before
      this.#journal.append({ k: 'step', ...step });
      if (step.output !== undefined) this.#remember(step.output);
    }
    const stream = event === null || event.kind === 'text' ? pipe : 'EVENT';
    for (const piece of pieces) this.#addPiece(stream, piece);
  }

  #addPiece(stream: Pipe | 'EVENT', piece: Piece): void {
    if (this.#logBytes > this.#maxLogBytes) return;
    const bytes = Buffer.byteLength(piece.text);
    this.#logBytes += bytes + 1;
    if (this.#logBytes <= this.#maxLogBytes) this.#log.add(stream, piece, bytes);
    else
      this.say(
        `The log has reached its limit of ${this.#maxLogBytes} bytes: further lines are dropped, steps still count.`,
      );
  }

  #sayUnread(pipe: Pipe, error: unknown): void {
    if (errorCode(error) === 'ERR_STREAM_PREMATURE_CLOSE') return; // closed on purpose, after the drain window
    this.say(`${pipe} could not be read to its end: ${error instanceof Error ? error.message : error}`);
  }

  /** Whoever reads the journal leaves out the same; the run says so. */
  #remember(output: Record<string, unknown>): void {
    const merged = mergeOutput(this.#remembered, output);
    if (merged !== null) this.#remembered = merged;
    else if (!this.#isOutputCut) {
      this.#isOutputCut = true;
      this.say(
        `The output of this step is not remembered, nor any other that does not fit: the limit is ${maxOutputBytes} bytes in all.`,
      );
    }
  }

  #keepTail(bytes: Buffer): void {
    const tail = Buffer.concat([this.#stderrTail, bytes.subarray(-stderrTailBytes)]);
    this.#stderrTail = tail.subarray(-stderrTailBytes);
  }

  #waitForJournal(stream: Readable): void {
    const { blocked } = this.#journal;
    if (blocked === null || stream.isPaused()) return;
    stream.pause();
    void blocked.then(() => stream.resume());
  }
}
