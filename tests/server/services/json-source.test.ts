import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readJson } from '../../../server/services/json-source.ts';

it('accepts what JSON.parse accepts, with the same value, and nothing else', () => {
  const valid = fc.json();
  const nearly = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', '"', '\\', '\n', '0', '-', 'e', '.', ':'))
    .map(([text, at, extra]) => text.slice(0, at % (text.length + 1)) + extra + text.slice(at % (text.length + 1)));

  fc.assert(
    fc.property(fc.oneof(valid, nearly), (text) => {
      const source = readJson(text);
      if (source.ok) expect(source.value).toEqual(JSON.parse(text));
      else if (!source.message.includes('cannot be stored')) expect(() => JSON.parse(text)).toThrow(SyntaxError);
    }),
    { numRuns: 3000 },
  );
});

it('knows the lines of members and elements', () => {
  const source = readJson('{\n "steps": [\n  {\n   "name":\n"a"},\n  7],\n "x": {"y": 1}}');

  const lineOf = source.ok ? source.lineOf : () => null;

  expect(lineOf(['steps'])).toBe(2);
  expect(lineOf(['steps', 0])).toBe(3);
  expect(lineOf(['steps', 0, 'name'])).toBe(4);
  expect(lineOf(['steps', 1])).toBe(6);
  expect(lineOf(['x', 'y'])).toBe(7);
  expect(lineOf(['nowhere'])).toBeNull();
});

it('needs time in proportion to the size, not to its square', () => {
  const text = `[${'1,'.repeat(520_000)}1]`;
  const started = performance.now();

  expect(readJson(text).ok).toBe(true);
  expect(performance.now() - started).toBeLessThan(5000);
});
