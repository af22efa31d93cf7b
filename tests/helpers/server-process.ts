import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { copyDataTemplate } from './data-template.ts';
import { endRuns } from './processes.ts';
import { until } from './until.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** What the server printed on stdout once it could deploy. */
export type Ready = { url: string; signInCode: string | null };

/** A real server process on a data directory of its own; killed and started again as often as a test likes. */
export class ServerProcess implements AsyncDisposable {
  readonly directory: string;
  readonly servicesDir: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #release: string;
  #child: ChildProcess | null = null;
  #port: number;
  stderr = '';

  /** `release`: where the program is, if not here. */
  constructor(env: NodeJS.ProcessEnv = {}, port = 0, release = root) {
    this.#port = port;
    this.#release = release;
    this.directory = fs.mkdtempSync(path.join(os.tmpdir(), 'fastdeploy-server-'));
    fs.chmodSync(this.directory, 0o711); // as root the database runs as another account
    this.servicesDir = path.join(this.directory, 'services');
    this.#env = {
      PATH: `${path.dirname(process.execPath)}:${process.env.PATH}`,
      HOME: process.env.HOME,
      FASTDEPLOY_DATA_DIR: path.join(this.directory, 'var'),
      FASTDEPLOY_SERVICES_DIR: this.servicesDir,
      FASTDEPLOY_CONFIG_DIR: this.directory,
      LOG_LEVEL: 'warn',
      ...env,
    };
  }

  /** For the next start. */
  setEnv(env: NodeJS.ProcessEnv): void {
    Object.assign(this.#env, env);
  }

  get dataDir(): string {
    return path.join(this.directory, 'var');
  }

  get exitCode(): number | null {
    return this.#child?.exitCode ?? null;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  addService(name: string, config: object, script: string): void {
    const directory = path.join(this.servicesDir, name);
    fs.mkdirSync(directory, { recursive: true });
    fs.writeFileSync(path.join(directory, 'config.json'), JSON.stringify(config));
    fs.writeFileSync(path.join(directory, 'deploy.sh'), script, { mode: 0o755 });
  }

  /** Spawns the process and does not wait; the port stays the same over all starts. */
  spawn(): ChildProcess {
    const child = spawn(path.join(this.#release, 'server/main.ts'), ['serve'], {
      env: { ...this.#env, PORT: String(this.#port) },
      cwd: this.directory,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr = (this.stderr + text).slice(-100_000);
    });
    this.#child = child;
    return child;
  }

  /**
   * Starts and waits for the ready line; on a database that is there already, but for its people and services. Rejects
   * with what the server wrote to stderr when it ends first.
   */
  async start(): Promise<Ready> {
    if (this.#env.DATABASE_URL === undefined && !fs.existsSync(this.dataDir)) await copyDataTemplate(this.dataDir);
    const child = this.spawn();
    let stdout = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    const url = await until(
      'the server is ready',
      () => {
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`the server ended before it was ready: ${this.stderr}`);
        return /^FastDeploy ready at (\S+)\n/m.exec(stdout)?.[1];
      },
      60_000,
    );
    this.#port = Number(new URL(url).port);
    return { url, signInCode: /#code=(\S+)/.exec(stdout)?.[1] ?? null };
  }

  /** SIGKILL, and waits until the process is gone. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
    return child.exitCode;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child?.kill('SIGCONT'); // one that a test stopped would not hear SIGTERM
    await this.kill('SIGTERM');
    await endRuns(this.directory, path.join(this.dataDir, 'runs'));
    fs.rmSync(this.directory, { recursive: true, force: true });
  }
}
