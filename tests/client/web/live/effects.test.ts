import { createEffect, createRoot, createSignal } from 'solid-js';
import { expect, test } from 'vitest';

test("effects run here, so these tests load Solid's browser build", async () => {
  const seen: number[] = [];
  const [value, setValue] = createSignal(1);
  const dispose = createRoot((end) => {
    createEffect(() => seen.push(value()));
    return end;
  });

  await Promise.resolve();
  setValue(2);
  dispose();

  expect(seen).toEqual([1, 2]);
});
