import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** Both ends of a pipe, as file descriptors. */
export type Pipe = { readEnd: number; writeEnd: number };

/** What a script gets as its stdout and stderr. */
export type OutputPipes = { stdout: Pipe; stderr: Pipe };

/**
 * Makes pipes that a script can open by name: `tee /dev/stderr` fails on what Node calls a pipe, which is a socket.
 * Their files are gone on return. A kill in the few milliseconds before leaves them in `parent`, which therefore is
 * a place that is cleaned by others: the run's directory, or the one of {@link clearPipesDir}.
 */
export function makeOutputPipes(parent: string): OutputPipes {
  const directory = fs.mkdtempSync(path.join(parent, 'fastdeploy-pipes-'));
  try {
    // Everyone may write: through sudo the script is another user, and only it inherits them. Nobody else reads.
    execFileSync('mkfifo', ['-m', '622', 'stdout', 'stderr'], { cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] });
    return {
      stdout: openBothEnds(path.join(directory, 'stdout')),
      stderr: openBothEnds(path.join(directory, 'stderr')),
    };
  } finally {
    fs.rmSync(directory, { recursive: true });
  }
}

/** Makes the directory when it is missing, and removes what processes left in it that were killed. */
export function clearPipesDir(pipesDir: string): void {
  fs.mkdirSync(pipesDir, { recursive: true, mode: 0o700 });
  for (const name of fs.readdirSync(pipesDir)) {
    const directory = path.join(pipesDir, name);
    const found = fs.statSync(directory, { throwIfNoEntry: false }); // the spare of another server comes and goes
    if (found && Date.now() - found.mtimeMs > abandonedMs) fs.rmSync(directory, { recursive: true, force: true });
  }
}

/** They are needed for milliseconds. */
const abandonedMs = 60_000;

const { O_RDONLY, O_WRONLY, O_NONBLOCK } = fs.constants;

function openBothEnds(fifo: string): Pipe {
  const readEnd = fs.openSync(fifo, O_RDONLY | O_NONBLOCK); // would wait for a writer otherwise
  return { readEnd, writeEnd: fs.openSync(fifo, O_WRONLY) };
}
