import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A directory that is removed when it is disposed of. */
export class TemporaryDirectory implements Disposable {
  readonly path = fs.mkdtempSync(path.join(os.tmpdir(), 'fastdeploy-runner-'));

  file(name: string): string {
    return path.join(this.path, name);
  }

  [Symbol.dispose](): void {
    fs.rmSync(this.path, { recursive: true });
  }
}
