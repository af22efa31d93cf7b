import fs from 'node:fs';
import path from 'node:path';
import type { OutputPipes } from './output-pipes.ts';
import { supervise } from './supervise.ts';
import { warmUp } from './warm-up.ts';

/*
 * The process that owns one run. Its only input is one line on stdin, the run's directory; end of file instead means
 * that the server died before it had work for this process. All code is loaded before that line is read, so that a
 * deployment may replace these files while it runs.
 */

/** A cold start finds its line waiting; only a spare has time to warm up. */
const spareAfterMs = 5;

process.on('SIGHUP', () => undefined);
process.on('SIGPIPE', () => undefined);

let pipes: OutputPipes | null = null;
const warming = setTimeout(async () => {
  pipes = await warmUp().catch(() => null); // a run that starts slower meets the same problem, and tells it
}, spareAfterMs);
let received = '';
process.stdin.setEncoding('utf8');
process.stdin.on('end', () => process.exit(0));
process.stdin.on('data', (text: string) => {
  received += text;
  const end = received.indexOf('\n');
  if (end < 0) return;
  clearTimeout(warming);
  process.stdin.removeAllListeners().destroy();
  run(received.slice(0, end));
});

function run(directory: string): void {
  const fail = (error: unknown): void => {
    const text = error instanceof Error ? error.stack : error;
    fs.writeFileSync(path.join(directory, 'supervisor-error.txt'), `${text}\n`, { mode: 0o600 });
    process.exit(70);
  };
  process.on('uncaughtException', fail);
  supervise(directory, pipes).then(() => process.exit(0), fail);
}
