import fs from 'node:fs';
import { expect, it } from 'vitest';
import { type JournalEntry, journalFile, readRecords } from '../../../server/runner/journal.ts';
import { JournalFile } from '../../../server/runner/journal-file.ts';
import { JournalWriter } from '../../../server/runner/journal-writer.ts';
import { TemporaryDirectory } from './temporary-directory.ts';

const start = { n: 0, offset: 0 };
const entries: JournalEntry[] = [
  { k: 'start', version: 1, runId: 'é' },
  { k: 'spawned', pid: 1, startTime: '2' },
  { k: 'log', lines: 2, text: 'ä\n😀', runs: [{ stream: 'STDOUT', lines: 2 }] },
  { k: 'exit', code: 0, signal: null, ms: 1 },
];

function write(directory: TemporaryDirectory, ...more: JournalEntry[]): Buffer {
  const journal = new JournalWriter(new JournalFile(directory.path));
  for (const entry of [...entries, ...more]) journal.appendDurably(entry);
  return fs.readFileSync(journalFile(directory.path));
}

it('the first record waits for the next, so that nobody is woken for it alone', () => {
  using directory = new TemporaryDirectory();
  const journal = new JournalWriter(new JournalFile(directory.path));
  const [first, second, third] = entries;
  if (!first || !second || !third) throw new Error('three are needed');
  journal.begin(first);
  expect(fs.readFileSync(journalFile(directory.path), 'utf8')).toBe('');

  journal.appendDurably(second);
  journal.appendDurably(third);

  expect(readRecords(journalFile(directory.path), start).records).toMatchObject([first, second, third]);
});

it('a journal cut at any byte is read up to its last whole record, and on from there once the rest has come', () => {
  using directory = new TemporaryDirectory();
  const whole = write(directory);
  const cutFile = directory.file('cut');

  for (let cut = 0; cut <= whole.length; cut += 1) {
    fs.writeFileSync(cutFile, whole.subarray(0, cut));
    const before = readRecords(cutFile, start);
    fs.writeFileSync(cutFile, whole);
    const after = readRecords(cutFile, before);

    expect(before.n).toBe(whole.subarray(0, cut).toString('latin1').split('\n').length - 1);
    expect([...before.records, ...after.records]).toMatchObject(entries);
    expect(after.offset).toBe(whole.length);
  }
});

it.each([
  ['NUL bytes', Buffer.alloc(100)],
  ['NUL bytes that end in a newline', Buffer.from('\0\0\0\n')],
  ['another text', Buffer.from('garbage\n')],
  ['JSON that is no record', Buffer.from('null\n42\n')],
  ['a record with the wrong number', Buffer.from('{"n":7,"t":1,"k":"exit"}\n')],
])('%s at the end are not read', (_title, tail) => {
  using directory = new TemporaryDirectory();
  const whole = write(directory);
  fs.appendFileSync(journalFile(directory.path), tail);

  const { records, n, offset } = readRecords(journalFile(directory.path), start);

  expect(records).toMatchObject(entries);
  expect({ n, offset }).toEqual({ n: 4, offset: whole.length });
});

it('no flipped bit makes the reader throw or skip a record', () => {
  using directory = new TemporaryDirectory();
  const whole = write(directory);
  const flipped = directory.file('flipped');

  for (let at = 0; at < whole.length; at += 1) {
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ 0x10;
    fs.writeFileSync(flipped, bytes);
    const { records } = readRecords(flipped, start);
    expect(records.map(({ n }) => n)).toEqual(records.map((_, index) => index + 1));
  }
});

it('a record that is longer than the buffer does not stall the reader', () => {
  using directory = new TemporaryDirectory();
  const long: JournalEntry = {
    k: 'log',
    lines: 1,
    text: '\u001b'.repeat(64 * 1024),
    runs: [{ stream: 'STDOUT', lines: 1 }],
  };
  write(directory, long);

  const { records } = readRecords(
    journalFile(directory.path),
    readRecords(journalFile(directory.path), start, 1024),
    1024,
  );

  expect(records).toMatchObject([long]);
});

it('a reader gets batches of about the size it asks for', () => {
  using directory = new TemporaryDirectory();
  const whole = write(directory);

  const first = readRecords(journalFile(directory.path), start, 150);
  const second = readRecords(journalFile(directory.path), first, whole.length);

  expect(first.records.length).toBeGreaterThan(0);
  expect(first.records.length).toBeLessThan(entries.length);
  expect([...first.records, ...second.records]).toMatchObject(entries);
});

it('a cursor behind the end of the file reads nothing', () => {
  using directory = new TemporaryDirectory();
  write(directory);

  expect(readRecords(journalFile(directory.path), { n: 50, offset: 1_000_000 })).toEqual({
    records: [],
    n: 50,
    offset: 1_000_000,
  });
});

it('a second journal for the same run is refused', () => {
  using directory = new TemporaryDirectory();
  write(directory);

  expect(() => new JournalFile(directory.path)).toThrow('EEXIST');
});
