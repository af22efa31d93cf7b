import fs from 'node:fs';
import path from 'node:path';
import type { StepWord } from './protocol.ts';

/** Where a line of the log came from; EVENT is a line of stdout that was read as an event, SYSTEM is ours. */
export type LogStream = 'STDOUT' | 'STDERR' | 'EVENT' | 'SYSTEM';

/** Why a script was stopped: by a person, by its time limit, or because the host or the runner's unit stops. */
export type StopReason = 'cancel' | 'timeout' | 'shutdown';

/** Consecutive lines of one stream. `continued`: no newline followed the last one, the stream's next line goes on. */
export type LogRun = { stream: LogStream; lines: number; continued?: true };

/** What happened in a run; the journal is a list of these. Exactly one `exit`, and it is the last. */
export type JournalEntry =
  | { k: 'start'; version: 1; runId: string }
  | { k: 'spawned'; pid: number; startTime: string }
  | { k: 'step'; name: string; state: StepWord; message: string; output?: Record<string, unknown> }
  /** Lines joined by newlines, all of them said during the step of the latest step record. */
  | { k: 'log'; lines: number; text: string; runs: LogRun[] }
  | { k: 'stop'; why: StopReason; by?: string }
  | { k: 'kill'; signal: string }
  | ExitEntry;

/** How a run ended. */
export type ExitEntry = {
  k: 'exit';
  code: number | null;
  signal: string | null;
  /** Since the spawn, by a clock that never jumps. */
  ms: number;
  /** The stop that was under way when the script ended: its end is that stop's doing. */
  stop?: StopReason;
  /** Why the script could not be started; code and signal are null then. */
  notStarted?: string;
  /** The last of stderr, at most 1 KiB. */
  stderrTail?: string;
  /** What could not be written because the disk was full or broken. */
  lost?: { records: number; error: string };
};

/** An entry with its gapless number, counted from 1, and the time it was written at (ms since 1970). */
export type JournalRecord = { n: number; t: number } & JournalEntry;

/** How far a reader has come: the last record's number, and the byte after it. */
export type JournalCursor = { n: number; offset: number };

/** The journal's file in a run directory: one record a line. */
export function journalFile(directory: string): string {
  return path.join(directory, 'journal.ndjson');
}

/**
 * The records after the cursor, about `maxBytes` of them but at least one when there is one. A line without newline,
 * NUL bytes, and anything that is not the next record end the valid part: the answer's cursor stands before it.
 */
export function readRecords(
  file: string | number,
  cursor: JournalCursor,
  maxBytes: number = 256 * 1024,
): JournalCursor & { records: JournalRecord[] } {
  if (typeof file === 'number') return decode(readLines(file, cursor.offset, maxBytes), cursor);
  const descriptor = fs.openSync(file, 'r');
  try {
    return decode(readLines(descriptor, cursor.offset, maxBytes), cursor);
  } finally {
    fs.closeSync(descriptor);
  }
}

const newline = 0x0a;

/** Whole lines only, the last newline included. Grows past a line that is longer than maxBytes. */
function readLines(descriptor: number, offset: number, maxBytes: number): Buffer {
  for (let size = maxBytes; ; size *= 2) {
    const buffer = Buffer.allocUnsafe(size);
    const bytes = readFully(descriptor, buffer, offset);
    const end = bytes.lastIndexOf(newline);
    if (end >= 0 || bytes.length < size) return bytes.subarray(0, end + 1);
  }
}

function readFully(descriptor: number, buffer: Buffer, offset: number): Buffer {
  let length = 0;
  while (length < buffer.length) {
    const count = fs.readSync(descriptor, buffer, length, buffer.length - length, offset + length);
    if (count === 0) break;
    length += count;
  }
  return buffer.subarray(0, length);
}

function decode(lines: Buffer, cursor: JournalCursor): JournalCursor & { records: JournalRecord[] } {
  const records: JournalRecord[] = [];
  let { n, offset } = cursor;
  for (let start = 0; start < lines.length; ) {
    const end = lines.indexOf(newline, start);
    const record = parseRecord(lines.toString('utf8', start, end));
    if (record?.n !== n + 1) break;
    records.push(record);
    n = record.n;
    offset = cursor.offset + end + 1;
    start = end + 1;
  }
  return { records, n, offset };
}

function parseRecord(line: string): JournalRecord | null {
  try {
    const value: JournalRecord | null = JSON.parse(line);
    return value;
  } catch {
    return null; // a torn or overwritten line: the valid part ends before it
  }
}
