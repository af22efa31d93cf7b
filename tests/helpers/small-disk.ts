import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** A file system of a few MB at a directory of its own, which a test can fill to the last byte. Needs root. */
export class SmallDisk implements Disposable {
  readonly path: string;

  constructor(directory: string, size: string, mode = '0711') {
    this.path = directory;
    fs.mkdirSync(directory, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=${mode}`, 'fastdeploy-test', directory]);
  }

  /** Takes all the room there is, in blocks of the page size. */
  fill(): void {
    const file = fs.openSync(this.#filler, 'a');
    try {
      for (;;) fs.writeSync(file, Buffer.alloc(4096));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    } finally {
      fs.closeSync(file);
    }
  }

  free(): void {
    fs.rmSync(this.#filler, { force: true });
  }

  get #filler(): string {
    return path.join(this.path, 'filler');
  }

  [Symbol.dispose](): void {
    execFileSync('umount', ['--lazy', this.path]);
  }
}
