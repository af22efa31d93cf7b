import { expect, test } from 'vitest';
import { textOf, toggled, valuesOf } from '../../../../client/web/components/values.ts';
import { daysWords, isBetweenDays } from '../../../../client/web/views/history/filter.ts';
import { directionOf, isByDay, nextSort, sortChoices, sortOf } from '../../../../client/web/views/history/sort.ts';

test('sorts by the newest where the address does not say otherwise, also where it says nonsense', () => {
  expect(sortOf(undefined).order).toBe('NEWEST');
  expect(sortOf('nonsense').order).toBe('NEWEST');
  expect(sortChoices.map(({ key }) => sortOf(key).key)).toEqual(sortChoices.map(({ key }) => key));
});

test('a column sorts by itself with the greatest first, and the other way round the next time', () => {
  expect(nextSort('took', 'NEWEST').order).toBe('LONGEST');
  expect(nextSort('took', 'LONGEST').order).toBe('SHORTEST');
  expect(nextSort('took', 'SHORTEST').order).toBe('LONGEST');
  expect(nextSort('started', 'LONGEST').key).toBe('');
  expect(nextSort('started', 'NEWEST').order).toBe('OLDEST');
});

test('one column at a time says that the list is sorted by it, and how', () => {
  expect([directionOf('started', 'NEWEST'), directionOf('took', 'NEWEST')]).toEqual(['descending', undefined]);
  expect([directionOf('started', 'SHORTEST'), directionOf('took', 'SHORTEST')]).toEqual([undefined, 'ascending']);
});

test('runs stand under their days only where days follow each other', () => {
  expect(sortChoices.filter(isByDay).map(({ order }) => order)).toEqual(['NEWEST', 'OLDEST']);
});

test('keeps several values in one place of the address, also those with a comma', () => {
  expect(toggled('wiki', 'ops, night')).toBe('wiki,ops%2C night');
  expect(valuesOf('wiki,ops%2C night')).toEqual(['wiki', 'ops, night']);
  expect(toggled('wiki,ops%2C night', 'wiki')).toBe('ops%2C night');
  expect([textOf([]), toggled('wiki', 'wiki'), valuesOf(undefined)]).toEqual([undefined, undefined, []]);
});

test('says the days somebody chose as one span, as far as they are days, and leaves nonsense out', () => {
  const words = (from?: string, to?: string) => daysWords({ from, to })?.replaceAll(/\s/g, ' ').replace(' – ', '–');
  expect(words('2026-11-01', '2026-11-23')).toBe('1–23 Nov 2026');
  expect(words('2026-10-28', '2026-11-03')).toBe('28 Oct–3 Nov 2026');
  expect([words('2026-11-01'), words(undefined, '2026-11-23')]).toEqual(['from 1 Nov 2026', 'to 23 Nov 2026']);
  expect(words('2026-11-23', '2026-11-01')).toBe('from 23 Nov 2026 to 1 Nov 2026');
  expect([words('soon', 'later'), words()]).toEqual([undefined, undefined]);
});

test('asks for the days where dates are wanted, and where the address has one', () => {
  expect([isBetweenDays({ since: 'dates' }), isBetweenDays({ to: '2026-11-23' })]).toEqual([true, true]);
  expect([isBetweenDays({ since: '7d' }), isBetweenDays({})]).toEqual([false, false]);
});
