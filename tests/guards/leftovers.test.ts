import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openTestCore } from '../helpers/core.ts';

/** Longer than a supervisor takes to start on a busy machine. */
const lateMs = 1_500;

test('a supervisor that comes late leaves nothing behind a test that has ended', async () => {
  const directories: string[] = [];
  for (const settleMs of [0, 5, 10, 15, 20, 30]) {
    await using core = await openTestCore({ services: { one: {}, two: {} } });
    directories.push(path.dirname(core.servicesDir));
    await core.start('one'); // takes the spare
    await core.start('two'); // a cold start
    await delay(settleMs);
  }
  await delay(lateMs);

  expect(directories.filter((directory) => existsSync(directory))).toEqual([]);
});
