import { expect, it } from 'vitest';
import { deploymentStates } from '../../../server/deployments/states.ts';
import { type Happening, transition } from '../../../server/deployments/transitions.ts';

const happenings: Happening[] = [
  'claimed',
  'returned',
  'refused',
  'cancelRequested',
  'succeeded',
  'failed',
  'timedOut',
  'stopped',
  'lost',
];

/** One row a state, one word a happening, in the order above; `-` cannot happen. */
const expected = `
  QUEUED    RUNNING -      FAILURE  CANCELED  -        -        -         -        -
  RUNNING   -       QUEUED FAILURE  CANCELING SUCCESS  FAILURE  TIMED_OUT CANCELED LOST
  CANCELING -       -      CANCELED -         CANCELED CANCELED CANCELED  CANCELED LOST
  SUCCESS   -       -      -        -         -        -        -         -        -
  FAILURE   -       -      -        -         -        -        -         -        -
  CANCELED  -       -      -        -         -        -        -         -        -
  TIMED_OUT -       -      -        -         -        -        -         -        -
  LOST      -       -      -        -         -        -        -         -        -
`;

const rows = expected
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/ +/));

it.each(rows)('leads from %s where the table says, and nowhere else', (state, ...after) => {
  const from = deploymentStates.find((each) => each === state);

  expect(from && happenings.map((happening) => transition(from, happening) ?? '-')).toEqual(after);
});

it('is tried for every state', () => {
  expect(rows.map(([state]) => state)).toEqual([...deploymentStates]);
});
