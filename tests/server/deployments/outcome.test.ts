import { expect, it } from 'vitest';
import { type Exit, type Outcome, outcomeOf } from '../../../server/deployments/outcome.ts';
import type { StepState } from '../../../server/deployments/states.ts';
import { plannedStep } from '../../../server/deployments/steps.ts';

const exit = (more: Partial<Exit>): Exit => ({ code: 0, signal: null, ...more });
const step = (name: string, state: StepState) => ({ ...plannedStep(1, name), state });
const failed = (reason: string): Outcome => ({ happening: 'failed', reason });
const succeeded: Outcome = { happening: 'succeeded', reason: null };
const killed = exit({ code: null, signal: 'SIGKILL' });
const sudoSays = 'sudo: a password is required\n';

it.each<[string, Exit, Outcome]>([
  ['exit 0', exit({}), succeeded],
  ['another exit code', exit({ code: 3 }), failed('exit code 3')],
  ['a signal', killed, failed('killed by SIGKILL')],
  [
    'a script that could not be started',
    exit({ code: null, notStarted: 'script not found' }),
    failed('script not found'),
  ],
  ['a cancel', { ...killed, stop: 'cancel' }, { happening: 'stopped', reason: 'canceled' }],
  [
    'a cancel that came before the start',
    exit({ code: null, notStarted: 'x', stop: 'cancel' }),
    { happening: 'stopped', reason: 'canceled' },
  ],
  ['a cancel that the script ends with 0', exit({ stop: 'cancel' }), { happening: 'stopped', reason: 'canceled' }],
  [
    'a time-out',
    { ...killed, stop: 'timeout' },
    { happening: 'timedOut', reason: 'the script ran longer than its time-out' },
  ],
  ['a host that shuts down', { ...killed, stop: 'shutdown' }, failed('stopped: host or runner unit shut down')],
  [
    "sudo's refusal",
    exit({ code: 1, stderrTail: `noise\n${sudoSays}` }),
    failed('sudo: a password is required (exit code 1)'),
  ],
  [
    'the last words of sudo',
    exit({ code: 1, stderrTail: `sudo: first\n${sudoSays}tail` }),
    failed('sudo: a password is required (exit code 1)'),
  ],
  ['text that only mentions sudo', exit({ code: 1, stderrTail: 'use sudo: or not' }), failed('exit code 1')],
  ['words of sudo before a success', exit({ stderrTail: sudoSays }), succeeded],
])('means the right thing for %s', (_, ended, outcome) => {
  expect(outcomeOf(ended, [], 'steps')).toEqual(outcome);
  expect(outcomeOf(ended, [], 'exit-code')).toEqual(outcome);
});

it('fails by a failed step although the script exited with 0, unless only the exit code counts', () => {
  const steps = [step('build', 'SUCCESS'), step('check', 'FAILURE')];

  expect(outcomeOf(exit({}), steps, 'steps')).toEqual(failed('step "check" failed although the script exited with 0'));
  expect(outcomeOf(exit({}), steps, 'exit-code')).toEqual(succeeded);
});

it.each(['steps', 'exit-code'] as const)('names the first failed step and the exit under the rule %s', (rule) => {
  const steps = [step('build', 'FAILURE'), step('check', 'FAILURE')];

  expect(outcomeOf(exit({ code: 2, stderrTail: sudoSays }), steps, rule)).toEqual(
    failed('step "build" failed, exit code 2'),
  );
});

it.each(['PENDING', 'RUNNING', 'WARNING', 'SKIPPED', 'CANCELED'] as const)('does not fail by a step in %s', (state) => {
  expect(outcomeOf(exit({}), [step('check', state)], 'steps')).toEqual(succeeded);
});
