import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findSupervisor } from '../../../server/runner/attach.ts';
import type { JournalRecord } from '../../../server/runner/journal.ts';
import { type HostileCase, hostileCases } from './hostile-output.table.ts';
import { exitOf, linesOf, ofKind, Runs, readToEnd } from './runs.ts';

const maxResidentBytes = 120 * 1024 * 1024;

describe('the journal of', () => {
  it.each(hostileCases)('$name tells how it ended, its steps and its lines, in bounded memory', async (hostile) => {
    await using runs = new Runs();
    const directory = await runs.prepareFile(writeScript(runs, hostile), { runId: 'hostile' });
    runs.supervisors.start(directory);
    using memory = new MemorySampler(directory);

    const records = await readToEnd(directory);

    expect(exitOf(records)).toMatchObject({ code: hostile.code, signal: hostile.signal ?? null });
    expect(exitOf(records).notStarted ?? '').toContain(hostile.notStarted ?? '');
    expect('notStarted' in exitOf(records)).toBe(hostile.notStarted !== undefined);
    expectSteps(records, hostile.steps);
    expectLines(records, hostile);
    expect(records.map(({ n }) => n)).toEqual(records.map((_, index) => index + 1));
    expect(memory.peak).toBeLessThan(maxResidentBytes);
  });
});

function writeScript(runs: Runs, { script, mode }: HostileCase): string {
  const file = path.join(runs.directory, 'hostile.sh');
  if (script !== null) fs.writeFileSync(file, script, { mode: mode ?? 0o755 });
  return file;
}

function expectSteps(records: JournalRecord[], expected: HostileCase['steps']): void {
  const steps = ofKind(records, 'step');
  if (typeof expected === 'number') expect(new Set(steps.map(({ name }) => name)).size).toBe(expected);
  else expect(steps).toMatchObject(expected);
}

function expectLines(records: JournalRecord[], { lines, contains = [], notes = [] }: HostileCase): void {
  const stored = linesOf(records, 'STDOUT', 'STDERR', 'EVENT');
  const ours = linesOf(records, 'SYSTEM').join('\n');

  expect(stored).toHaveLength(lines);
  for (const text of contains) expect(stored.some((line) => line.includes(text))).toBe(true);
  for (const note of notes) expect(ours).toContain(note);
  if (notes.length === 0) expect(ours).toBe('');
  for (const { text, lines: count } of ofKind(records, 'log')) {
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(64 * 1024);
    expect(count).toBeLessThanOrEqual(1000);
  }
}

/** The most memory the run's supervisor was seen to use. */
class MemorySampler implements Disposable {
  peak = 0;
  readonly #timer: NodeJS.Timeout;

  constructor(directory: string) {
    this.#timer = setInterval(() => {
      const supervisor = findSupervisor(directory);
      if (supervisor.kind === 'alive') this.peak = Math.max(this.peak, residentBytes(supervisor.pid));
    }, 100);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}

function residentBytes(pid: number): number {
  const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}
