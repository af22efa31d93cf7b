import { expect, test } from 'vitest';
import { overUsual, timelineOf } from '../../../../client/web/live/timeline.ts';
import { buildStep, startedAt } from '../build.ts';

const start = Date.parse(startedAt);
const at = (seconds: number): string => new Date(start + seconds * 1_000).toISOString();
const estimate = {
  sampleSize: 3,
  p50Ms: 15_000,
  p90Ms: 20_000,
  steps: [
    { name: 'step 1', p50Ms: 4_000, p90Ms: 5_000 },
    { name: 'step 2', p50Ms: 10_000, p90Ms: 12_000 },
    { name: 'step 3', p50Ms: 1_000, p90Ms: 2_000 },
  ],
};
const steps = [
  buildStep(1, { state: 'SUCCESS', startedAt: at(0), durationMs: 6_000 }),
  buildStep(2, { state: 'RUNNING', startedAt: at(6) }),
  buildStep(3),
];

test('shows what happened, what is usual and what is still to come', () => {
  const line = timelineOf({ steps, estimate, startedAt, finishedAt: null }, start + 8_000);

  expect(line.nowMs).toBe(8_000);
  expect(line.rows).toMatchObject([
    { startMs: 0, tookMs: 6_000, usualStartMs: 0, expected: null },
    { startMs: 6_000, tookMs: 2_000, usualStartMs: 4_000, expected: { startMs: 8_000, tookMs: 8_000 } },
    { startMs: null, tookMs: null, usualStartMs: 14_000, expected: { startMs: 16_000, tookMs: 1_000 } },
  ]);
  expect(line.spanMs).toBeGreaterThanOrEqual(17_000);
});

test('expects nothing of a run that is over', () => {
  const line = timelineOf({ steps, estimate, startedAt, finishedAt: at(9) }, start + 60_000);

  expect(line.nowMs).toBeNull();
  expect(line.rows.map(({ expected }) => expected)).toEqual([null, null, null]);
});

test('has a few round marks however long the run is', () => {
  for (const seconds of [0, 1, 45, 700, 90_000, 900_000]) {
    const { ticks, spanMs } = timelineOf({ steps: [], estimate: null, startedAt, finishedAt: at(seconds) }, start);

    expect(ticks.length).toBeGreaterThan(0);
    expect(ticks.length).toBeLessThanOrEqual(64);
    expect(ticks.at(-1)).toBeLessThan(spanMs);
  }
});

test('a second over the usual time is nothing to speak of', () => {
  expect(overUsual(5_000, 4_000)).toBeNull();
  expect(overUsual(5_001, 4_000)).toBe(1_001);
  expect(overUsual(5_000, null)).toBeNull();
  expect(overUsual(null, 4_000)).toBeNull();
});
