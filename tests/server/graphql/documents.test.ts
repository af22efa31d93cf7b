import { expect, test } from 'vitest';
import { parse } from '../../../server/graphql/engine.ts';

test('a document that is asked again is the same object, so that it is neither parsed nor checked again', () => {
  expect(parse('{ viewer { id } }')).toBe(parse('{ viewer { id } }'));
});

test('what many others asked since is forgotten', () => {
  const first = parse('{ server { version } }');
  const filler = '#'.repeat(20_000);
  for (let i = 0; i < 30; i++) parse(`{ viewer { id } } ${filler}${i}`);

  expect(parse('{ server { version } }')).not.toBe(first);
});

test('a document that could not be read is told about each time', () => {
  for (let i = 0; i < 2; i++) expect(() => parse('{ viewer {')).toThrow('Syntax Error');
});
