import fs from 'node:fs';
import path from 'node:path';
import { syncDirectory } from './durable-file.ts';
import { journalFile } from './journal.ts';

/** Freed before the last record, so that a full disk does not hide how a run ended. */
export const ballastBytes = 64 * 1024;

/** The bytes of one journal on disk. After a failed append the next one overwrites what was torn. */
export class JournalFile {
  readonly #descriptor: number;
  readonly #ballast: string;
  readonly #directory: string;
  #length = 0;
  #hasName = false;

  /** Throws EEXIST when the run has a journal already. */
  constructor(directory: string) {
    this.#descriptor = fs.openSync(journalFile(directory), 'wx', 0o600);
    this.#ballast = path.join(directory, 'ballast');
    this.#directory = directory;
  }

  /** Writes the whole line or throws; a reader never sees part of it, because its newline comes last. */
  append(line: string): void {
    const bytes = Buffer.from(line);
    for (let written = 0; written < bytes.length; ) {
      written += fs.writeSync(this.#descriptor, bytes, written, bytes.length - written, this.#length + written);
    }
    this.#length += bytes.length;
  }

  /** Returns when everything appended is on disk, and the file under its name. */
  sync(): void {
    fs.fdatasyncSync(this.#descriptor);
    if (!this.#hasName) syncDirectory(this.#directory);
    this.#hasName = true;
  }

  /** The same without waiting. */
  syncLater(done: (error: Error | null) => void): void {
    fs.fdatasync(this.#descriptor, done);
  }

  /** After the last record. */
  close(): void {
    fs.closeSync(this.#descriptor);
  }

  /** Takes some space in advance. Random, so that no file system compresses it away. */
  reserve(bytes: Buffer): void {
    fs.writeFileSync(this.#ballast, bytes, { mode: 0o600 });
  }

  /** Gives the space back, and cuts off what a failed append left: a shorter record would not cover it. */
  release(): void {
    fs.rmSync(this.#ballast, { force: true });
    fs.ftruncateSync(this.#descriptor, this.#length);
  }
}
