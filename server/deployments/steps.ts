import { cutText } from '../runner/clean-json.ts';
import { maxMessageLength } from '../runner/protocol.ts';
import { maxSteps } from '../services/manifest-lists.ts';
import { type FinalState, isOpen, type StepState } from './states.ts';

/** A step while its run is being read; `seq` is 0 until an event of this deployment carried it. */
export type StepRow = {
  position: number;
  name: string;
  state: StepState;
  message: string;
  startedAt: Date | null;
  finishedAt: Date | null;
  firstLine: number | null;
  lastLine: number | null;
  seq: number;
};

export type StepReport = { name: string; state: StepState; message: string };

/** Reports of further names than {@link maxSteps} stay log text; this one more step says so. */
export const overflowName = 'more steps than FastDeploy keeps';

export const plannedStep = (position: number, name: string): StepRow => ({
  position,
  name,
  state: 'PENDING',
  message: '',
  startedAt: null,
  finishedAt: null,
  firstLine: null,
  lastLine: null,
  seq: 0,
});

/**
 * Fits planned steps (changed in place) to another plan and returns those that changed: names move to their new places,
 * what the plan has lost is skipped. Nothing is removed, because clients hold the steps already.
 */
export function planAgain(steps: StepRow[], names: readonly string[]): StepRow[] {
  const changed: StepRow[] = [];
  for (const [index, name] of names.entries()) {
    const step = steps[index];
    if (step?.name === name && step.state === 'PENDING') continue;
    const planned = plannedStep(index + 1, name);
    if (step === undefined) steps.push(planned);
    else Object.assign(step, { ...planned, seq: step.seq });
    changed.push(step ?? planned);
  }
  for (const step of steps.slice(names.length)) {
    Object.assign(step, { state: 'SKIPPED', message: 'No longer planned: config.json changed while this waited.' });
    changed.push(step);
  }
  return changed;
}

/**
 * Applies one report of the script to `steps` (changed in place) and returns the step it changed. Only what the script
 * says changes a step: the next pending one is never guessed to be running. (PROTOCOL.md, steps)
 */
export function applyReport(steps: StepRow[], report: StepReport, at: Date): StepRow {
  const step = target(steps, report);
  if (step.name === overflowName) return countOverflow(step, report, at);
  step.state = report.state;
  if (report.message !== '') step.message = report.message;
  if (report.state === 'PENDING') return step;
  step.startedAt ??= at;
  step.finishedAt = isOpen(report.state) ? null : at;
  return step;
}

/** Running before pending before closed; a closed name that runs again is a new step. */
function target(steps: StepRow[], report: StepReport): StepRow {
  const named = steps.filter((step) => step.name === report.name);
  const open = named.findLast((step) => step.state === 'RUNNING') ?? named.find((step) => step.state === 'PENDING');
  if (open !== undefined) return open;
  const closed = named.at(-1);
  if (closed !== undefined && !isOpen(report.state)) return closed;
  return append(steps, report.name);
}

function append(steps: StepRow[], name: string): StepRow {
  const last = steps.at(-1);
  if (steps.length > maxSteps && last !== undefined) return last;
  const step = plannedStep(steps.length + 1, steps.length === maxSteps ? overflowName : name);
  steps.push(step);
  return step;
}

function countOverflow(step: StepRow, report: StepReport, at: Date): StepRow {
  step.startedAt ??= at;
  step.finishedAt = at;
  if (report.state === 'FAILURE') {
    step.state = 'FAILURE';
    step.message = `${report.name} failed; it is one of the steps after the first ${maxSteps}, which are only in the log`;
  } else if (step.state !== 'FAILURE') {
    step.state = 'WARNING';
    step.message = `Only the first ${maxSteps} steps are listed; what the script said about further ones is in the log.`;
  }
  return step;
}

/** Closes what is still open when the deployment ends; nothing is deleted. Returns the steps it changed. */
export function closeSteps(steps: StepRow[], end: FinalState, at: Date): StepRow[] {
  const open = steps.filter((step) => isOpen(step.state));
  for (const step of open) {
    if (step.state === 'PENDING') step.state = 'SKIPPED';
    else {
      step.state = end === 'SUCCESS' ? 'SUCCESS' : end === 'CANCELED' ? 'CANCELED' : 'FAILURE';
      step.finishedAt = at;
    }
  }
  return open;
}

const verbOf: Record<Exclude<FinalState, 'SUCCESS'>, string> = {
  FAILURE: 'failed',
  CANCELED: 'canceled',
  TIMED_OUT: 'timed out',
  LOST: 'lost',
};

/**
 * Clients of the original read failure from the steps alone, so every end but SUCCESS needs a step that reads as failed
 * there. Returns the step it had to add, or null.
 */
export function addFailedStep(steps: StepRow[], end: FinalState, reason: string, at: Date): StepRow | null {
  if (end === 'SUCCESS' || steps.some((step) => step.state === 'FAILURE' || step.state === 'CANCELED')) return null;
  const step = plannedStep(steps.length + 1, 'failed step');
  step.state = 'FAILURE';
  step.message = cutText(`deployment ${verbOf[end]}: ${reason}`, maxMessageLength);
  step.startedAt = at;
  step.finishedAt = at;
  steps.push(step);
  return step;
}
