import type { EstimateFieldsFragment, StepFieldsFragment } from '../api/generated/graphql.ts';

export interface TimelineRow {
  position: number;
  /** Milliseconds since the run began; null: not started. */
  startMs: number | null;
  /** So far, while it is running. */
  tookMs: number | null;
  usualMs: number | null;
  /** Where the step usually stands. */
  usualStartMs: number;
  /** Where it will probably stand: what is left of a running step, the whole of one that waits. */
  expected: { startMs: number; tookMs: number } | null;
}

export interface Timeline {
  rows: TimelineRow[];
  /** Width of the axis. */
  spanMs: number;
  ticks: number[];
  /** Null when the run is over. */
  nowMs: number | null;
}

type RunTimes = {
  steps: readonly StepFieldsFragment[];
  estimate: EstimateFieldsFragment | null;
  startedAt: string | null;
  finishedAt: string | null;
};

/** Every step on one axis, with the usual duration of each. Pure: `now` in milliseconds on the server's clock. */
export const timelineOf = ({ steps, estimate, startedAt, finishedAt }: RunTimes, now: number): Timeline => {
  const begin = startedAt ? Date.parse(startedAt) : now;
  const endMs = Math.max((finishedAt ? Date.parse(finishedAt) : now) - begin, 0);
  const usual = new Map(estimate?.steps.map((step) => [step.name, step.p50Ms]));
  let usualAt = 0;
  let expectedAt = endMs;
  const rows = steps.map((step): TimelineRow => {
    const usualMs = usual.get(step.name) ?? null;
    const startMs = step.startedAt ? Math.max(Date.parse(step.startedAt) - begin, 0) : null;
    const tookMs = tookOf(step, startMs, endMs);
    const usualStartMs = usualAt;
    usualAt += usualMs ?? 0;
    const leftMs = finishedAt ? 0 : leftOf(step, usualMs, tookMs);
    const expected = leftMs > 0 ? { startMs: expectedAt, tookMs: leftMs } : null;
    expectedAt += leftMs;
    return { position: step.position, startMs, tookMs, usualMs, usualStartMs, expected };
  });
  const spanMs = Math.max(expectedAt, usualAt, 1_000) * 1.05;
  return { rows, spanMs, ticks: ticksOf(spanMs), nowMs: finishedAt ? null : endMs };
};

/** What comes after the usual time of a step; null while there is nothing to speak of. */
export const overUsual = (tookMs: number | null, usualMs: number | null): number | null => {
  const over = usualMs === null || tookMs === null ? 0 : tookMs - usualMs;
  return over > worthSayingMs ? over : null;
};

/** Excess under this is nothing to speak of. */
const worthSayingMs = 1_000;
const mostTicks = 8;
/** Seconds between two marks of the axis. */
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400];

const tookOf = (step: StepFieldsFragment, startMs: number | null, endMs: number): number | null => {
  if (startMs === null) return null;
  return step.durationMs ?? (step.state === 'RUNNING' ? Math.max(endMs - startMs, 0) : null);
};

const leftOf = (step: StepFieldsFragment, usualMs: number | null, tookMs: number | null): number => {
  if (usualMs === null) return 0;
  if (step.state === 'PENDING') return usualMs;
  return step.state === 'RUNNING' ? Math.max(usualMs - (tookMs ?? 0), 0) : 0;
};

const ticksOf = (spanMs: number): number[] => {
  const apart = (steps.find((seconds) => spanMs / (seconds * 1_000) <= mostTicks) ?? 86_400) * 1_000;
  return Array.from({ length: Math.min(Math.ceil(spanMs / apart), mostTicks * 8) }, (_, index) => index * apart);
};
