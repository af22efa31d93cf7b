import { setTimeout as delay } from 'node:timers/promises';

/** Resolves with the first value of `probe` that is neither false, null nor undefined; rejects after `deadlineMs`. */
export async function until<Value>(
  what: string,
  probe: () => Value | Promise<Value>,
  deadlineMs = 10_000,
): Promise<Exclude<Value, false | null | undefined>> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    const value = await probe();
    if (isThere(value)) return value;
    if (performance.now() > end) throw new Error(`Waited ${deadlineMs} ms in vain until ${what}.`);
    await delay(5);
  }
}

const isThere = <Value>(value: Value): value is Exclude<Value, false | null | undefined> =>
  value !== false && value !== null && value !== undefined;
