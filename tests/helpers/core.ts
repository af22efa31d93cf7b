import { existsSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Viewer } from '../../server/access/viewer.ts';
import { system } from '../../server/access/viewer.ts';
import { readConfig } from '../../server/config.ts';
import { type Core, type CoreOverrides, openCore } from '../../server/core.ts';
import { type DataDir, openDataDir } from '../../server/db/data-dir.ts';
import type { Deployment } from '../../server/deployments/deployment.entity.ts';
import type { StartInput } from '../../server/deployments/start-deployment.ts';
import { isFinal } from '../../server/deployments/states.ts';
import type { EventKind, StreamedEvent } from '../../server/deployments/stream-events.ts';
import { createLog } from '../../server/log.ts';
import { runDirectory } from '../../server/runner/spec.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { createTemporaryDirectory, type TemporaryDirectory } from './directory.ts';
import { endRuns } from './processes.ts';
import { type Behaviour, writeService } from './services.ts';
import { until } from './until.ts';

/** A run has started, worked and ended well before this, also on a busy machine. */
export const runDeadlineMs = 20_000;

export type TestCoreOptions = CoreOverrides & {
  env?: Record<string, string>;
  /** Tell other servers on the database, and listen to them. */
  shared?: boolean;
  services?: Record<string, Behaviour>;
};

/** Compiled code is kept between tests, as a server keeps it between runs. */
const compileCacheDir = path.resolve(import.meta.dirname, '../../node_modules/.cache/fastdeploy-tests');

/** A core on a database, a data and a services directory of its own, started. Disposing it ends what its scripts left. */
export async function openTestCore(options: TestCoreOptions = {}): Promise<TestCore> {
  const directory = await createTemporaryDirectory(0o755);
  const database = await createTestDatabase();
  const testCore = new TestCore(directory, database, options);
  await mkdir(testCore.servicesDir);
  await mkdir(testCore.flagsDir);
  await mkdir(compileCacheDir, { recursive: true });
  await symlink(compileCacheDir, path.join(testCore.dataDir.directory, 'compile-cache'));
  for (const [name, behaviour] of Object.entries(options.services ?? {}))
    await writeService(testCore.servicesDir, name, behaviour);
  await testCore.open();
  return testCore;
}

export class TestCore implements AsyncDisposable {
  readonly servicesDir: string;
  /** Where tests and scripts leave each other signs. */
  readonly flagsDir: string;
  readonly dataDir: DataDir;
  readonly database: TestDatabase;
  readonly #directory: TemporaryDirectory;
  readonly #options: TestCoreOptions;
  #core: Core | null = null;

  constructor(directory: TemporaryDirectory, database: TestDatabase, options: TestCoreOptions) {
    this.#directory = directory;
    this.#options = options;
    this.database = database;
    this.servicesDir = path.join(directory.path, 'services');
    this.flagsDir = path.join(directory.path, 'flags');
    this.dataDir = openDataDir(path.join(directory.path, 'var'));
  }

  get core(): Core {
    if (this.#core === null) throw new Error('the core is closed');
    return this.#core;
  }

  get operations(): Core['operations'] {
    return this.core.operations;
  }

  /** A second core on the same database and directories; the caller closes it. */
  async openAnother(): Promise<Core> {
    const env = {
      PATH: process.env.PATH,
      FASTDEPLOY_DEPLOY_USER: 'none',
      FASTDEPLOY_DATA_DIR: this.dataDir.directory,
      FASTDEPLOY_SERVICES_DIR: this.servicesDir,
      FASTDEPLOY_CONFIG_DIR: this.flagsDir,
      ...this.#options.env,
    };
    const core = await openCore({
      config: readConfig(env),
      dataDir: this.dataDir,
      connection: this.database.connection,
      log: createLog('silent'),
      shared: this.#options.shared ?? false,
      disk: this.#options.disk,
      retentionTimes: this.#options.retentionTimes,
      identity: this.#options.identity,
    });
    await core.start({ publicUrl: 'http://127.0.0.1:1', callbackUrl: 'http://127.0.0.1:1' });
    return core;
  }

  async open(): Promise<void> {
    this.#core = await this.openAnother();
  }

  /** Closes as a server that is stopped: runs go on. */
  async close(): Promise<void> {
    const core = this.#core;
    this.#core = null;
    await core?.close();
  }

  async reopen(): Promise<void> {
    await this.close();
    await this.open();
  }

  async write(name: string, behaviour: Behaviour): Promise<void> {
    await writeService(this.servicesDir, name, behaviour);
    await this.operations.services.sync(system, { force: false });
  }

  /** Starts a deployment and returns its number. */
  async start(service: string, input: Partial<StartInput> = {}, viewer: Viewer = system): Promise<number> {
    const { deployment } = await this.operations.deployments.start(viewer, { service, ...input });
    return deployment.id;
  }

  async deployment(id: number): Promise<Deployment> {
    const found = await this.operations.deployments.byId(system, id);
    if (found === null) throw new Error(`there is no #${id}`);
    return found;
  }

  async inState(id: number, ...states: Deployment['state'][]): Promise<Deployment> {
    return until(
      `#${id} is ${states.join(' or ')}`,
      async () => {
        const deployment = await this.deployment(id);
        return states.includes(deployment.state) && deployment;
      },
      runDeadlineMs,
    );
  }

  async ended(id: number): Promise<Deployment> {
    return until(
      `#${id} has ended`,
      async () => {
        const deployment = await this.deployment(id);
        return isFinal(deployment.state) && deployment;
      },
      runDeadlineMs,
    );
  }

  async run(service: string, input: Partial<StartInput> = {}): Promise<Deployment> {
    return this.ended(await this.start(service, input));
  }

  async stepsOf(id: number) {
    const steps = await this.operations.deployments.stepsOf(system, [id]);
    return steps.get(id) ?? [];
  }

  /** All events of a deployment from `after` to its end. */
  async events(id: number, after = 0, kinds?: EventKind[]): Promise<StreamedEvent[]> {
    const signal = AbortSignal.timeout(runDeadlineMs);
    return collect(this.operations.deployments.events(system, id, { after, kinds, signal }));
  }

  async logText(id: number): Promise<string> {
    const signal = AbortSignal.timeout(runDeadlineMs);
    const parts = await collect(await this.operations.deployments.logText(system, id, { follow: false, signal }));
    return parts.join('');
  }

  /** The path of a sign; `raise` makes it. */
  flag(name: string): string {
    return path.join(this.flagsDir, name);
  }

  async raise(name: string): Promise<void> {
    await writeFile(this.flag(name), '');
  }

  async raised(name: string): Promise<void> {
    await until(`${name} is there`, () => existsSync(this.flag(name)), runDeadlineMs);
  }

  async runDir(id: number): Promise<string> {
    return runDirectory(this.dataDir.runsDir, (await this.deployment(id)).runId);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
    await endRuns(this.#directory.path, this.dataDir.runsDir);
    await this.database[Symbol.asyncDispose]();
    await this.#directory[Symbol.asyncDispose]();
  }
}

export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}
