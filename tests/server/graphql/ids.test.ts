import { expect, test } from 'vitest';
import { numberOfId, parseId, printId } from '../../../server/graphql/ids.ts';

test('an id is short, typed and printable', () => {
  expect([printId('dep', 1842), printId('stp', 1842, 3)]).toEqual(['dep_1842', 'stp_1842_3']);
});

test.each([
  ['dep_1842', 1842],
  ['1842', 1842],
  ['svc_1842', null],
  ['dep_', null],
  ['dep_01', null],
  ['dep_-1', null],
  ['dep_1e3', null],
  ['0x10', null],
  ['1842; drop', null],
  ['9'.repeat(16), null],
  ['', null],
])('the number of a deployment in %s is %s', (id, number) => {
  expect(numberOfId('dep', id)).toBe(number);
});

test.each([
  ['stp_1842_3', { kind: 'stp', numbers: [1842, 3] }],
  ['dep_1', { kind: 'dep', numbers: [1] }],
  ['dep', null],
  ['dep_x', null],
  ['stp_1_', null],
])('takes %s apart', (id, parts) => {
  expect(parseId(id)).toEqual(parts);
});
