import { expect, test } from 'vitest';
import { signInThrottle } from '../../../server/access/throttle.ts';
import { TooManyAttemptsError } from '../../../server/errors.ts';

const minute = 60_000;

function atTime() {
  const clock = { now: 0 };
  return { clock, throttle: signInThrottle(() => clock.now) };
}

function refusal(attempt: () => unknown): TooManyAttemptsError | null {
  try {
    attempt();
    return null;
  } catch (error) {
    if (error instanceof TooManyAttemptsError) return error;
    throw error;
  }
}

test('refuses the sixth failure of one account from one address and says for how long', () => {
  const { clock, throttle } = atTime();
  for (let count = 0; count < 5; count += 1) throttle.begin('192.0.2.1', 'admin');
  clock.now = minute;

  expect(refusal(() => throttle.begin('192.0.2.1', 'admin'))?.retryAfterSeconds).toBe(14 * 60);
  expect(refusal(() => throttle.begin('192.0.2.1', 'other'))).toBeNull();
  expect(refusal(() => throttle.begin('192.0.2.2', 'admin'))).toBeNull();
});

test('forgets failures after 15 minutes', () => {
  const { clock, throttle } = atTime();
  for (let count = 0; count < 5; count += 1) throttle.begin('192.0.2.1', 'admin');

  clock.now = 15 * minute;

  expect(refusal(() => throttle.begin('192.0.2.1', 'admin'))).toBeNull();
});

test('refuses the fifty-first failure of one address whatever the names are', () => {
  const { throttle } = atTime();
  for (let count = 0; count < 50; count += 1) throttle.begin('192.0.2.1', `name ${count}`);

  expect(refusal(() => throttle.begin('192.0.2.1', 'admin'))).not.toBeNull();
});

test('counts all addresses that one machine has over IPv6 as one, however they are written', () => {
  const { throttle } = atTime();
  const mine = ['2001:db8::1', '2001:DB8:0:0:1::', '2001:db8::ffff:0:0:2', '2001:db8:0::192.0.2.1', '2001:db8::1%eth0'];
  for (const address of mine) throttle.begin(address, 'admin');

  expect(refusal(() => throttle.begin('2001:db8::2', 'admin'))).not.toBeNull();
  expect(refusal(() => throttle.begin('2001:db8:0:1::1', 'admin'))).toBeNull();
  expect(refusal(() => throttle.begin('::1', 'admin'))).toBeNull();
});

test('a success makes the account as good as new and takes back only itself for the address', () => {
  const { throttle } = atTime();
  for (let count = 0; count < 45; count += 1) throttle.begin('192.0.2.1', `name ${count}`);
  for (let count = 0; count < 4; count += 1) throttle.begin('192.0.2.1', 'admin');

  throttle.begin('192.0.2.1', 'admin').succeeded();

  expect(refusal(() => throttle.begin('192.0.2.1', 'admin'))).toBeNull();
  expect(refusal(() => throttle.begin('192.0.2.1', 'admin'))).not.toBeNull();
});

test('a success that comes after its attempt was forgotten takes nothing back from others', () => {
  const { clock, throttle } = atTime();
  const slow = throttle.begin('192.0.2.1', 'slow');
  clock.now = 16 * minute;
  for (let count = 0; count < 50; count += 1) throttle.begin('192.0.2.1', `name ${count}`);

  slow.succeeded();

  expect(refusal(() => throttle.begin('192.0.2.1', 'admin'))).not.toBeNull();
});
