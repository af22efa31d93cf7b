import { expect, it } from 'vitest';
import type { FinalState, StepState } from '../../../server/deployments/states.ts';
import {
  addFailedStep,
  applyReport,
  closeSteps,
  overflowName,
  planAgain,
  plannedStep,
  type StepRow,
} from '../../../server/deployments/steps.ts';
import { maxSteps } from '../../../server/services/manifest-lists.ts';

const at = (second: number): Date => new Date(second * 1_000);
const plan = (...names: string[]): StepRow[] => names.map((name, index) => plannedStep(index + 1, name));
const report = (steps: StepRow[], name: string, state: StepState, message = '', second = 1): StepRow =>
  applyReport(steps, { name, state, message }, at(second));
const shown = (steps: StepRow[]): string[] => steps.map(({ position, name, state }) => `${position} ${name} ${state}`);

it('updates the planned step of that name and guesses nothing about the others', () => {
  const steps = plan('build', 'restart');

  report(steps, 'restart', 'RUNNING', 'now', 5);

  expect(shown(steps)).toEqual(['1 build PENDING', '2 restart RUNNING']);
  expect(steps[1]).toMatchObject({ message: 'now', startedAt: at(5), finishedAt: null });
});

it('fits planned steps to another plan and returns just those that changed', () => {
  const steps = plan('a', 'b', 'c');

  const longer = planAgain(steps, ['a', 'x', 'c', 'd']).map(({ position, name, state }) => [position, name, state]);
  const shorter = planAgain(steps, ['a', 'x']).map(({ position, state }) => [position, state]);

  expect(longer).toEqual([
    [2, 'x', 'PENDING'],
    [4, 'd', 'PENDING'],
  ]);
  expect(shorter).toEqual([
    [3, 'SKIPPED'],
    [4, 'SKIPPED'],
  ]);
  expect(planAgain(steps, ['a', 'x', 'c'])[0]).toMatchObject({ position: 3, name: 'c', state: 'PENDING', message: '' });
  expect(planAgain(plan('a'), ['a'])).toEqual([]);
});

it('appends a name that nobody planned', () => {
  const steps = plan('build');

  report(steps, 'surprise', 'SUCCESS', '', 3);

  expect(shown(steps)).toEqual(['1 build PENDING', '2 surprise SUCCESS']);
  expect(steps[1]).toMatchObject({ startedAt: at(3), finishedAt: at(3) });
});

it('starts at the first running and finishes at the final state', () => {
  const steps = plan('build');

  for (const second of [1, 2]) report(steps, 'build', 'RUNNING', '', second);
  report(steps, 'build', 'SUCCESS', '', 4);

  expect(steps).toMatchObject([{ startedAt: at(1), finishedAt: at(4) }]);
});

it('gives planned steps of one name to one run of it after the other', () => {
  const steps = plan('restart', 'check', 'restart');

  report(steps, 'restart', 'RUNNING');
  report(steps, 'restart', 'SUCCESS');
  report(steps, 'restart', 'RUNNING');

  expect(shown(steps)).toEqual(['1 restart SUCCESS', '2 check PENDING', '3 restart RUNNING']);
});

it('appends a closed step that runs again, and keeps what the first run said', () => {
  const steps = plan('check');

  report(steps, 'check', 'FAILURE', 'no answer');
  report(steps, 'check', 'RUNNING');
  report(steps, 'check', 'SUCCESS');

  expect(shown(steps)).toEqual(['1 check FAILURE', '2 check SUCCESS']);
  expect(steps[0]).toMatchObject({ message: 'no answer' });
});

it('corrects the closed step when another final state follows', () => {
  const steps = plan('check');

  report(steps, 'check', 'SUCCESS', 'fine');
  report(steps, 'check', 'FAILURE');

  expect(shown(steps)).toEqual(['1 check FAILURE']);
  expect(steps[0]).toMatchObject({ message: 'fine' });
});

it('lists 1,000 steps, and one more that warns', () => {
  const steps: StepRow[] = [];

  for (let index = 1; index <= maxSteps + 5; index++) report(steps, `step ${index}`, 'SUCCESS');

  expect(maxSteps).toBe(1_000);
  expect(steps).toHaveLength(1_001);
  expect(steps.at(-1)).toMatchObject({ position: 1_001, name: overflowName, state: 'WARNING', finishedAt: at(1) });
});

it('still updates listed steps beyond the limit', () => {
  const steps = plan(...Array.from({ length: maxSteps }, (_, index) => `step ${index}`));
  report(steps, 'one more', 'RUNNING');

  report(steps, 'step 3', 'FAILURE');

  expect(steps[3]).toMatchObject({ state: 'FAILURE' });
  expect(steps).toHaveLength(1_001);
});

it('fails the step for the rest when one of the rest fails, whatever follows', () => {
  const steps = plan(...Array.from({ length: maxSteps }, (_, index) => `step ${index}`));

  report(steps, 'quiet', 'SUCCESS');
  report(steps, 'broken', 'FAILURE');
  report(steps, 'later', 'SUCCESS');

  expect(steps.at(-1)).toMatchObject({ name: overflowName, state: 'FAILURE' });
  expect(steps.at(-1)?.message).toContain('broken failed');
});

const ends: [FinalState, StepState][] = [
  ['SUCCESS', 'SUCCESS'],
  ['FAILURE', 'FAILURE'],
  ['CANCELED', 'CANCELED'],
  ['TIMED_OUT', 'FAILURE'],
  ['LOST', 'FAILURE'],
];

it.each(ends)('closes open steps when the deployment ends as %s: running to %s, pending to SKIPPED', (end, running) => {
  const steps = plan('done', 'open', 'never');
  report(steps, 'done', 'WARNING', '', 1);
  report(steps, 'open', 'RUNNING', '', 2);

  const changed = closeSteps(steps, end, at(9));

  expect(shown(steps)).toEqual(['1 done WARNING', `2 open ${running}`, '3 never SKIPPED']);
  expect(steps.map((step) => step.finishedAt)).toEqual([at(1), at(9), null]);
  expect(changed.map((step) => step.name)).toEqual(['open', 'never']);
});

it.each([
  ['FAILURE', 'deployment failed: exit code 1'],
  ['CANCELED', 'deployment canceled: exit code 1'],
  ['TIMED_OUT', 'deployment timed out: exit code 1'],
  ['LOST', 'deployment lost: exit code 1'],
] as const)('adds a failed step when the deployment ends as %s and none failed', (end, message) => {
  const steps = plan('build');
  report(steps, 'build', 'SUCCESS');

  const added = addFailedStep(steps, end, 'exit code 1', at(9));

  expect(added).toMatchObject({ position: 2, name: 'failed step', state: 'FAILURE', message, finishedAt: at(9) });
  expect(steps.at(-1)).toBe(added);
});

it.each(['FAILURE', 'CANCELED'] as const)('adds no failed step when there is one in %s', (state) => {
  const steps = plan('build');
  for (const step of steps) step.state = state;

  expect(addFailedStep(steps, 'CANCELED', 'why', at(9))).toBeNull();
});

it('adds no failed step to a success', () => {
  expect(addFailedStep([], 'SUCCESS', '', at(9))).toBeNull();
});

it('cuts the reason in the failed step between characters', () => {
  const added = addFailedStep([], 'FAILURE', '😀'.repeat(4_200), at(9));

  expect(added?.message.isWellFormed()).toBe(true);
  expect([...(added?.message ?? '')]).toHaveLength(4_096);
});
