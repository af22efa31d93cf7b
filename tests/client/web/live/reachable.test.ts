import { createRoot } from 'solid-js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startClock } from '../../../../client/web/live/clock.ts';
import { connectionWatcher } from '../../../../client/web/live/connection.ts';
import { quietMs, watchReachability, whyUnreachable } from '../../../../client/web/live/reachable.ts';

const reason = 'The server cannot be reached now. This is on again as soon as it answers.';
let stopClock: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  stopClock = startClock();
  connectionWatcher.open();
});
afterEach(() => {
  stopClock();
  connectionWatcher.idle();
  vi.useRealTimers();
});

const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('nothing can be started once a connection is lost for longer than a moment, and again when it is back', async () => {
  expect(whyUnreachable()).toBeNull();
  connectionWatcher.lost();
  await wait(quietMs - 1_000);
  expect(whyUnreachable()).toBeNull();
  await wait(1_000);
  expect(whyUnreachable()).toBe(reason);
  connectionWatcher.opening(1);
  expect(whyUnreachable()).toBe(reason);
  connectionWatcher.open();
  expect(whyUnreachable()).toBeNull();
});

test('what never was a connection says nothing about the server', async () => {
  connectionWatcher.idle();
  connectionWatcher.opening(0);
  await wait(60_000);
  expect(whyUnreachable()).toBeNull();
});

test('a server that answers while only the connection is broken can be asked to start', async () => {
  let isThere = false;
  const dispose = createRoot((end) => {
    watchReachability(async () => isThere);
    return end;
  });
  connectionWatcher.lost();
  await wait(quietMs + 1_000);
  expect(whyUnreachable()).toBe(reason);
  isThere = true;
  await wait(3_000);
  expect(whyUnreachable()).toBeNull();
  connectionWatcher.open();
  connectionWatcher.lost();
  isThere = false;
  await wait(quietMs + 1_000);
  expect(whyUnreachable()).toBe(reason);
  dispose();
});
