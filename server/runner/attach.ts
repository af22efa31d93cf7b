import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { journalFile, readRecords } from './journal.ts';
import { clearPipesDir } from './output-pipes.ts';
import { bootId, findProcess, type ProcessIdentity } from './process-identity.ts';
import { sessionMembers } from './process-session.ts';
import { claimForNobody, isNobodys, type RunClaim, readClaim } from './run-claim.ts';
import { removeRunConfig } from './run-config.ts';
import { signalScript } from './script-signals.ts';
import { type RunSpec, readSpec } from './spec.ts';
import type { StopHelper } from './stop-helper.ts';
import { type StopRequest, writeStopRequest } from './stop-requests.ts';

/** How supervisors are started. */
export type SupervisorsOptions = {
  /** A private directory for compiled code; cold starts are slower without it. */
  compileCacheDir?: string;
  /** A private directory in which spares make pipes; what killed ones left there is removed. Default: the system's. */
  pipesDir?: string;
  /** Told about a supervisor process that could not be started at all. */
  onError?: (error: Error) => void;
};

// .ts in the repository, .js in the published package, where types are erased.
const program = path.join(import.meta.dirname, `supervisor${path.extname(import.meta.filename)}`);

/** A million lines leave much garbage: collected often, it never takes more than some MB. */
const smallHeap = ['--max-semi-space-size=4'];

/** A used spare is replaced when the run it took has had its start to itself. */
const nextSpareMs = 1000;

/** Starts the supervisor process of each run. One spare waits, loaded and warm, so that a run starts in milliseconds. */
export class Supervisors {
  readonly #options: SupervisorsOptions;
  #spare: ChildProcess | null = null;
  #nextSpare: NodeJS.Timeout | null = null;

  constructor(options: SupervisorsOptions = {}) {
    this.#options = options;
  }

  /** Hands a prepared run over. From here on it needs nobody: this process may die at once. */
  start(directory: string): void {
    const spare = this.#spare;
    this.#spare = null;
    if (spare === null) this.#spawn().stdin?.end(`${directory}\n`);
    else this.#handOver(spare, directory);

    this.#nextSpare ??= setTimeout(() => {
      this.#nextSpare = null;
      this.warm();
    }, nextSpareMs).unref();
  }

  /** Makes sure that a spare is waiting. One that cannot be made is reported; runs start all the same, only slower. */
  warm(): void {
    if (this.#spare) return;
    this.#orReport(() => {
      if (this.#options.pipesDir) clearPipesDir(this.#options.pipesDir);
      const spare = this.#spawn();
      if (spare.pid === undefined) return; // onError is told why
      spare.once('exit', () => {
        if (this.#spare === spare) this.#spare = null;
      });
      this.#spare = spare;
    });
  }

  /** Ends the spare; supervisors with a run are not touched. */
  async close(): Promise<void> {
    if (this.#nextSpare) clearTimeout(this.#nextSpare);
    const spare = this.#spare;
    this.#spare = null;
    if (spare === null || spare.exitCode !== null || spare.signalCode !== null) return;
    const gone = new Promise((resolve) => spare.once('exit', resolve));
    spare.ref();
    spare.stdin?.end(); // a kill could leave the files of its pipes
    await gone;
  }

  // A spare may have died unnoticed. Whether it claimed the run is on disk, and claiming is exclusive: trying is safe.
  #handOver(spare: ChildProcess, directory: string): void {
    spare.once('exit', () => {
      const isClaimed = fs.existsSync(path.join(directory, 'supervisor.json'));
      const isThere = fs.existsSync(path.join(directory, 'spec.json')); // a run may be removed while its supervisor ends
      if (!isClaimed && isThere) this.#orReport(() => this.#spawn().stdin?.end(`${directory}\n`));
    });
    spare.stdin?.end(`${directory}\n`);
  }

  /** For what nobody waits for: a machine short of memory or of open files must not end this process. */
  #orReport(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#options.onError?.(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Throws or tells `onError`, by what is missing; then there is no `pid`, and perhaps no `stdin`. */
  #spawn(): ChildProcess {
    const { compileCacheDir, pipesDir, onError } = this.#options;
    const child: ChildProcess = spawn(process.execPath, [...smallHeap, program], {
      cwd: '/',
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      // nothing of the server's own environment
      env: { ...(compileCacheDir && { NODE_COMPILE_CACHE: compileCacheDir }), ...(pipesDir && { TMPDIR: pipesDir }) },
    });
    child.on('error', (error) => onError?.(error));
    child.stdin?.on('error', () => undefined); // it died before it read: the exit handler decides
    child.unref();
    return child;
  }
}

/**
 * What is known about the supervisor of a run; `gone` is proved: its process or its boot no longer exists. `withdrawn`:
 * there was none and never will be.
 */
export type FoundSupervisor = { kind: 'missing' | 'withdrawn' } | ({ kind: 'alive' | 'gone' } & RunClaim);

/** Finds the process that claimed the run, by number, start time and boot: none of them alone proves anything. */
export function findSupervisor(directory: string): FoundSupervisor {
  const claimed = readClaim(directory);
  if (claimed === null) return { kind: 'missing' };
  if (isNobodys(claimed)) return { kind: 'withdrawn' };
  const isAlive = claimed.bootId === bootId() && findProcess(claimed.pid)?.startTime === claimed.startTime;
  return { kind: isAlive ? 'alive' : 'gone', ...claimed };
}

/** Asks the supervisor to stop the script; also one that has not started yet. The first request counts. */
export async function requestStop(directory: string, request: StopRequest): Promise<void> {
  writeStopRequest(directory, request);
}

/** How long killed processes may take to disappear. */
const reapMs = 2000;

/**
 * Cleans up behind a supervisor that is proved gone: kills what is left of the script's session, and removes its
 * secrets. Returns whether anything is left (processes of another user, or a supervisor that lives after all).
 */
export async function reapRun(directory: string): Promise<boolean> {
  const supervisor = findSupervisor(directory);
  if (supervisor.kind === 'alive') return true;
  const script = supervisor.kind === 'gone' && supervisor.bootId === bootId() ? readScript(directory) : null;
  const spec = fs.existsSync(path.join(directory, 'spec.json')) ? readSpec(directory) : null;
  if (script !== null && !(await killSession(script, spec?.stopHelper))) return true;
  removeSecrets(directory, spec);
  return false;
}

/** Whether any process of the run lives: its supervisor, or something in the session of a script that lost its supervisor. */
export function isAnythingAlive(directory: string): boolean {
  const supervisor = findSupervisor(directory);
  if (supervisor.kind !== 'gone') return supervisor.kind === 'alive';
  const script = supervisor.bootId === bootId() ? readScript(directory) : null;
  return script !== null && sessionMembers(script).length > 0;
}

/**
 * Takes a run that was handed over away from any supervisor that may still come for it, with its secrets; false when one
 * has it already. It can never be executed then, under this id. Doing it again is harmless.
 */
export async function withdrawRun(directory: string): Promise<boolean> {
  fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (!claimForNobody(directory)) return false;
  removeSecrets(directory, null); // no script, no config file
  return true;
}

function readScript(directory: string): ProcessIdentity | null {
  if (!fs.existsSync(journalFile(directory))) return null;
  const { records } = readRecords(journalFile(directory), { n: 0, offset: 0 }, 64 * 1024);
  return records.find((record) => record.k === 'spawned') ?? null;
}

async function killSession(script: ProcessIdentity, helper: StopHelper | undefined): Promise<boolean> {
  const deadline = performance.now() + reapMs;
  while (sessionMembers(script).length > 0) {
    if (performance.now() > deadline) return false;
    const delivery = await signalScript(script, 'SIGKILL', helper);
    if (typeof delivery === 'object') return false;
    await delay(10);
  }
  return true;
}

function removeSecrets(directory: string, spec: RunSpec | null): void {
  fs.rmSync(path.join(directory, 'secrets.json'), { force: true });
  if (spec !== null) removeRunConfig(spec.configFile.path);
}
