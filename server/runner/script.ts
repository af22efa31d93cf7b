import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { Socket } from 'node:net';
import { type Readable, Writable } from 'node:stream';
import type { OutputPipes } from './output-pipes.ts';
import { findProcess, type ProcessIdentity } from './process-identity.ts';
import type { RunSpec } from './spec.ts';

/** A spawned script that waits at its gate: it runs nothing before `release`, and never if the supervisor dies first. */
export type Script = {
  identity: ProcessIdentity;
  stdout: Readable;
  stderr: Readable;
  /** Ends with the script itself, whatever its children do. */
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  release(): void;
};

// Reads one line from descriptor 3, then becomes the command. End of file means that nobody recorded this process.
const gate = 'read -r _ <&3 || exit 125; exec "$@" 3<&-';

/** Spawns the command behind a gate, in a session and process group of its own, stdin empty. Throws when it cannot. */
export async function spawnGated(
  { argv, cwd, env }: Pick<RunSpec, 'argv' | 'cwd' | 'env'>,
  { stdout, stderr }: OutputPipes,
): Promise<Script> {
  const child = spawn('/bin/sh', ['-c', gate, 'sh', ...argv], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', stdout.writeEnd, stderr.writeEnd, 'pipe'],
  });
  fs.closeSync(stdout.writeEnd); // the pipes end with their last writer, which is not us
  fs.closeSync(stderr.writeEnd);
  const exited = new Promise<Awaited<Script['exited']>>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  await once(child, 'spawn'); // or throws the reason
  const found = child.pid === undefined ? null : findProcess(child.pid);
  const pen = child.stdio[3];
  if (found === null || !(pen instanceof Writable)) throw new Error('the script was killed before it could start');

  pen.on('error', () => undefined); // a script that is killed at the gate reads no more
  return {
    identity: { pid: found.pid, startTime: found.startTime },
    stdout: new Socket({ fd: stdout.readEnd, readable: true, writable: false }),
    stderr: new Socket({ fd: stderr.readEnd, readable: true, writable: false }),
    exited,
    release: () => pen.end('\n'),
  };
}
