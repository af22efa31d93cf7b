import { expect, test } from 'vitest';
import {
  type Choice,
  choiceOf,
  chosenOf,
  type FilterField,
  keysOf,
  wordsOf,
} from '../../../../client/web/components/filter-field.ts';

const choices: Choice[] = [
  { key: 'failed', name: 'Failed or lost', count: 4 },
  { key: 'succeeded', name: 'Succeeded', count: 8 },
];
const field = (kind: FilterField['kind'], value?: string, words?: string): FilterField => ({
  ...{ kind, name: 'Status', value, choices, words, onChoose: () => undefined },
});

test('a filter says what is chosen, and how many more', () => {
  expect(wordsOf(field('many'))).toBe('');
  expect(wordsOf(field('many', 'succeeded'))).toBe('Succeeded');
  expect(wordsOf(field('many', 'failed,succeeded'))).toBe('Failed or lost +1');
  expect(wordsOf(field('many', 'failed,succeeded,canceled'))).toBe('Failed or lost +2');
  expect(wordsOf(field('one', 'failed'))).toBe('Failed or lost');
});

test('a filter says in its own words what the name of a choice does not', () => {
  expect(wordsOf(field('one', 'dates', '1–23 Nov 2026'))).toBe('1–23 Nov 2026');
});

test('what the address asks for can be chosen, also where the list has nothing of it', () => {
  expect(keysOf(field('many', 'succeeded,a%2C b'))).toEqual(['failed', 'succeeded', 'a, b']);
  expect(choiceOf(field('many', 'a%2C b'), 'a, b')).toEqual({ key: 'a, b', name: 'a, b' });
  expect(wordsOf(field('many', 'a%2C b'))).toBe('a, b');
});

test('a comma parts the values of a filter of several, and belongs to the value of any other', () => {
  expect([chosenOf(field('many', 'a,b')), chosenOf(field('one', 'a,b')), chosenOf(field('one', ''))]).toEqual([
    ['a', 'b'],
    ['a,b'],
    [],
  ]);
});
