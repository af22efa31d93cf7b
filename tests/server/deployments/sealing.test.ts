import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSealing } from '../../../server/deployments/sealing.ts';

const key = randomBytes(32);
const sealing = createSealing(key);
const values = { password: 'correct horse', nested: { token: 'ü✓' } };

it('opens what it sealed, and shows nothing of it', () => {
  const sealed = sealing.seal(values);

  expect(createSealing(key).open(sealed)).toEqual(values);
  expect(Buffer.from(sealed, 'base64').includes('correct horse')).toBe(false);
});

it('seals the same values differently each time', () => {
  expect(sealing.seal(values)).not.toBe(sealing.seal(values));
});

it('opens nothing that was changed in any byte', () => {
  const sealed = Buffer.from(sealing.seal(values), 'base64');

  for (let index = 0; index < sealed.length; index++) {
    const tampered = Buffer.from(sealed);
    tampered[index] = (tampered[index] ?? 0) ^ 1;
    expect(() => sealing.open(tampered.toString('base64'))).toThrow();
  }
});

it.each([0, 11, 12, 16, 27, 28])('opens nothing that was cut to %i bytes', (length) => {
  const sealed = Buffer.from(sealing.seal(values), 'base64').subarray(0, length);

  expect(() => sealing.open(sealed.toString('base64'))).toThrow();
});

it('opens nothing that another key sealed', () => {
  expect(() => createSealing(randomBytes(32)).open(sealing.seal(values))).toThrow();
});

it('digests equal input equally, in whatever order its keys come', () => {
  fc.assert(
    fc.property(fc.object({ maxDepth: 3 }), (input) => {
      expect(sealing.digest(reversed(input))).toBe(sealing.digest(input));
    }),
  );
});

it('digests other input, and other keys, differently', () => {
  const digest = sealing.digest({ a: [1, 2], b: null });

  for (const other of [{ a: [2, 1], b: null }, { a: [1, 2] }, { a: ['1', 2], b: null }, { a: { 0: 1, 1: 2 }, b: null }])
    expect(sealing.digest(other)).not.toBe(digest);
  expect(createSealing(randomBytes(32)).digest({ a: [1, 2], b: null })).not.toBe(digest);
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, each]) => [name, reversed(each)]),
  );
}
