import { expect, test } from 'vitest';
import { textOf, toggled, valuesOf } from '../../../../client/web/components/values.ts';
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
