import { randomBytes } from 'node:crypto';
import { errorCode } from './durable-file.ts';
import type { ExitEntry, JournalEntry } from './journal.ts';
import { ballastBytes, type JournalFile } from './journal-file.ts';

/** Times of a {@link JournalWriter}; tests shorten them. */
export type JournalTimes = { syncMs: number; retryMs: number; stallMs: number };

const defaultTimes: JournalTimes = { syncMs: 50, retryMs: 250, stallMs: 30_000 };

/** How many step records are kept in memory while the disk is full for good. */
const maxKeptSteps = 1000;

type Waiting = { t: number; entry: JournalEntry };

/**
 * Appends records to a journal, numbered without gaps. While the disk is full records wait in memory and `blocked`
 * asks the reader of the script to pause; after `stallMs` log records are given up and counted, steps are kept.
 */
export class JournalWriter {
  readonly #file: JournalFile;
  readonly #times: JournalTimes;
  readonly #lost = { records: 0, error: '' };
  #n = 0;
  #first: Waiting | null = null;
  #waiting: Waiting[] = [];
  #stall: Stall | null = null;
  #syncTimer: NodeJS.Timeout | null = null;

  constructor(file: JournalFile, times: Partial<JournalTimes> = {}) {
    this.#file = file;
    this.#times = { ...defaultTimes, ...times };
  }

  /** The first record. It says nothing to anybody by itself, so it is written with the one that follows. */
  begin(entry: JournalEntry): void {
    this.#first = { t: Date.now(), entry };
  }

  /** Pending while records cannot be written and the script should wait; null when all is well. */
  get blocked(): Promise<void> | null {
    return this.#stall && !this.#stall.givenUp ? this.#stall.over : null;
  }

  /** Takes space for the exit record in advance, as far as there is any. */
  reserve(): void {
    try {
      this.#file.reserve(randomBytes(ballastBytes));
    } catch (error) {
      if (errorCode(error) === '') throw error; // a full disk: the first append will find out and wait
    }
  }

  /** Writes the record now when possible, and has it on disk within 50 ms. Never throws for a full or broken disk. */
  append(entry: JournalEntry): void {
    this.#waiting.push({ t: Date.now(), entry });
    if (this.blocked) return;
    this.#writeWaiting();
    if (this.#stall?.givenUp) this.#giveUp(this.#stall);
  }

  /** Writes the record and returns when it is on disk. Throws when it cannot be. */
  appendDurably(entry: JournalEntry): void {
    this.#write({ t: Date.now(), entry });
    this.#file.sync();
  }

  /** Writes the last record. Waits for space as long as for any record, then uses the reserved space. */
  async finish(exit: ExitEntry): Promise<void> {
    await this.blocked;
    this.#file.release();
    if (this.#stall) this.#writeWhatFits(this.#stall);
    if (this.#syncTimer) clearTimeout(this.#syncTimer);
    const isWhole = this.#lost.records === 0 && this.#lost.error === '';
    this.appendDurably(isWhole ? exit : { ...exit, lost: this.#lost });
    this.#file.close();
  }

  /** The exit record has to fit into the reserved space as well. */
  #writeWhatFits(stall: Stall): void {
    const waiting = this.#waiting;
    let bytes = 0;
    this.#waiting = waiting.filter(({ entry }) => {
      bytes += Buffer.byteLength(JSON.stringify(entry)) + 64;
      return bytes <= ballastBytes / 2;
    });
    this.#lose(waiting.length - this.#waiting.length, stall);
    this.#writeWaiting();
    this.#lose(this.#waiting.length, stall);
    this.#stall?.end();
    this.#file.release();
  }

  #writeWaiting(): void {
    let written = 0;
    try {
      for (const waiting of this.#waiting) {
        this.#write(waiting);
        written += 1;
      }
      this.#stall?.end();
      this.#stall = null;
      this.#syncSoon();
    } catch (error) {
      if (errorCode(error) === '') throw error; // ours, not the disk's
      this.#stall ??= new Stall(errorCode(error), this.#times, {
        retry: () => this.#writeWaiting(),
        giveUp: (stall) => this.#giveUp(stall),
      });
    }
    this.#waiting.splice(0, written);
  }

  #write(next: Waiting): void {
    const records = this.#first === null ? [next] : [this.#first, next];
    this.#file.append(
      records.map(({ t, entry }, i) => `${JSON.stringify({ n: this.#n + 1 + i, t, ...entry })}\n`).join(''),
    );
    this.#n += records.length;
    this.#first = null;
  }

  #giveUp(stall: Stall): void {
    const kept = this.#waiting.filter(({ entry }) => entry.k !== 'log').slice(0, maxKeptSteps);
    this.#lose(this.#waiting.length - kept.length, stall);
    this.#waiting = kept;
  }

  #lose(records: number, stall: Stall): void {
    if (records === 0) return;
    this.#lost.records += records;
    this.#lost.error = stall.error;
  }

  #syncSoon(): void {
    this.#syncTimer ??= setTimeout(() => {
      this.#file.syncLater((error) => {
        this.#syncTimer = null;
        if (error) this.#lost.error = errorCode(error);
      });
    }, this.#times.syncMs);
  }
}

/** A time in which nothing can be written. */
class Stall {
  readonly error: string;
  readonly over: Promise<void>;
  readonly end: () => void;
  givenUp = false;

  constructor(error: string, times: JournalTimes, actions: { retry: () => void; giveUp: (stall: Stall) => void }) {
    const { promise, resolve } = Promise.withResolvers<void>();
    const retries = setInterval(actions.retry, times.retryMs);
    const deadline = setTimeout(() => {
      this.givenUp = true;
      actions.giveUp(this);
      resolve();
    }, times.stallMs);
    this.error = error;
    this.over = promise;
    this.end = () => {
      clearInterval(retries);
      clearTimeout(deadline);
      resolve();
    };
  }
}
