import fs from 'node:fs';
import path from 'node:path';
import { replaceFiles, syncDirectory } from './durable-file.ts';
import { isWithdrawn } from './run-claim.ts';
import type { StopHelper } from './stop-helper.ts';

/** What one run executes: written by the server, read once by the supervisor. Holds no secret. */
export type RunSpec = {
  version: 1;
  runId: string;
  /** The whole command, including sudo and `--config PATH`; never a shell string. */
  argv: [string, ...string[]];
  cwd: string;
  /** The script's complete environment. */
  env: Record<string, string>;
  configFile: {
    path: string;
    /** Name or number of the group that may read the file; null leaves the supervisor's own. */
    group: string | null;
    content: Record<string, unknown>;
  };
  /** Counted from the spawn; 0 means none. */
  timeoutMs: number;
  /** Between SIGTERM and SIGKILL. */
  stopGraceMs: number;
  /** Absent: the supervisor may signal the script itself. */
  stopHelper?: StopHelper;
  /** Log text beyond it is dropped, and the log says so; steps still count. */
  maxLogBytes: number;
};

/** What must not stay on disk: the supervisor reads the file and removes it before the script starts. */
export type RunSecrets = {
  accessToken: string;
  /** Merged into `context.env` and `parameters` of the config file. */
  parameters: Record<string, unknown>;
};

/**
 * Puts a run's hand-over files on disk, synced, and returns the run's directory. Preparing the same run again is
 * harmless: once a supervisor has taken the run, nothing is written (a secret would stay behind).
 */
export async function prepareRun(runsDir: string, spec: RunSpec, secrets: RunSecrets): Promise<string> {
  const directory = runDirectory(runsDir, spec.runId);
  fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (fs.existsSync(path.join(directory, 'supervisor.json'))) return directory;

  replaceFiles(directory, { 'secrets.json': JSON.stringify(secrets), 'spec.json': JSON.stringify(spec) });
  syncDirectory(runsDir);
  if (hasSpawned(directory) || isWithdrawn(directory)) fs.rmSync(path.join(directory, 'secrets.json'), { force: true });
  return directory;
}

/** Another server of this host was faster while this one stood still between its look and its writing. */
function hasSpawned(directory: string): boolean {
  const journal = path.join(directory, 'journal.ndjson');
  return fs.existsSync(journal) && /"k":"(spawned|exit)"/.test(fs.readFileSync(journal, 'utf8'));
}

/** Where a run's files are. Throws for an id that could leave the directory. */
export function runDirectory(runsDir: string, runId: string): string {
  if (!/^[0-9A-Za-z-]{1,64}$/.test(runId)) throw new Error(`not a run id: ${JSON.stringify(runId)}`);
  return path.join(runsDir, runId);
}

/** Removes everything a run left on disk; removing it twice is harmless. */
export async function removeRun(runsDir: string, runId: string): Promise<void> {
  await fs.promises.rm(runDirectory(runsDir, runId), { recursive: true, force: true });
}

/** Reads what {@link prepareRun} wrote. Throws when it is missing or of a format this code does not know. */
export function readSpec(directory: string): RunSpec {
  const spec: RunSpec = JSON.parse(fs.readFileSync(path.join(directory, 'spec.json'), 'utf8'));
  if (spec.version !== 1) throw new Error(`spec.json has version ${spec.version}, this supervisor reads version 1`);
  return spec;
}

/** Reads the secrets and removes them from disk. Throws when they are missing. */
export function takeSecrets(directory: string): RunSecrets {
  const file = path.join(directory, 'secrets.json');
  const secrets: RunSecrets = JSON.parse(fs.readFileSync(file, 'utf8'));
  fs.unlinkSync(file);
  return secrets;
}
