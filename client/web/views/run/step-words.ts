import type { StepFieldsFragment } from '../../api/generated/graphql.ts';
import { duration } from '../../components/format.ts';
import { now } from '../../live/clock.ts';
import type { Run } from '../../live/run-fold.ts';
import { overUsual } from '../../live/timeline.ts';

/** A step that was never reached in a run that is over did not happen; it is not waiting. */
export const shownState = (step: StepFieldsFragment, run: Run): StepFieldsFragment['state'] =>
  run.finished && step.state === 'PENDING' ? 'SKIPPED' : step.state;

/** Milliseconds it took, or has taken so far; null before it starts. */
export const tookMs = (step: StepFieldsFragment): number | null => {
  if (step.durationMs !== null) return step.durationMs;
  return step.state === 'RUNNING' && step.startedAt ? Math.max(now() - Date.parse(step.startedAt), 0) : null;
};

/** A running step counts whole seconds; tenths that change once a second look broken. */
export const runningTime = (ms: number): string => (ms < 1_000 ? '0s' : duration(Math.floor(ms / 1_000) * 1_000));

export const usualOf = (run: Run, name: string): { p50Ms: number; p90Ms: number } | null =>
  (run.estimate ?? run.service.estimate)?.steps.find((step) => step.name === name) ?? null;

/** `11s over usual`, or while it is still running `Slower than usual`: beyond what nine of ten runs need. Empty otherwise. */
export const slowWords = (step: StepFieldsFragment, run: Run): string => {
  const usual = usualOf(run, step.name);
  const took = tookMs(step);
  const over = overUsual(took, usual?.p50Ms ?? null);
  if (over === null || (took ?? 0) <= (usual?.p90Ms ?? 0) || step.state === 'FAILURE') return '';
  return step.state === 'RUNNING' ? 'Slower than usual' : `${duration(over)} over usual`;
};
