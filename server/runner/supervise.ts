import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ExitEntry } from './journal.ts';
import { JournalFile } from './journal-file.ts';
import { JournalWriter } from './journal-writer.ts';
import { killLeftovers } from './leftovers.ts';
import { Output } from './output.ts';
import { makeOutputPipes, type OutputPipes } from './output-pipes.ts';
import { findStartProblem } from './preflight.ts';
import { claimRun } from './run-claim.ts';
import { createRunConfig, removeRunConfig } from './run-config.ts';
import { type Script, spawnGated } from './script.ts';
import { secretForms } from './secret-forms.ts';
import { type RunSpec, readSpec, takeSecrets } from './spec.ts';
import { StopRequests } from './stop-requests.ts';
import { StopSequence } from './stop-sequence.ts';

/** How long output is awaited from children that outlive the script. */
const drainMs = 1000;

/**
 * Executes the run that was prepared in this directory, once: whoever finds it claimed does nothing. A spare brings
 * pipes. Returns when the exit record is on disk; throws only when the journal cannot be written at all.
 */
export async function supervise(directory: string, pipes: OutputPipes | null): Promise<void> {
  if (!claimRun(directory)) return;
  const journal = new JournalWriter(new JournalFile(directory));
  journal.begin({ k: 'start', version: 1, runId: path.basename(directory) });
  const stop = new StopRequests(directory);
  const run = await startRun(directory, pipes, journal, stop).catch(asReason);
  const exit = typeof run === 'string' ? notStarted(run, stop) : await followRun(run, journal, stop);
  stop.close();
  await journal.finish(exit);
}

type StartedRun = { spec: RunSpec; script: Script; output: Output; startedMs: number };

/** Everything up to the script's first instruction; throws the reason why it is not started. */
async function startRun(
  directory: string,
  pipes: OutputPipes | null,
  journal: JournalWriter,
  stop: StopRequests,
): Promise<StartedRun> {
  const secrets = takeSecrets(directory);
  const spec = readSpec(directory);
  const problem = findStartProblem(spec);
  if (problem !== null) throw new Error(problem);

  const output = new Output(journal, secretForms(secrets), spec.maxLogBytes);
  const warning = createRunConfig(spec.configFile, secrets);
  if (warning !== null) output.say(warning);
  try {
    if (stop.signal.aborted) {
      journal.append({ k: 'stop', ...stop.signal.reason });
      throw new Error('stopped before the script was started');
    }
    const script = await spawnGated(spec, pipes ?? makeOutputPipes(directory));
    const startedMs = performance.now();
    journal.appendDurably({ k: 'spawned', ...script.identity });
    script.release();
    return { spec, script, output, startedMs };
  } catch (error) {
    removeRunConfig(spec.configFile.path);
    throw error;
  }
}

async function followRun(run: StartedRun, journal: JournalWriter, stop: StopRequests): Promise<ExitEntry> {
  const { spec, script, output, startedMs } = run;
  const outputEnded = Promise.all([output.read('STDOUT', script.stdout), output.read('STDERR', script.stderr)]);
  stop.limitTime(spec.timeoutMs);
  const sequence = new StopSequence(script.identity, spec, stop.signal, {
    record: (entry) => journal.append(entry),
    say: (text) => output.say(text),
  });
  journal.reserve();

  const { code, signal } = await script.exited;
  const ms = Math.round(performance.now() - startedMs);
  await sequence.close();
  await drain(run, journal, outputEnded);
  removeRunConfig(spec.configFile.path);
  output.close();
  const { why } = sequence;
  const { stderrTail } = output;
  return { k: 'exit', code, signal, ms, ...(why && { stop: why }), ...(stderrTail && { stderrTail }) };
}

/** Ends what the script left behind: a child that holds its output gets {@link drainMs}, then the session is killed. */
async function drain(
  { spec, script, output }: StartedRun,
  journal: JournalWriter,
  ended: Promise<unknown>,
): Promise<void> {
  const endedInTime = await endsWithin(ended, journal);
  if (!endedInTime) {
    output.say(
      `The script has ended, but a process it started still holds its output: reading stopped after ${drainMs} ms.`,
    );
  }
  const leftovers = await killLeftovers(script.identity, spec.stopHelper);
  if (leftovers?.wereKilled) journal.append({ k: 'kill', signal: 'SIGKILL' });
  if (leftovers !== null) output.say(leftovers.text);
  if (!endedInTime) {
    script.stdout.destroy();
    script.stderr.destroy();
  }
  await ended;
}

/** Time in which the journal asks the reader to wait does not count: the script's last words are still in the pipe. */
async function endsWithin(ended: Promise<unknown>, journal: JournalWriter): Promise<boolean> {
  const isEnd = ended.then(() => true);
  for (;;) {
    await journal.blocked;
    const cancel = new AbortController();
    const isTooLate = delay(drainMs, false, { signal: cancel.signal });
    const endedInTime = await Promise.race([isEnd, isTooLate]);
    if (endedInTime) isTooLate.catch(() => undefined); // rejects, because it is not needed any more
    cancel.abort();
    if (endedInTime || journal.blocked === null) return endedInTime;
  }
}

function notStarted(reason: string, { signal }: StopRequests): ExitEntry {
  const stop = signal.aborted && { stop: signal.reason.why };
  return { k: 'exit', code: null, signal: null, ms: 0, notStarted: reason, ...stop };
}

function asReason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
