import { expect, it } from 'vitest';
import { maxOutputBytes, mergeOutput } from '../../../server/runner/script-output.ts';
import { exitOf, linesOf, Runs } from './runs.ts';

it('says once, in the log, that more output came than is remembered', async () => {
  await using runs = new Runs();
  const half = 'x'.repeat(maxOutputBytes / 2);
  const event = (key: string) => JSON.stringify({ name: key, state: 'success', output: { [key]: half } });

  const records = await runs.run(`#!/bin/sh\ncat <<'END'\n${['a', 'b', 'a', 'c'].map(event).join('\n')}\nEND\n`);

  expect(linesOf(records, 'SYSTEM')).toEqual([
    `The output of this step is not remembered, nor any other that does not fit: the limit is ${maxOutputBytes} bytes in all.`,
  ]);
  expect(exitOf(records).code).toBe(0);
});

it('merges an output as a whole or not at all, up to the limit', () => {
  const fitting = 'x'.repeat(maxOutputBytes - '{"a":1,"b":""}'.length);

  expect(mergeOutput({ a: 1 }, { a: 2, b: 3 })).toEqual({ a: 2, b: 3 });
  expect(mergeOutput({ a: 1 }, { b: fitting })).toEqual({ a: 1, b: fitting });
  expect(mergeOutput({ a: 1 }, { a: 2, b: `${fitting}x` })).toBeNull();
});
