/** What a deployment of a case of hostile-output.table.ts says at its end; the case itself has exit code, signal and lines. */
export type ExpectedDeployment = {
  state: 'SUCCESS' | 'FAILURE';
  /** SCRIPT stands for the script's path. */
  reason: string | null;
  /** Name and state of every step; a number where only the count matters. */
  steps: [name: string, state: string][] | number;
  /** Lines of our own in the log. */
  notes?: number;
};

/** The service cannot be started at all; the start says why. */
export type ExpectedRefusal = { refused: string };

const success = (...steps: [string, string][]): ExpectedDeployment => ({ state: 'SUCCESS', reason: null, steps });
const failure = (reason: string, ...steps: [string, string][]): ExpectedDeployment => ({
  state: 'FAILURE',
  reason,
  steps,
});

export const hostileDeployments: Record<string, ExpectedDeployment | ExpectedRefusal> = {
  'a line of 20 MB': success(['after', 'SUCCESS']),
  'an event in a line of 100 kB': success(['big', 'SUCCESS']),
  'an event without a newline at the end': success(['last', 'SUCCESS']),
  'invalid UTF-8': success(['after', 'SUCCESS']),
  'NUL bytes': success(['nul', 'SUCCESS']),
  'a JSON array': success(),
  'a JSON number': success(),
  'JSON null': success(),
  'an object without a name': success(),
  'messages that are not text': success(['m', 'SUCCESS']),
  'an unknown state': success(['odd', 'WARNING']),
  'a missing state': success(['open', 'SUCCESS']),
  'a name of 300 characters': success([`${'é'.repeat(254)}…`, 'SUCCESS']),
  '1,000,000 short lines': success(['after', 'SUCCESS']),
  '2,000 different steps': { state: 'SUCCESS', reason: null, steps: 1_001 },
  'a child that holds stdout': { ...success(['only', 'SUCCESS']), notes: 2 },
  'a script that exits at once': success(),
  'a script that is empty': success(),
  'a missing script': { refused: 'deploy.sh' },
  'a script without the execute bit': { refused: 'deploy.sh' },
  'a missing interpreter': failure('deploy script SCRIPT needs the interpreter /nowhere/python9, which was not found', [
    'failed step',
    'FAILURE',
  ]),
  'Windows line endings': failure('deploy script SCRIPT has Windows line endings: convert it with dos2unix', [
    'failed step',
    'FAILURE',
  ]),
  'exit 1 without a step': failure('exit code 1', ['failed step', 'FAILURE']),
  'death by SIGKILL': failure('killed by SIGKILL', ['doomed', 'FAILURE']),
};
