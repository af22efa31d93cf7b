import { expect, test } from 'vitest';
import { parseDuration, printDuration } from '../../../server/cli/duration.ts';

test.each([
  ['90', 90_000],
  ['90s', 90_000],
  ['1.5m', 90_000],
  ['2h', 7_200_000],
])('reads %s as milliseconds', (text, ms) => {
  expect(parseDuration('--timeout', text)).toBe(ms);
});

test.each(['', 's', '-1', '5 m', '1d', '1e3', 'constructor'])('refuses %j and names the option', (text) => {
  expect(() => parseDuration('--timeout', text)).toThrow('--timeout must be a duration');
});

test.each([
  [4_249, '4.2s'],
  [59_999, '60.0s'],
  [65_000, '1m 05s'],
  [7_380_000, '2h 03m'],
])('prints %i ms as %s', (ms, text) => {
  expect(printDuration(ms)).toBe(text);
});
