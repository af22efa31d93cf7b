import type { StepRow } from './steps.ts';
import type { Happening } from './transitions.ts';

/** How the script ended, as its supervisor recorded it. */
export type Exit = {
  code: number | null;
  signal: string | null;
  /** Why the script could not be started at all. */
  notStarted?: string | undefined;
  stop?: 'cancel' | 'timeout' | 'shutdown' | undefined;
  stderrTail?: string | undefined;
  lost?: { records: number; error: string } | undefined;
};

export type Outcome = { happening: Happening; reason: string | null };

/** `steps`: exit 0 and no failed step. `exit-code`: exit 0 alone; failed steps become warnings (playbooks that rescue). */
export type OutcomeRule = 'steps' | 'exit-code';

/** What an exit means. The reason is one sentence; null only on success. */
export function outcomeOf(exit: Exit, steps: readonly StepRow[], rule: OutcomeRule): Outcome {
  if (exit.stop === 'cancel') return { happening: 'stopped', reason: 'canceled' };
  if (exit.stop === 'timeout') return { happening: 'timedOut', reason: 'the script ran longer than its time-out' };
  if (exit.stop === 'shutdown') return failed('stopped: host or runner unit shut down');
  if (exit.notStarted !== undefined) return failed(exit.notStarted);
  const failedStep = steps.find((step) => step.state === 'FAILURE');
  if (exit.code === 0) {
    if (rule === 'exit-code' || failedStep === undefined) return { happening: 'succeeded', reason: null };
    return failed(`step "${failedStep.name}" failed although the script exited with 0`);
  }
  const how = exit.signal === null ? `exit code ${exit.code}` : `killed by ${exit.signal}`;
  if (failedStep !== undefined) return failed(`step "${failedStep.name}" failed, ${how}`);
  const sudo = refusalOfSudo(exit.stderrTail ?? '');
  return failed(sudo === null ? how : `${sudo} (${how})`);
}

const failed = (reason: string): Outcome => ({ happening: 'failed', reason });

/** sudo's own words, when it was sudo that refused: the last of its lines on stderr that says why. */
function refusalOfSudo(stderr: string): string | null {
  const lines = stderr.split('\n').filter((line) => /^sudo: (?!error initializing audit plugin)/.test(line));
  return lines.at(-1) ?? null;
}
