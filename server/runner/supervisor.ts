import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
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
/** What a rehearsal in progress may take to clean up behind itself. */
const rehearsalEndsMs = 1_000;

process.on('SIGHUP', () => undefined);
process.on('SIGPIPE', () => undefined);

let pipes: OutputPipes | null = null;
let warm = Promise.resolve();
const work = new AbortController();
const warming = setTimeout(() => {
  warm = warmUp(work.signal).then(
    (made) => {
      pipes = made;
    },
    () => undefined, // a run that starts slower meets the same problem, and tells it
  );
}, spareAfterMs);
let received = '';
process.stdin.setEncoding('utf8');
process.stdin.on('end', () => void exit());
process.stdin.on('data', (text: string) => {
  received += text;
  const end = received.indexOf('\n');
  if (end < 0) return;
  clearTimeout(warming);
  work.abort();
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
  process.on('SIGTERM', () => undefined); // a stop request while the run goes on (stop-requests.ts); its last milliseconds are not cut off
  process.on('SIGINT', () => undefined);
  supervise(directory, pipes).then(exit, fail);
}

async function exit(): Promise<void> {
  await Promise.race([warm, delay(rehearsalEndsMs)]);
  process.exit(0);
}
