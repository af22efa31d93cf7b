import { type FSWatcher, watch } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** Editors and copies write several times: look once, this long after the first sign. */
const settleMs = 300;
/** Finds what no event told: network file systems, exhausted watches, files below a service's directory. */
const sweepMs = 30_000;

/**
 * Calls `onChange` whenever something in the services directory, or directly in a service's directory, has changed
 * since the last call: content, mode, owner, or another file in its place. Survives the directory being removed,
 * replaced and made again. Resolves once it watches: start it before the first reading and no change is missed.
 */
export async function watchServices(servicesDir: string, onChange: () => void, signal: AbortSignal): Promise<void> {
  const root = resolve(servicesDir);
  const watches = new Watches(() => settle());
  let seen = await look();
  let timer: NodeJS.Timeout | undefined;
  const sweep = setInterval(() => void compare(), sweepMs).unref();

  async function look(): Promise<string> {
    const directories = await watchedDirectories(root);
    if (!signal.aborted) watches.follow(directories);
    return await fingerprint(directories);
  }
  function settle(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      void compare();
    }, settleMs);
  }
  async function compare(): Promise<void> {
    const now = await look();
    if (signal.aborted || now === seen) return;
    seen = now;
    onChange();
  }
  function stop(): void {
    clearTimeout(timer);
    clearInterval(sweep);
    watches.close();
  }
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
}

/** Path and inode: a directory that was replaced is another one. */
type Watched = { path: string; id: string; only: string | null };

/** The services directory, each directory in it, and the parent, where only the services directory matters. */
async function watchedDirectories(root: string): Promise<Watched[]> {
  const names = await readdir(root).catch((): string[] => []);
  const paths = [dirname(root), root, ...names.filter((name) => !name.startsWith('.')).map((name) => join(root, name))];
  const found = await Promise.all(
    paths.map(async (path): Promise<Watched | null> => {
      const status = await stat(path).catch(() => null);
      const only = path === dirname(root) ? basename(root) : null;
      return status?.isDirectory() ? { path, id: `${path} ${status.dev} ${status.ino}`, only } : null;
    }),
  );
  return found.filter((directory) => directory !== null);
}

/** Equal exactly when nothing that matters was written, replaced, renamed, or given another mode or owner. */
async function fingerprint(directories: readonly Watched[]): Promise<string> {
  const parts = await Promise.all(
    directories.map(async ({ path, id, only }) => {
      if (only !== null) return '';
      const names = await readdir(path).catch((): string[] => []);
      const files = await Promise.all(names.sort().map((name) => fileMark(path, name)));
      return [id, ...files].join('\n');
    }),
  );
  return parts.join('\n');
}

async function fileMark(directory: string, name: string): Promise<string> {
  const status = await stat(join(directory, name), { bigint: true }).catch(() => null);
  if (status === null || status.isDirectory()) return name;
  return `${name} ${status.ino} ${status.size} ${status.mtimeNs} ${status.ctimeNs}`;
}

class Watches {
  readonly #open = new Map<string, FSWatcher>();
  readonly #onEvent: () => void;

  constructor(onEvent: () => void) {
    this.#onEvent = onEvent;
  }

  follow(directories: readonly Watched[]): void {
    const wanted = new Set(directories.map(({ id }) => id));
    for (const [id, watcher] of this.#open) if (!wanted.has(id)) this.#drop(id, watcher);
    for (const directory of directories) if (!this.#open.has(directory.id)) this.#add(directory);
  }

  close(): void {
    for (const [id, watcher] of this.#open) this.#drop(id, watcher);
  }

  #add({ path, id, only }: Watched): void {
    try {
      const watcher = watch(path, (_event, file) => {
        if (only === null || file === null || file === only) this.#onEvent();
      });
      watcher.on('error', () => this.#drop(id, watcher));
      this.#open.set(id, watcher.unref());
    } catch {
      // ENOENT, ENOSPC or EMFILE: it is gone again, or the system has no more watches. The sweep finds its changes.
    }
  }

  #drop(id: string, watcher: FSWatcher): void {
    watcher.close();
    this.#open.delete(id);
  }
}
