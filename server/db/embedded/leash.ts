import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { Account } from './account.ts';

export type Exit = { code: number | null; signal: NodeJS.Signals | null };

/** A child that is interrupted (SIGINT) when `release` is called or when this process dies, however it dies. */
export type Leashed = {
  stderr: Readable;
  /** Resolves when the child and everything that writes to its stderr are gone; stderr has to be read. */
  exited: Promise<Exit>;
  release(): void;
  /** No longer keeps this process alive. */
  unref(): void;
};

/**
 * The child's shell reads from file descriptor 3, whose other end only this process holds: the end of that pipe is the
 * end of this process. `wait` is repeated because a trapped signal ends it early; the child must not inherit the
 * descriptor, or the rope would outlive its holder.
 */
const holdRope = `
"$@" 3<&- & child=$!
trap 'kill -INT "$child"' INT TERM
{ read -r _; kill -INT "$child"; } <&3 2>/dev/null & reader=$!
exec 3<&-
while wait "$child"; code=$?; kill -0 "$child" 2>/dev/null; do :; done
kill "$reader" 2>/dev/null
exit "$code"`;

/** Starts `command` in a session of its own, so that a Ctrl-C in the terminal reaches only us. */
export function spawnLeashed(
  command: [program: string, ...args: string[]],
  options: { account: Account | null; env: NodeJS.ProcessEnv },
): Leashed {
  const { account, env } = options;
  const child = spawn('/bin/sh', ['-c', holdRope, 'fastdeploy-postgres', ...command], {
    ...(account ? { uid: account.uid, gid: account.gid } : {}),
    env,
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const rope = child.stdio[3];
  const { stderr } = child;
  if (!(rope instanceof Socket) || !(stderr instanceof Readable))
    throw new Error('The pipes of a new process are missing.');
  rope.on('error', () => rope.destroy()); // the exit tells the rest
  child.once('exit', () => rope.destroy()); // a shell that was killed leaves its reader, which now interrupts the child
  const exited = once(child, 'close').then(([code, signal]): Exit => ({ code, signal }));
  return {
    stderr,
    exited,
    release: () => {
      child.ref();
      rope.end();
    },
    unref: () => {
      child.unref();
      rope.unref();
      if (stderr instanceof Socket) stderr.unref();
    },
  };
}
