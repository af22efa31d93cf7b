import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Connection } from '../../server/db/connection.ts';

export type EmbeddedProcess = { child: ChildProcess; connection: Connection; pid: number };

/** Users whose processes these tests can be: always ourselves, and as root an ordinary user too. */
export const users =
  process.getuid?.() === 0 ? (['root', 'an ordinary user'] as const) : (['an ordinary user'] as const);
export type User = (typeof users)[number];

/** A process that only starts the embedded database of `dataDir`, which it creates, and runs until it is killed. */
export function spawnStarter(dataDir: string, user: User): ChildProcess {
  const isOther = user === 'an ordinary user' && process.getuid?.() === 0;
  return spawn(process.execPath, [path.join(import.meta.dirname, 'embedded-starter.ts'), dataDir], {
    ...(isOther ? { uid: ordinary, gid: ordinary } : {}),
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** The same, once its database accepts connections. */
export async function startInProcess(dataDir: string, user: User): Promise<EmbeddedProcess> {
  const child = spawnStarter(dataDir, user);
  if (!child.stdout) throw new Error('The starter has no stdout.');
  const [line]: string[] = await once(createInterface({ input: child.stdout }), 'line');
  const started: Omit<EmbeddedProcess, 'child'> = JSON.parse(line ?? '');
  return { child, ...started };
}

/** Lets `user` create things in `directory`. */
export async function giveTo(user: User, directory: string): Promise<void> {
  if (process.getuid?.() === 0) await chown(directory, user === 'root' ? 0 : ordinary, user === 'root' ? 0 : ordinary);
}

/** Ends the process without a chance to clean up. */
export async function kill({ child }: { child: ChildProcess }): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

const ordinary = 65_534; // nobody: has a passwd entry everywhere, which initdb needs
