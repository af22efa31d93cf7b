import type { JournalRecord } from '../runner/journal.ts';
import { mergeOutput } from '../runner/script-output.ts';
import { type Exit, type OutcomeRule, outcomeOf } from './outcome.ts';
import type { DeploymentEvent, LogRun, LogSnapshot, StateSnapshot, StepSnapshot } from './snapshots.ts';
import { type DeploymentState, type FinalState, isFinal } from './states.ts';
import { addFailedStep, applyReport, closeSteps, type StepRow } from './steps.ts';
import { type Happening, transition } from './transitions.ts';

/** A deployment's row and steps while events are added to it under the row's lock. Everything here is written back in one transaction. */
export type Run = StateFacts & {
  lastSeq: number;
  lastLine: number;
  output: Record<string, unknown>;
  outcomeRule: OutcomeRule;
  cancelReason: string | null;
  steps: StepRow[];
  /** The script has been started: its secrets need not be kept any longer. */
  spawned: boolean;
  /** Steps whose row has to be written. */
  dirty: Set<StepRow>;
  events: DeploymentEvent[];
};

type StateFacts = {
  state: DeploymentState;
  reason: string | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  exitCode: number | null;
  signal: string | null;
  canceledBy: string | null;
  estimate: StateSnapshot['estimate'];
};

/** Limits of one stored chunk; the supervisor's flushes are joined up to these. */
const maxChunkLines = 1_000;
const maxChunkChars = 65_536;
const maxChunkMs = 50;

/** Folds journal records into the run, in order: each becomes events with the next seq, and changes of rows. Pure but for `run`. */
export function foldRecords(run: Run, records: readonly JournalRecord[]): void {
  const chunks = new ChunkBuilder(run);
  for (const record of records) {
    if (record.k === 'log') {
      chunks.add(record);
      continue;
    }
    chunks.close();
    foldRecord(run, record);
  }
  chunks.close();
}

function foldRecord(run: Run, record: Exclude<JournalRecord, { k: 'log' }>): void {
  const at = new Date(record.t);
  switch (record.k) {
    case 'start':
    case 'kill':
    case 'stop':
      return;
    case 'spawned':
      run.spawned = true;
      return;
    case 'step': {
      const report = { name: wellFormed(record.name), state: record.state, message: wellFormed(record.message) };
      emitStep(run, applyReport(run.steps, report, at), at);
      if (record.output !== undefined) run.output = mergeOutput(run.output, record.output) ?? run.output;
      return;
    }
    case 'exit':
      finish(run, record, at);
      return;
    default:
      record satisfies never;
  }
}

function finish(run: Run, exit: Exit, at: Date): void {
  if (exit.lost !== undefined) {
    const { records, error } = exit.lost;
    emitSystemLine(
      run,
      `${records} records of this run could not be written to disk (${error}): the log has a gap here`,
      at,
    );
  }
  if (run.outcomeRule === 'exit-code' && exit.code === 0) {
    for (const step of run.steps.filter((each) => each.state === 'FAILURE')) {
      step.state = 'WARNING';
      emitStep(run, step, at);
    }
  }
  const outcome = outcomeOf(exit, run.steps, run.outcomeRule);
  run.exitCode = exit.code;
  run.signal = exit.signal;
  end(run, outcome.happening, outcome.reason, at);
}

/** Ends the deployment: closes steps, adds the step that clients of the original look for, then the state event, which is the last. */
export function end(run: Run, happening: Happening, reason: string | null, at: Date): void {
  const state = transition(run.state, happening);
  if (state === null || !isFinal(state)) throw new Error(`a ${run.state} deployment cannot end by ${happening}`);
  const why = state === 'CANCELED' ? canceledReason(run) : reason;
  for (const step of closeSteps(run.steps, state, at)) emitStep(run, step, at);
  const added = addFailedStep(run.steps, state satisfies FinalState, why ?? state, at);
  if (added !== null) emitStep(run, added, at);
  run.state = state;
  run.reason = why;
  run.finishedAt = at;
  emitState(run, at);
}

function canceledReason(run: Run): string {
  const by = run.canceledBy === null ? 'canceled' : `canceled by ${run.canceledBy}`;
  return run.cancelReason === null ? by : `${by}: ${run.cancelReason}`;
}

/** Adds the event that carries the run's state as it is now. */
export function emitState(run: Run, at: Date): void {
  run.events.push({ seq: ++run.lastSeq, at: at.toISOString(), kind: 'STATE', data: stateSnapshot(run) });
}

export function emitStep(run: Run, step: StepRow, at: Date): void {
  step.seq = ++run.lastSeq;
  run.dirty.add(step);
  run.events.push({ seq: step.seq, at: at.toISOString(), kind: 'STEP', data: stepSnapshot(step) });
}

/** A line of our own at the end of the log. */
function emitSystemLine(run: Run, text: string, at: Date): void {
  const data: LogSnapshot = {
    firstLine: ++run.lastLine,
    lineCount: 1,
    text,
    runs: [{ stream: 'SYSTEM', step: null, lines: 1 }],
  };
  run.events.push({ seq: ++run.lastSeq, at: at.toISOString(), kind: 'LOG', data });
}

export const stateSnapshot = (run: StateFacts): StateSnapshot => ({
  state: run.state,
  reason: run.reason,
  startedAt: run.startedAt?.toISOString() ?? null,
  finishedAt: run.finishedAt?.toISOString() ?? null,
  exitCode: run.exitCode,
  signal: run.signal,
  canceledBy: run.canceledBy,
  estimate: run.estimate,
});

export const stepSnapshot = (step: StepRow): StepSnapshot => ({
  position: step.position,
  name: step.name,
  state: step.state,
  message: step.message,
  startedAt: step.startedAt?.toISOString() ?? null,
  finishedAt: step.finishedAt?.toISOString() ?? null,
  firstLine: step.firstLine,
  lastLine: step.lastLine,
});

/** Joins the log records between two other records to chunks, and gives their lines to the step that is current. */
class ChunkBuilder {
  readonly #run: Run;
  #texts: string[] = [];
  #chars = 0;
  #lines = 0;
  #runs: LogRun[] = [];
  #at = 0;

  constructor(run: Run) {
    this.#run = run;
  }

  add(record: Extract<JournalRecord, { k: 'log' }>): void {
    if (record.lines === 0) return;
    const full = this.#lines + record.lines > maxChunkLines || this.#chars + record.text.length > maxChunkChars;
    if (this.#lines > 0 && (full || record.t - this.#at > maxChunkMs)) this.close();
    if (this.#lines === 0) this.#at = record.t;
    const step = currentStep(this.#run.steps);
    this.#texts.push(wellFormed(record.text));
    this.#chars += record.text.length + 1;
    this.#lines += record.lines;
    for (const run of record.runs) this.#addRun(run, step?.position ?? null);
    if (step !== null) this.#extend(step);
  }

  /** Ends the open chunk: it becomes one event. */
  close(): void {
    if (this.#lines === 0) return;
    const run = this.#run;
    const data: LogSnapshot = {
      firstLine: run.lastLine + 1,
      lineCount: this.#lines,
      text: this.#texts.join('\n'),
      runs: this.#runs,
    };
    run.lastLine += this.#lines;
    run.events.push({ seq: ++run.lastSeq, at: new Date(this.#at).toISOString(), kind: 'LOG', data });
    this.#texts = [];
    this.#runs = [];
    this.#chars = 0;
    this.#lines = 0;
  }

  #addRun(run: { stream: LogRun['stream']; lines: number; continued?: true }, step: number | null): void {
    const last = this.#runs.at(-1);
    if (last !== undefined && last.stream === run.stream && last.step === step && last.continued !== true) {
      last.lines += run.lines;
      if (run.continued === true) last.continued = true;
    } else this.#runs.push({ stream: run.stream, step, lines: run.lines, ...(run.continued && { continued: true }) });
  }

  #extend(step: StepRow): void {
    const lastLine = this.#run.lastLine + this.#lines;
    step.firstLine ??= this.#run.lastLine + 1;
    step.lastLine = lastLine;
    this.#run.dirty.add(step);
  }
}

/** The step that the script spoke of last; lines belong to it until it speaks of another. */
function currentStep(steps: readonly StepRow[]): StepRow | null {
  let current: StepRow | null = null;
  for (const step of steps) if (step.state !== 'PENDING' && step.seq > (current?.seq ?? 0)) current = step;
  return current;
}

/** PostgreSQL stores neither NUL nor lone surrogates; a record damaged on disk must not stop its run. */
const wellFormed = (text: string): string =>
  (text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text).toWellFormed();
