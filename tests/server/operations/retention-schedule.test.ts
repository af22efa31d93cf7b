import { expect, test } from 'vitest';
import { createLog } from '../../../server/log.ts';
import type { Prune, PruneInput } from '../../../server/operations/retention.ts';
import { pruneRegularly } from '../../../server/operations/retention-schedule.ts';
import { openTestCore } from '../../helpers/core.ts';
import { until } from '../../helpers/until.ts';

const log = createLog('silent');
const nothing = { database: null, runDirectories: { count: 0, bytes: 0 }, configFiles: { count: 0, bytes: 0 } };
const hour = 3_600_000;
const soon = { first: 1, every: 1, afterFailure: 1 };

/** Counts the calls; each does what `each` does. */
function counted(each: (input: PruneInput) => Promise<void> = async () => undefined) {
  const calls: PruneInput[] = [];
  const prune: Prune = async (_viewer, input) => {
    calls.push(input);
    await each(input);
    return nothing;
  };
  return { calls, prune };
}

test('it happens again and again', async () => {
  const { calls, prune } = counted();

  const schedule = pruneRegularly({ prune, logDays: 7, log, times: soon });
  await until('it was done three times', () => calls.length >= 3);
  await schedule.close();
  const atClose = calls.length;
  await new Promise(setImmediate);

  expect(calls.length).toBe(atClose);
  expect(calls[0]?.logDays).toBe(7);
});

test('a failure is tried again soon, not after the hour', async () => {
  const { calls, prune } = counted(() => Promise.reject(new Error('the database is away')));

  const schedule = pruneRegularly({ prune, logDays: 7, log, times: { ...soon, every: hour } });
  await until('it was tried again', () => calls.length >= 3);

  await schedule.close();
});

test('close ends the waiting at once', async () => {
  const { calls, prune } = counted();

  await pruneRegularly({ prune, logDays: 7, log }).close();

  expect(calls).toEqual([]);
});

test('close asks the prune under way to stop and waits for it', async () => {
  let isDone = false;
  const { calls, prune } = counted(async ({ signal }) => {
    await new Promise((resolve) => signal?.addEventListener('abort', resolve));
    await new Promise(setImmediate);
    isDone = true;
  });

  const schedule = pruneRegularly({ prune, logDays: 7, log, times: soon });
  await until('it is under way', () => calls.length > 0);
  await schedule.close();

  expect(isDone).toBe(true);
  expect(calls).toHaveLength(1);
});

test('a server prunes by itself', async () => {
  await using core = await openTestCore({ retentionTimes: soon });
  await core.core.pool.query(
    `insert into tokens (kind, hash, prefix, expires_at) values ('ONCE', 'x', 'fd_', now() - interval '31 days')`,
  );

  await until('the expired code is gone', async () => {
    const { rows } = await core.core.pool.query('select from tokens');
    return rows.length === 0;
  });
});
