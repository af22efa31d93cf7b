import { expect, it } from 'vitest';
import { durationMs } from '../../../server/deployments/duration.ts';
import type { JournalEntry } from '../../../server/runner/journal.ts';
import { QueueWorld } from './queue-world.ts';

const hourMs = 3_600_000;
const jumps = 5;

it('keeps the order, and no duration below zero, when the clock jumps back by an hour again and again', async () => {
  await using world = await QueueWorld.open();
  const id = await world.start(0);
  const claimed = await world.claim(0);
  let now = Date.now();
  const clock = (): number => {
    now -= hourMs;
    return now;
  };
  const entries = Array.from({ length: jumps }, (_, index): JournalEntry[] => [
    { k: 'step', name: `step ${index}`, state: 'RUNNING', message: '' },
    { k: 'log', lines: 1, text: `line ${index}`, runs: [{ stream: 'STDOUT', lines: 1 }] },
    { k: 'step', name: `step ${index}`, state: 'SUCCESS', message: '' },
  ]).flat();

  const end = await world.commit(
    { id, fence: claimed?.fence ?? 0 },
    0,
    [...entries, { k: 'exit', code: 0, signal: null, ms: 1 }],
    clock,
  );

  const { rows: log } = await world.pool.query('select text from log_chunks order by seq');
  const { rows: seqs } = await world.pool.query(
    'select seq from events union all select seq from log_chunks order by seq',
  );
  const { rows: services } = await world.pool.query<{ runs: object[] }>(
    'select recent_runs as runs from services where id = 1',
  );
  expect(end).toBe('ended');
  expect(log.map(({ text }) => text)).toEqual(Array.from({ length: jumps }, (_, index) => `line ${index}`));
  expect(seqs.map(({ seq }) => seq)).toEqual(seqs.map((_, index) => index + 1));
  expect(services[0]?.runs).toEqual([{ number: id, state: 'SUCCESS', durationMs: 0 }]);
});

it.each([
  ['the clock was set back', 1_000, 400, 0],
  ['it took longer than an Int can say', 0, 10 * 365 * 24 * hourMs, 2_147_483_647],
  ['all is well', 1_000, 3_500, 2_500],
])('a duration is one that clients can show when %s', (_title, from, to, expected) => {
  expect(durationMs(new Date(from), new Date(to))).toBe(expected);
});
