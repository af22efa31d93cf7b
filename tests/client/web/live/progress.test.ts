import { describe, expect, test } from 'vitest';
import type { EstimateFieldsFragment } from '../../../../client/web/api/generated/graphql.ts';
import { neverBack, progressOf } from '../../../../client/web/live/progress.ts';
import { buildStep, startedAt } from '../build.ts';

const start = Date.parse(startedAt);
const estimate: EstimateFieldsFragment = {
  sampleSize: 20,
  p50Ms: 10_000,
  p90Ms: 12_000,
  steps: [
    { name: 'step 1', p50Ms: 2_000, p90Ms: 3_000 },
    { name: 'step 2', p50Ms: 8_000, p90Ms: 9_000 },
  ],
};
const done = buildStep(1, { state: 'SUCCESS', durationMs: 2_000 });
const running = buildStep(2, { state: 'RUNNING', startedAt: '2026-11-23T12:00:02.000Z' });

describe('with history', () => {
  test('weighs steps by their usual time', () => {
    const progress = progressOf([done, running], estimate, startedAt, start + 6_000);

    expect(progress.segments.map((segment) => [segment.weight, segment.fill])).toEqual([
      [2_000, 'done'],
      [8_000, 'running'],
    ]);
    expect(progress).toMatchObject({
      percent: 60,
      leftMs: 4_000,
      slow: false,
      total: 2,
      current: { name: 'step 2', position: 2 },
    });
  });

  test('never reaches the end of a step that is still running', () => {
    const progress = progressOf([done, running], estimate, startedAt, start + 100_000);

    expect(progress.percent).toBe(96);
    expect(progress.slow).toBe(true);
  });

  test('never says 100 before the end', () => {
    expect(progressOf([done, buildStep(2, { state: 'SUCCESS' })], estimate, startedAt, start).percent).toBe(99);
  });

  test('never goes back while time passes', () => {
    const percents = Array.from(
      { length: 300 },
      (_, tick) => progressOf([done, running], estimate, startedAt, start + tick * 100).percent ?? 0,
    );

    expect(percents).toEqual([...percents].sort((a, b) => a - b));
  });

  test('never goes back when a step turns up that nobody knew of', () => {
    const before = progressOf([done, running], estimate, startedAt, start + 6_000);
    const after = progressOf([done, running, buildStep(3)], estimate, startedAt, start + 6_000);

    expect(after.percent).toBeLessThan(60);
    expect(neverBack(before, after).percent).toBe(60);
    expect(neverBack(undefined, after)).toBe(after);
  });

  test('gives a step nobody knows the middle weight', () => {
    const progress = progressOf([done, buildStep(3)], estimate, startedAt, start);

    expect(progress.segments[1]?.weight).toBe(8_000);
  });
});

describe('without history', () => {
  test('has equal segments and makes no guess', () => {
    const progress = progressOf([done, running], null, startedAt, start + 6_000);

    expect(progress.segments.map((segment) => segment.weight)).toEqual([1, 1]);
    expect(progress).toMatchObject({ percent: null, leftMs: null, slow: false });
  });
});

test('shows failed, canceled and unreached steps as what they are', () => {
  const steps = (['FAILURE', 'CANCELED', 'SKIPPED'] as const).map((state, index) => buildStep(index + 2, { state }));

  expect(progressOf([done, ...steps], null, startedAt, start).segments.map((segment) => segment.fill)).toEqual([
    'done',
    'failed',
    'canceled',
    'empty',
  ]);
});
