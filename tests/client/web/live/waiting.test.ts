import { describe, expect, test } from 'vitest';
import { type Blocker, placeInLine, startsWords, waitsFor } from '../../../../client/web/live/waiting.ts';
import { startedAt } from '../build.ts';

const now = Date.parse(startedAt) + 10_000;
const run = (number: number, p50Ms: number | null) => ({
  number,
  state: 'RUNNING' as const,
  startedAt,
  service: { name: 'podcast' },
  estimate: p50Ms === null ? null : { p50Ms },
});
const busy = (p50Ms: number | null, position = 1): Blocker => ({
  __typename: 'ServiceBusy',
  position,
  deployment: run(412, p50Ms),
});
const lock = (p50Ms: number | null): Blocker => ({
  __typename: 'LockHeld',
  name: 'db-main',
  position: 1,
  deployment: run(413, p50Ms),
});
const slots: Blocker = { __typename: 'LimitReached', limit: 4, running: 4 };

test('says what a run waits for in one sentence', () => {
  expect(waitsFor([busy(null), lock(null)])).toBe('Waits for #412 and lock db-main');
  expect(waitsFor([busy(null), lock(null), slots])).toBe('Waits for #412, lock db-main and a free slot');
  expect(waitsFor([])).toBe('Starts by itself');
});

test.each([
  [null, 'Next in line'],
  [1, 'Next in line'],
  [2, '2nd in line'],
  [11, '11th in line'],
  [23, '23rd in line'],
])('calls place %s %s', (position, words) => {
  expect(placeInLine(position)).toBe(words);
});

describe('when it starts', () => {
  test('is when the last one in the way usually ends', () => {
    expect(startsWords([busy(35_000), lock(55_000)], null, now)).toBe('Starts in 45 s');
  });

  test('is later where nobody knows how long one of them takes', () => {
    expect(startsWords([busy(35_000), lock(null)], null, now)).toBe('Starts in 25 s or later');
    expect(startsWords([busy(35_000), slots], null, now)).toBe('Starts in 25 s or later');
  });

  test('counts those before it with the usual time each', () => {
    expect(startsWords([busy(35_000, 3)], 30_000, now)).toBe('Starts in 1 min 30 s');
  });

  test('is not guessed where nothing is known, or the usual time is over', () => {
    expect(startsWords([busy(null)], null, now)).toBe('');
    expect(startsWords([busy(5_000)], null, now)).toBe('');
  });
});
