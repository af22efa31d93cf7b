import { describe, expect, test } from 'vitest';
import { findTyped, moveInMenu } from '../../../../client/web/components/menu-keys.ts';

describe('keys in a menu of four', () => {
  test.each([
    ['ArrowDown', 1, 2],
    ['ArrowDown', 3, 0],
    ['ArrowUp', 0, 3],
    ['ArrowUp', 2, 1],
    ['Home', 2, 0],
    ['End', 1, 3],
    ['ArrowRight', 1, null],
  ])('%s from item %i leads to %s', (key, at, to) => {
    expect(moveInMenu(key, at, 4)).toBe(to);
  });

  test('lead nowhere where there is nothing', () => {
    expect(moveInMenu('ArrowDown', -1, 0)).toBeNull();
  });
});

describe('letters in a menu', () => {
  const names = ['Print', 'Copy curl command', 'Pause live updates', 'Raw log'];

  test.each([
    ['c', 0, 1],
    ['p', 0, 2],
    ['p', 2, 0],
    ['pp', 0, 2],
    ['pa', 0, 2],
    ['PR', 2, 0],
    ['x', 0, null],
  ])('%s from item %i leads to %s', (typed, at, to) => {
    expect(findTyped(typed, at, names)).toBe(to);
  });
});
