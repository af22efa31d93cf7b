import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export type TemporaryDirectory = AsyncDisposable & { path: string };

/** A directory that everybody may enter, because an embedded database started by root runs as another account. */
export async function createTemporaryDirectory(mode = 0o711): Promise<TemporaryDirectory> {
  const directory = await mkdtemp(path.join(tmpdir(), 'fastdeploy-test-'));
  await chmod(directory, mode);
  return {
    path: directory,
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true, maxRetries: 5 }),
  };
}
