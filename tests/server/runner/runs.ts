import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findSupervisor, reapRun, Supervisors } from '../../../server/runner/attach.ts';
import { buildCommand } from '../../../server/runner/command.ts';
import type { ExitEntry, JournalEntry, JournalRecord, LogStream } from '../../../server/runner/journal.ts';
import { findProcess } from '../../../server/runner/process-identity.ts';
import { prepareRun, type RunSecrets, type RunSpec } from '../../../server/runner/spec.ts';
import { tailJournal } from '../../../server/runner/tail.ts';

/** Compiled code is kept between tests, as a server would keep it. */
const compileCacheDir = path.resolve(import.meta.dirname, '../../../node_modules/.cache/fastdeploy-runner');

/** A directory of runs with real supervisors; disposing it ends whatever still runs and removes the directory. */
export class Runs implements AsyncDisposable {
  readonly directory = fs.mkdtempSync(path.join(os.tmpdir(), 'fastdeploy-runs-'));
  readonly supervisors = new Supervisors({ compileCacheDir, pipesDir: path.join(this.directory, 'pipes') });
  readonly #started: string[] = [];
  #count = 0;

  /** Writes a script and prepares a run of it. */
  async prepare(script: string, spec: Partial<RunSpec> = {}, secrets: Partial<RunSecrets> = {}): Promise<string> {
    const runId = `run-${++this.#count}`;
    const file = path.join(this.directory, `${runId}.sh`);
    fs.writeFileSync(file, script, { mode: 0o755 });
    return this.prepareFile(file, { runId, ...spec }, secrets);
  }

  /** Prepares a run of a script that may not even exist. */
  async prepareFile(
    script: string,
    spec: Partial<RunSpec> & { runId: string },
    secrets: Partial<RunSecrets> = {},
  ): Promise<string> {
    const configFile = this.configFile(spec.runId);
    const command = buildCommand({ script, user: null, configFile, path: process.env.PATH ?? '', inherited: {} });
    const whole: RunSpec = {
      version: 1,
      ...command,
      cwd: this.directory,
      configFile: { path: configFile, group: null, content: { deployment_id: '1' } },
      timeoutMs: 0,
      stopGraceMs: 5000,
      maxLogBytes: 1024 ** 3,
      ...spec,
    };
    const directory = await prepareRun(this.directory, whole, {
      accessToken: 'fd_deployment_token',
      parameters: {},
      ...secrets,
    });
    this.#started.push(directory);
    return directory;
  }

  configFile(runId: string): string {
    return path.join(this.directory, `fastdeploy-${runId}.json`);
  }

  /** Prepares, starts and follows a run to its end. */
  async run(script: string, spec: Partial<RunSpec> = {}, secrets: Partial<RunSecrets> = {}): Promise<JournalRecord[]> {
    const directory = await this.prepare(script, spec, secrets);
    this.supervisors.start(directory);
    return readToEnd(directory);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.supervisors.close();
    for (const directory of this.#started) {
      const supervisor = findSupervisor(directory);
      if (supervisor.kind === 'alive') process.kill(supervisor.pid, 'SIGKILL');
      await waitFor('the supervisor to end', () => findSupervisor(directory).kind !== 'alive');
      await reapRun(directory);
    }
    fs.rmSync(this.directory, { recursive: true });
  }
}

/** All records of a run, from the first to the exit. */
export async function readToEnd(directory: string, deadlineMs = 15_000): Promise<JournalRecord[]> {
  const records: JournalRecord[] = [];
  for await (const batch of tailJournal(directory, { n: 0, offset: 0 }, AbortSignal.timeout(deadlineMs))) {
    records.push(...batch.records);
  }
  return records;
}

/** Follows a run until a record of this kind has come. */
export async function readUntil(directory: string, kind: JournalEntry['k']): Promise<JournalRecord[]> {
  const records: JournalRecord[] = [];
  for await (const batch of tailJournal(directory, { n: 0, offset: 0 }, AbortSignal.timeout(15_000))) {
    records.push(...batch.records);
    if (records.some((record) => record.k === kind)) return records;
  }
  throw new Error(`the run ended without a ${kind} record: ${JSON.stringify(records)}`);
}

/** Waits for a condition, checking every few milliseconds; fails saying what was awaited. */
export async function waitFor(what: string, condition: () => boolean, deadlineMs = 10_000): Promise<void> {
  const deadline = performance.now() + deadlineMs;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`waited ${deadlineMs} ms for ${what}`);
    await delay(5);
  }
}

/** The records of one kind. */
export function ofKind<K extends JournalEntry['k']>(
  records: JournalRecord[],
  kind: K,
): Extract<JournalRecord, { k: K }>[] {
  return records.filter((record): record is Extract<JournalRecord, { k: K }> => record.k === kind);
}

/** The run's end; fails when it is not the last record. */
export function exitOf(records: JournalRecord[]): ExitEntry {
  const last = records.at(-1);
  if (last?.k !== 'exit') throw new Error(`the journal does not end with an exit record: ${JSON.stringify(last)}`);
  return last;
}

/** What the log stores of one stream, one item a line or piece. */
export function linesOf(records: JournalRecord[], ...streams: LogStream[]): string[] {
  return ofKind(records, 'log').flatMap(({ text, runs }) => {
    const lines = text.split('\n');
    return runs.flatMap((run) => {
      const own = lines.splice(0, run.lines);
      return streams.includes(run.stream) ? own : [];
    });
  });
}

/** The living child processes of a process. */
export function childrenOf(pid: number | undefined): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const rows = table.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  return rows
    .flatMap(([child, parent]) => (parent === pid && child ? [child] : []))
    .filter((child) => findProcess(child) !== null);
}
