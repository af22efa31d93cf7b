import type { Readable } from 'node:stream';
import { execa } from 'execa';
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
export async function spawnGated({ argv, cwd, env }: Pick<RunSpec, 'argv' | 'cwd' | 'env'>): Promise<Script> {
  const subprocess = execa('/bin/sh', ['-c', gate, 'sh', ...argv], {
    cwd,
    env,
    extendEnv: false,
    detached: true,
    cleanup: false,
    reject: false,
    buffer: false,
    encoding: 'buffer',
    stdio: ['ignore', 'pipe', 'pipe', { value: 'pipe', input: true }],
  });
  const { nodeChildProcess: child, stdout, stderr } = subprocess;
  const pen = subprocess.stdio[3];
  const found = child?.pid === undefined ? null : findProcess(child.pid);
  if (!child || !found || !pen || !('end' in pen)) throw new Error((await subprocess).shortMessage);

  pen.on('error', () => undefined); // a script that is killed at the gate reads no more
  return {
    identity: { pid: found.pid, startTime: found.startTime },
    stdout,
    stderr,
    exited: new Promise((resolve) => {
      child.once('exit', (code, signal) => resolve({ code, signal }));
    }),
    release: () => pen.end('\n'),
  };
}
