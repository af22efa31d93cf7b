import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ConflictError } from '../../../server/errors.ts';
import { createLog } from '../../../server/log.ts';
import { keepSynced } from '../../../server/services/keep-synced.ts';

const log = createLog('silent');
const done = { ignored: [] };
const aMinute = 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what changes during a sync is seen by one more, however often it changes', async () => {
  const ends: (() => void)[] = [];
  const sync = vi.fn(() => new Promise<typeof done>((resolve) => ends.push(() => resolve(done))));
  const { changed } = keepSynced({ sync, log });
  const asked = [changed(), changed(), changed(), changed()];

  ends.shift()?.();
  await vi.waitFor(() => expect(sync).toHaveBeenCalledTimes(2));
  ends.shift()?.();
  await Promise.all(asked);

  expect(sync).toHaveBeenCalledTimes(2);
  const later = changed();
  ends.shift()?.();
  await later;
  expect(sync).toHaveBeenCalledTimes(3);
});

test('a sync that failed is tried again until it succeeds', async () => {
  const sync = vi
    .fn(async () => done)
    .mockRejectedValueOnce(new Error('away'))
    .mockRejectedValueOnce(new Error('away'));
  const { changed } = keepSynced({ sync, log });

  await changed();
  expect(sync).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(aMinute);

  expect(sync).toHaveBeenCalledTimes(3);
});

test('a directory that somebody has to look at is not tried again by itself', async () => {
  const sync = vi.fn(async () => done).mockRejectedValueOnce(new ConflictError('most services are gone'));
  const { changed } = keepSynced({ sync, log });

  await changed();
  await vi.advanceTimersByTimeAsync(aMinute);
  expect(sync).toHaveBeenCalledTimes(1);
  await changed();

  expect(sync).toHaveBeenCalledTimes(2);
});

test('nothing is tried again after the end', async () => {
  const sync = vi.fn(async () => done).mockRejectedValue(new Error('away'));
  const { changed, close } = keepSynced({ sync, log });

  await changed();
  close();
  await vi.advanceTimersByTimeAsync(aMinute);

  expect(sync).toHaveBeenCalledTimes(1);
});
