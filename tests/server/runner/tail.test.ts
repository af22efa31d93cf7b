import fs from 'node:fs';
import { expect, it } from 'vitest';
import type { JournalEntry, JournalRecord } from '../../../server/runner/journal.ts';
import { JournalFile } from '../../../server/runner/journal-file.ts';
import { JournalWriter } from '../../../server/runner/journal-writer.ts';
import { tailJournal } from '../../../server/runner/tail.ts';
import { waitFor } from './runs.ts';
import { TemporaryDirectory } from './temporary-directory.ts';

const start = { n: 0, offset: 0 };
const log = (text: string): JournalEntry => ({ k: 'log', lines: 1, text, runs: [{ stream: 'STDOUT', lines: 1 }] });
const exit = { k: 'exit', code: 0, signal: null, ms: 1 } as const;

const watchers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'FSEventWrap').length;

async function collect(tail: ReturnType<typeof tailJournal>): Promise<JournalRecord[]> {
  const records: JournalRecord[] = [];
  for await (const batch of tail) records.push(...batch.records);
  return records;
}

it('follows a journal that is made later, to its exit record', async () => {
  using directory = new TemporaryDirectory();
  const following = collect(tailJournal(directory.path, start, AbortSignal.timeout(5000)));

  const journal = new JournalWriter(new JournalFile(directory.path));
  for (let i = 0; i < 100; i += 1) {
    journal.append(log(`${i}`));
    await new Promise(setImmediate);
  }
  await journal.finish(exit);

  expect((await following).map(({ n }) => n)).toEqual(Array.from({ length: 101 }, (_, i) => i + 1));
});

it('goes on from a stored cursor without a gap or a repetition', async () => {
  using directory = new TemporaryDirectory();
  const journal = new JournalWriter(new JournalFile(directory.path));
  journal.append(log('a'));
  const tail = tailJournal(directory.path, start, AbortSignal.timeout(5000));
  const first = await tail.next();
  await tail.return();
  journal.append(log('b'));
  await journal.finish(exit);

  const rest = await collect(tailJournal(directory.path, first.value ?? start, AbortSignal.timeout(5000)));

  expect(rest).toMatchObject([log('b'), exit]);
});

it('reads the start of a script together with its first word, and alone when that is long in coming', async () => {
  using directory = new TemporaryDirectory();
  const journal = new JournalWriter(new JournalFile(directory.path));
  const spawned = { k: 'spawned', pid: 1, startTime: '1' } as const;
  journal.append(spawned);
  const both = tailJournal(directory.path, start, AbortSignal.timeout(5000));
  const silent = tailJournal(directory.path, start, AbortSignal.timeout(5000));

  const alone = await silent.next();
  const together = both.next();
  journal.append(log('a'));

  expect(alone.value?.records).toMatchObject([spawned]);
  expect((await together).value?.records).toMatchObject([spawned, log('a')]);
  await Promise.all([both.return(), silent.return()]);
});

it('reads the next batch only when the consumer asks for it', async () => {
  using directory = new TemporaryDirectory();
  const journal = new JournalWriter(new JournalFile(directory.path));
  journal.append(log('a'));
  const tail = tailJournal(directory.path, start, AbortSignal.timeout(5000));
  const first = await tail.next();
  journal.append(log('b'));
  await journal.finish(exit);

  const second = await tail.next();

  expect(first.value?.records).toMatchObject([log('a')]);
  expect(second.value?.records).toMatchObject([log('b'), exit]);
  expect((await tail.next()).done).toBe(true);
});

it('hands on about 256 KiB at a time', async () => {
  using directory = new TemporaryDirectory();
  const journal = new JournalWriter(new JournalFile(directory.path));
  for (let i = 0; i < 40; i += 1) journal.append(log('x'.repeat(60_000)));
  await journal.finish(exit);

  const sizes: number[] = [];
  for await (const batch of tailJournal(directory.path, start, AbortSignal.timeout(5000)))
    sizes.push(batch.records.length);

  expect(Math.max(...sizes)).toBeLessThanOrEqual(5);
});

it('ends when it is aborted, and lets go of the directory', async () => {
  using directory = new TemporaryDirectory();
  const controller = new AbortController();
  const following = collect(tailJournal(directory.path, start, controller.signal));
  expect(watchers()).toBeGreaterThan(0);

  controller.abort();

  expect(await following).toEqual([]);
  await waitFor('the watcher to be closed', () => watchers() === 0);
});

it('finds a journal in a directory that could not be watched', async () => {
  using directory = new TemporaryDirectory();
  const later = directory.file('later');
  const following = collect(tailJournal(later, start, AbortSignal.timeout(5000)));

  fs.mkdirSync(later);
  await new JournalWriter(new JournalFile(later)).finish(exit);

  expect(await following).toMatchObject([exit]);
});
