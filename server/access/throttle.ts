import { TooManyAttemptsError } from '../errors.ts';
import { hashOf } from './credentials.ts';
import { networkOf } from './network-of.ts';

/** One attempt that counts as failed until `succeeded` says otherwise: attempts that run at the same time cannot slip through. */
export type Attempt = { succeeded(): void };

/** Failed sign-ins of one account from one address, and of one address, within a quarter of an hour. `now` in milliseconds. */
export function signInThrottle(now: () => number = Date.now) {
  const failures = new Map<string, number[]>();
  /** Until when somebody has been told that the limit is reached. */
  const told = new Map<string, number>();

  function recent(key: string): number[] {
    const times = (failures.get(key) ?? []).filter((time) => time > now() - windowMs);
    if (times.length === 0) failures.delete(key);
    else failures.set(key, times);
    return times;
  }

  function refuseOver(limit: number, key: string): void {
    const times = recent(key);
    const oldest = times[times.length - limit];
    if (oldest === undefined) return;
    const isFirst = (told.get(key) ?? 0) <= now();
    told.set(key, oldest + windowMs);
    throw new TooManyAttemptsError(Math.ceil((oldest + windowMs - now()) / 1000), isFirst);
  }

  function forgetOld(): void {
    if (failures.size > maxKeys) for (const key of failures.keys()) recent(key);
    if (told.size > maxKeys) for (const [key, until] of told) if (until <= now()) told.delete(key);
  }

  /** Throws TooManyAttemptsError. `account` is null where an attempt names none. */
  function begin(address: string | null, account: string | null): Attempt {
    const from = `address ${address === null ? 'unknown' : networkOf(address)}`;
    const pair = account === null ? null : `account ${hashOf(account)} ${from}`; // of any length, as a stranger typed it
    if (pair !== null) refuseOver(failuresPerAccount, pair);
    refuseOver(failuresPerAddress, from);
    forgetOld();
    const time = now();
    for (const key of [from, pair]) if (key !== null) failures.set(key, [...recent(key), time]);
    return {
      succeeded() {
        if (pair !== null) failures.delete(pair);
        const others = recent(from);
        const own = others.lastIndexOf(time);
        if (own !== -1) others.splice(own, 1);
      },
    };
  }

  return { begin };
}

const windowMs = 15 * 60_000;
const failuresPerAccount = 5;
const failuresPerAddress = 50;
/** Above it the expired entries are swept at each attempt. */
const maxKeys = 10_000;
