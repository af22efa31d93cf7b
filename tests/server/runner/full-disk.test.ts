import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type JournalRecord, journalFile, readRecords } from '../../../server/runner/journal.ts';
import { JournalFile } from '../../../server/runner/journal-file.ts';
import { JournalWriter } from '../../../server/runner/journal-writer.ts';
import { Output } from '../../../server/runner/output.ts';
import { exitOf, linesOf, ofKind, waitFor } from './runs.ts';
import { TemporaryDirectory } from './temporary-directory.ts';

const times = { retryMs: 5, stallMs: 60 };
const exit = { k: 'exit', code: 0, signal: null, ms: 1 } as const;

/** A disk that can be filled and freed. */
class Disk extends JournalFile {
  isFull = false;

  override append(line: string): void {
    if (this.isFull) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    super.append(line);
  }

  override release(): void {
    super.release();
    this.isFull = false; // the ballast was on the same disk
  }
}

let directory: TemporaryDirectory;
let disk: Disk;

beforeEach(() => {
  directory = new TemporaryDirectory();
  disk = new Disk(directory.path);
});

afterEach(() => {
  directory[Symbol.dispose]();
});

function records(): JournalRecord[] {
  return readRecords(journalFile(directory.path), { n: 0, offset: 0 }, 10_000_000).records;
}

it('a disk that is freed in time loses nothing, and the script waits meanwhile', async () => {
  const journal = new JournalWriter(disk, { ...times, stallMs: 10_000 });
  const output = new Output(journal, [], 1e9);
  const stdout = new PassThrough();
  const reading = output.read('STDOUT', stdout);
  disk.isFull = true;
  for (let i = 0; i < 3000; i += 1) stdout.write(`line ${i} ${'x'.repeat(100)}\n`);
  stdout.end();
  await waitFor('the reader to pause', () => stdout.isPaused() && stdout.readableLength > 0);

  disk.isFull = false;
  await reading;
  output.close();
  await journal.finish(exit);

  expect(linesOf(records(), 'STDOUT').map((line) => Number(line.split(' ')[1]))).toEqual(
    Array.from({ length: 3000 }, (_, i) => i),
  );
  expect(exitOf(records())).not.toHaveProperty('lost');
});

it('a disk that stays full lets the script go on, keeps its steps and tells what was lost', async () => {
  const journal = new JournalWriter(disk, times);
  journal.begin({ k: 'start', version: 1, runId: 'x' });
  disk.isFull = true;
  const log = { k: 'log', lines: 1, text: 'x', runs: [{ stream: 'STDOUT', lines: 1 }] } as const;
  journal.append({ ...log, runs: [...log.runs] });
  expect(journal.blocked).not.toBeNull();
  await journal.blocked;
  journal.append({ ...log, runs: [...log.runs] });
  journal.append({ k: 'step', name: 'kept', state: 'SUCCESS', message: '' });

  await journal.finish(exit);

  expect(ofKind(records(), 'step')).toMatchObject([{ name: 'kept' }]);
  expect(exitOf(records()).lost).toEqual({ records: 2, error: 'ENOSPC' });
  expect(records().map(({ n, k }) => [n, k])).toEqual([
    [1, 'start'],
    [2, 'step'],
    [3, 'exit'],
  ]);
});

it('more steps than the reserved space holds do not cost the exit record', async () => {
  const journal = new JournalWriter(disk, times);
  disk.isFull = true;
  for (let i = 0; i < 100; i += 1)
    journal.append({ k: 'step', name: `${i}`, state: 'SUCCESS', message: 'm'.repeat(4096) });

  await journal.finish(exit);

  expect(ofKind(records(), 'step').length + (exitOf(records()).lost?.records ?? 0)).toBe(100);
  expect(ofKind(records(), 'step').length).toBeGreaterThan(0);
});
