import { expect, test } from 'vitest';
import { abortable } from '../../../server/graphql/abortable.ts';

test('tells the source at once that its reader left, in the middle of its waiting', async () => {
  const left = Promise.withResolvers<string>();
  const stream = abortable(async function* (signal) {
    yield 1;
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    left.resolve('told');
  });
  await stream.next();
  const pending = stream.next();

  await stream.return?.();

  expect(await left.promise).toBe('told');
  expect((await pending).done).toBe(true);
});

test('gives what the source gives and ends when it ends', async () => {
  const stream = abortable(async function* () {
    yield 1;
    yield 2;
  });

  const received: number[] = [];
  for await (const value of stream) received.push(value);

  expect(received).toEqual([1, 2]);
});
