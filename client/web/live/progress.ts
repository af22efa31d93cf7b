import type { EstimateFieldsFragment, StepFieldsFragment } from '../api/generated/graphql.ts';

export type ProgressStep = Pick<StepFieldsFragment, 'name' | 'state' | 'startedAt' | 'durationMs'>;

export interface Segment {
  name: string;
  /** Share of the bar, as flex-grow. */
  weight: number;
  fill: 'empty' | 'done' | 'running' | 'failed' | 'canceled';
  /** 0 to 1; how much of a running segment is filled. */
  done: number;
}

export interface Progress {
  segments: Segment[];
  /** Null without history: then the bar has equal segments and nobody guesses. */
  percent: number | null;
  /** Null when unknown or when the run is over its usual time. */
  leftMs: number | null;
  /** Over the time that half of such runs need. */
  over: boolean;
  /** Over the time nine of ten runs need. */
  slow: boolean;
  current: { name: string; position: number } | null;
  total: number;
}

/** A step is never shown as more than this part of its usual time, a run never as finished before it is. */
const mostOfStep = 0.95;
const mostPercent = 99;

/** Where a run stands, from its steps and what such runs usually take. Pure: `now` in milliseconds on the server's clock. */
export const progressOf = (
  steps: readonly ProgressStep[],
  estimate: EstimateFieldsFragment | null,
  startedAt: string | null,
  now: number,
): Progress => {
  const usual = new Map(estimate?.steps.map((step) => [step.name, step.p50Ms]));
  const middle = median([...usual.values()]) ?? 1;
  const weightOf = (name: string): number => (estimate ? Math.max(usual.get(name) ?? middle, 1) : 1);
  const segments = steps.map((step) => segmentOf(step, weightOf(step.name), estimate !== null, now));
  const current = steps.findLastIndex((step) => step.state === 'RUNNING');
  const elapsed = startedAt ? now - Date.parse(startedAt) : 0;
  const share = doneShare(segments);

  return {
    segments,
    percent: estimate && steps.length > 0 ? Math.min(Math.floor(share * 100), mostPercent) : null,
    leftMs: estimate ? positiveOrNull(estimate.p50Ms * (1 - share)) : null,
    over: estimate !== null && elapsed > estimate.p50Ms,
    slow: estimate !== null && elapsed > estimate.p90Ms,
    current: current === -1 ? null : { name: steps[current]?.name ?? '', position: current + 1 },
    total: steps.length,
  };
};

/** A run never seems to go back, for example when a step turns up that nobody knew of. */
export const neverBack = (before: Progress | undefined, next: Progress): Progress =>
  before && next.percent !== null && next.percent < (before.percent ?? 0) ? { ...next, percent: before.percent } : next;

const segmentOf = (step: ProgressStep, weight: number, known: boolean, now: number): Segment => {
  const segment = { name: step.name, weight };
  switch (step.state) {
    case 'PENDING':
    case 'SKIPPED':
      return { ...segment, fill: 'empty', done: 0 };
    case 'RUNNING':
      return { ...segment, fill: 'running', done: known ? partOf(step, weight, now) : 0.5 };
    case 'FAILURE':
      return { ...segment, fill: 'failed', done: 1 };
    case 'CANCELED':
      return { ...segment, fill: 'canceled', done: 1 };
    case 'SUCCESS':
    case 'WARNING':
      return { ...segment, fill: 'done', done: 1 };
    default:
      return step.state satisfies never;
  }
};

const partOf = (step: ProgressStep, usualMs: number, now: number): number => {
  const elapsed = step.startedAt ? Math.max(now - Date.parse(step.startedAt), 0) : 0;
  return Math.min(elapsed / usualMs, mostOfStep);
};

const doneShare = (segments: readonly Segment[]): number => {
  const whole = segments.reduce((sum, segment) => sum + segment.weight, 0);
  const done = segments.reduce((sum, segment) => sum + segment.weight * segment.done, 0);
  return whole === 0 ? 0 : done / whole;
};

const median = (values: number[]): number | null => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? null;

const positiveOrNull = (ms: number): number | null => (ms > 0 ? ms : null);
