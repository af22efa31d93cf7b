import fs from 'node:fs';
import { errorCode } from './durable-file.ts';
import { type JournalCursor, type JournalRecord, journalFile, readRecords } from './journal.ts';

/** Records in order, and the cursor after the last of them. Never empty. */
export type JournalBatch = JournalCursor & { records: JournalRecord[] };

const maxBatchBytes = 256 * 1024;
const sweepMs = 1000;
/** A script that was started has said nothing yet; what it says first within this time is read together with its start. */
const firstWordMs = 25;

/**
 * Follows a run's journal from the cursor: what is there, then what comes, until the exit record or the abort. Reads a
 * batch only when the one before has been consumed, so a consumer commits batch and cursor together, at its own pace.
 */
export async function* tailJournal(
  directory: string,
  cursor: JournalCursor,
  signal: AbortSignal,
): AsyncGenerator<JournalBatch, void, undefined> {
  using changes = new Changes(directory, signal); // first watch, then read: nothing can fall between
  using journal = new OpenJournal(directory);
  let position = cursor;
  let firstWordBy: number | undefined;
  while (!signal.aborted) {
    changes.forget();
    const batch = journal.read(position);
    if (batch === null) {
      await changes.next();
      continue;
    }
    if (batch.records.at(-1)?.k === 'spawned') {
      firstWordBy ??= performance.now() + firstWordMs;
      const waitMs = firstWordBy - performance.now();
      if (waitMs > 0) {
        await changes.next(waitMs);
        continue;
      }
    }
    yield batch;
    if (batch.records.at(-1)?.k === 'exit') return;
    position = { n: batch.n, offset: batch.offset };
  }
}

/** The journal's open file; it may not exist before the first reads. */
class OpenJournal implements Disposable {
  readonly #file: string;
  #descriptor: number | null = null;

  constructor(directory: string) {
    this.#file = journalFile(directory);
  }

  read(cursor: JournalCursor): JournalBatch | null {
    this.#descriptor ??= openIfThere(this.#file);
    if (this.#descriptor === null) return null;
    const batch = readRecords(this.#descriptor, cursor, maxBatchBytes);
    return batch.records.length === 0 ? null : batch;
  }

  [Symbol.dispose](): void {
    if (this.#descriptor !== null) fs.closeSync(this.#descriptor);
  }
}

function openIfThere(file: string): number | null {
  try {
    return fs.openSync(file, 'r');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Says that a directory may have changed: at once where the system watches it for us, else within a second. */
class Changes implements Disposable {
  readonly #signal: AbortSignal;
  readonly #watcher: fs.FSWatcher | null;
  #isDue = false;
  #wake: (() => void) | null = null;

  constructor(directory: string, signal: AbortSignal) {
    this.#signal = signal;
    this.#watcher = watchOrNull(directory, this.#mark);
    signal.addEventListener('abort', this.#mark);
    startSweep(this.#mark);
  }

  forget(): void {
    this.#isDue = false;
  }

  /** All changes of one turn of the event loop are one. Without any it resolves after `withinMs`. */
  async next(withinMs?: number): Promise<void> {
    if (this.#isDue || this.#signal.aborted) return;
    const timer = withinMs === undefined ? undefined : setTimeout(this.#mark, withinMs);
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    clearTimeout(timer);
  }

  [Symbol.dispose](): void {
    this.#watcher?.close();
    this.#signal.removeEventListener('abort', this.#mark);
    stopSweep(this.#mark);
  }

  readonly #mark = (): void => {
    if (this.#isDue) return;
    this.#isDue = true;
    if (this.#wake) setImmediate(this.#wake);
    this.#wake = null;
  };
}

/** Null when the machine has no watches left (ENOSPC, EMFILE) or the directory is gone: the sweep carries on alone. */
function watchOrNull(directory: string, onChange: () => void): fs.FSWatcher | null {
  try {
    const watcher = fs.watch(directory, onChange);
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return null;
  }
}

const swept = new Set<() => void>();
let sweep: NodeJS.Timeout | null = null;

/** One timer for all tails. */
function startSweep(mark: () => void): void {
  swept.add(mark);
  sweep ??= setInterval(() => {
    for (const each of swept) each();
  }, sweepMs).unref();
}

function stopSweep(mark: () => void): void {
  swept.delete(mark);
  if (swept.size > 0 || sweep === null) return;
  clearInterval(sweep);
  sweep = null;
}
