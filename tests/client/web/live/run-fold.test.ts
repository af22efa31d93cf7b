import { describe, expect, test } from 'vitest';
import { foldState, type StateEvent, stepIndex } from '../../../../client/web/live/run-fold.ts';
import { buildRun, buildStep, startedAt } from '../build.ts';

const event = (overrides: Partial<StateEvent>): StateEvent => ({
  __typename: 'DeploymentStateChanged',
  seq: 5,
  after: 4,
  at: startedAt,
  state: 'RUNNING',
  finished: false,
  reason: null,
  startedAt,
  finishedAt: null,
  exitCode: null,
  signal: null,
  canceledBy: null,
  estimate: null,
  ...overrides,
});

describe('a state event', () => {
  test('ends a run: duration, nothing left to do', () => {
    const finishedAt = '2026-11-23T12:01:10.500Z';

    expect(foldState(buildRun(), event({ state: 'FAILURE', finished: true, finishedAt, exitCode: 1 }))).toMatchObject({
      state: 'FAILURE',
      finished: true,
      durationMs: 70_500,
      exitCode: 1,
      viewerCan: [],
    });
  });

  test('keeps the estimate the page knows when it brings none', () => {
    const estimate = { sampleSize: 3, p50Ms: 1, p90Ms: 2, steps: [] };

    expect(foldState(buildRun({ estimate }), event({})).estimate).toBe(estimate);
  });

  test('takes a run out of the queue', () => {
    expect(foldState(buildRun({ state: 'QUEUED', queuePosition: 1 }), event({})).queuePosition).toBeNull();
  });

  test('leaves nothing to cancel once it is being canceled', () => {
    expect(foldState(buildRun(), event({ state: 'CANCELING' })).viewerCan).toEqual([]);
  });
});

describe('a step event', () => {
  const steps = [buildStep(1, { seq: 3 }), buildStep(2, { seq: 0 })];

  test('replaces the step of its position', () => {
    expect(stepIndex(steps, buildStep(1, { seq: 4 }))).toBe(0);
  });

  test('is ignored when the snapshot knows something newer', () => {
    expect(stepIndex(steps, buildStep(1, { seq: 3 }))).toBeNull();
  });

  test('adds a step nobody planned', () => {
    expect(stepIndex(steps, buildStep(3, { seq: 9 }))).toBe(2);
  });
});
