import { expect, test } from 'vitest';
import type { Run } from '../../../../client/web/live/run-fold.ts';
import { noLogWords } from '../../../../client/web/views/run/no-log.ts';
import { buildRun } from '../build.ts';

const removed = { state: 'SUCCESS', finished: true, finishedAt: '2026-08-25T10:00:00.000Z' } as const;

test.each<[string, Partial<Run>, string]>([
  ['a run that waits', { state: 'QUEUED' }, 'Nothing yet: the run waits for its turn and starts by itself.'],
  ['a run that is silent', { state: 'RUNNING' }, 'Nothing printed yet.'],
  ['a run that was silent', { state: 'SUCCESS', finished: true }, 'The script printed nothing.'],
  [
    'a log that was too old',
    { ...removed, logRemovedAt: '2026-11-23T11:00:00.000Z' },
    'The log was removed after 90 days (policy). Everything else is kept.',
  ],
  [
    'a log that an operator removed on its first day',
    { ...removed, logRemovedAt: '2026-08-25T11:00:00.000Z' },
    'The log was removed after less than a day (policy). Everything else is kept.',
  ],
])('%s', (_title, run, words) => {
  expect(noLogWords(buildRun(run))).toBe(words);
});
