import { describe, expect, test } from 'vitest';
import { about, ago, count, duration, elapsed, plural } from '../../../../client/web/components/format.ts';

describe('durations', () => {
  test.each([
    [0, '0.0s'],
    [400, '0.4s'],
    [999, '1.0s'],
    [1_000, '1s'],
    [59_499, '59s'],
    [59_600, '1m 00s'],
    [72_000, '1m 12s'],
    [3_780_000, '1h 03m'],
  ])('%i ms is %s', (ms, text) => {
    expect(duration(ms)).toBe(text);
  });
});

describe('a running clock', () => {
  test.each([
    [0, '0:00'],
    [34_900, '0:34'],
    [71_000, '1:11'],
    [3_754_000, '1:02:34'],
    [-5, '0:00'],
  ])('%i ms is %s', (ms, text) => {
    expect(elapsed(ms)).toBe(text);
  });
});

describe('a guess', () => {
  test.each([
    [2_000, 'a few seconds'],
    [26_000, '25 s'],
    [70_000, '1 min 15 s'],
    [118_000, '2 min'],
    [400_000, '7 min'],
  ])('%i ms is about %s', (ms, text) => {
    expect(about(ms)).toBe(text);
  });
});

describe('the past', () => {
  const hour = 3_600_000;
  test.each([
    [3_000, 'just now'],
    [20_000, '20 s ago'],
    [2 * hour, '2 h ago'],
    [30 * hour, 'yesterday'],
    [72 * hour, '3 d ago'],
    [-60_000, 'just now'],
  ])('%i ms back is %s', (ms, text) => {
    expect(ago(1_000_000_000 - ms, 1_000_000_000)).toBe(text);
  });
});

test('numbers are grouped and agree with their noun', () => {
  expect(count(1_307)).toBe('1\u2009307');
  expect(plural(1, 'line')).toBe('1 line');
  expect(plural(61_240, 'line')).toBe('61\u2009240 lines');
});
