import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Pool } from 'pg';
import { system } from '../../../server/access/viewer.ts';
import { openPool } from '../../../server/db/connection.ts';
import { cancelDeployment } from '../../../server/deployments/cancel-deployment.ts';
import { claimDeployment } from '../../../server/deployments/claim.ts';
import { commitBatch, type Followed, type IngestEnd } from '../../../server/deployments/ingest.ts';
import { lookAfter, type RecoveryDeps } from '../../../server/deployments/recovery.ts';
import { createSealing } from '../../../server/deployments/sealing.ts';
import { type CommandDeps, startDeployment } from '../../../server/deployments/start-deployment.ts';
import { DeploymentNotActiveError } from '../../../server/errors.ts';
import { createLog } from '../../../server/log.ts';
import { Supervisors } from '../../../server/runner/attach.ts';
import type { JournalEntry } from '../../../server/runner/journal.ts';
import { createTestDatabase } from '../../helpers/database.ts';
import { createTemporaryDirectory } from '../../helpers/directory.ts';

export const hosts = [randomUUID(), randomUUID(), randomUUID()];
export const slots = 2;

/** Two services that queue, two that share a lock with one of them, and one that runs in parallel. */
export const services = [
  { name: 'web', lock: null, parallel: false },
  { name: 'api', lock: 'cluster', parallel: false },
  { name: 'db', lock: 'cluster', parallel: false },
  { name: 'jobs', lock: null, parallel: true },
];

export type Edit = readonly [part: string, by: string];

/** What breaks one promise on purpose, to see that the test notices. */
export type Mutant = {
  title: string;
  /** Parts of statements, and what PostgreSQL gets in their places. */
  edits?: readonly Edit[];
  /** Run on the database first. */
  schema?: string;
  ignoresFence?: boolean;
};

/** A claimed run as the server that claimed it knows it. */
export type Handle = Pick<Followed, 'id' | 'fence'>;

/** The product's own functions on a database of their own; nothing runs, hosts are names. */
export class QueueWorld implements AsyncDisposable {
  readonly pool: Pool;
  readonly #mutant: Mutant | undefined;
  readonly #deps: CommandDeps & RecoveryDeps;
  readonly #disposing: AsyncDisposableStack;
  readonly #goneRun: string;
  /** Edits of the mutant that no statement contained so far: a mutant of which one is left is none. */
  readonly unused: Set<Edit>;

  private constructor(pool: Pool, mutant: Mutant | undefined, directory: string, disposing: AsyncDisposableStack) {
    this.#mutant = mutant;
    this.#disposing = disposing;
    this.unused = new Set(mutant?.edits);
    this.pool = mutant?.edits === undefined ? pool : rewriting(pool, (text) => this.#edit(text, mutant.edits ?? []));
    this.#goneRun = path.join(directory, 'gone');
    this.#deps = { ...idle, pool: this.pool };
  }

  #edit(text: string, edits: readonly Edit[]): string {
    return edits.reduce((edited, edit) => {
      const [part, by] = edit;
      if (edited.includes(part)) this.unused.delete(edit);
      return edited.replaceAll(part, by);
    }, text);
  }

  static async open(mutant?: Mutant): Promise<QueueWorld> {
    await using opened = new AsyncDisposableStack();
    const database = opened.use(await createTestDatabase());
    const directory = opened.use(await createTemporaryDirectory());
    const pool = openPool(database.connection, createLog('silent'), 4);
    opened.defer(() => pool.end());
    if (mutant?.schema !== undefined) await pool.query(mutant.schema);
    for (const service of services)
      await pool.query(insertService, [service.name, JSON.stringify(manifestOf(service))]);
    const world = new QueueWorld(pool, mutant, directory.path, opened.move());
    mkdirSync(world.#goneRun);
    writeFileSync(
      path.join(world.#goneRun, 'supervisor.json'),
      JSON.stringify({ pid: 1, startTime: '', bootId: 'old' }),
    );
    return world;
  }

  async clear(): Promise<void> {
    await this.pool.query('truncate deployments, steps, events, log_chunks, tokens, grants, deployed_services');
  }

  async start(service: number, idempotencyKey?: string): Promise<number> {
    const input = { service: services[service]?.name ?? '', idempotencyKey };
    return (await startDeployment(this.#deps, system, input)).id;
  }

  async claim(host: number): Promise<Handle | null> {
    const place = { host: hosts[host] ?? '', slots, defaultTimeoutSeconds: 60 };
    return (await claimDeployment(this.#deps, place))?.claim ?? null;
  }

  /** False when it has ended already. */
  async cancel(id: number): Promise<boolean> {
    return cancelDeployment(this.#deps, system, id, null).then(
      () => true,
      (error: unknown) => {
        if (error instanceof DeploymentNotActiveError) return false;
        throw error;
      },
    );
  }

  /** What the run's server read in the journal after record `n`; `clock` is the supervisor's. */
  async commit(handle: Handle, n: number, entries: JournalEntry[], clock = Date.now): Promise<IngestEnd | 'more'> {
    const records = entries.map((entry, index) => ({ n: n + index + 1, t: clock(), ...entry }));
    const fence = this.#mutant?.ignoresFence ? await this.#currentFence(handle.id) : handle.fence;
    const batch = { n: n + entries.length, offset: (n + entries.length) * 100, records };
    return commitBatch(this.#deps, { ...followed(handle, ''), fence }, batch);
  }

  /** What the run's server does when no supervisor took it in time. */
  async giveBack(handle: Handle): Promise<void> {
    const run = followed(handle, path.join(this.#goneRun, randomUUID()));
    await lookAfter(this.#deps, run, { goneSince: null, handedOverAt: Date.now() }, async () => undefined);
  }

  /** What the run's server does when its supervisor is proved gone. */
  async lose(handle: Handle): Promise<void> {
    const run = followed(handle, this.#goneRun);
    await lookAfter(this.#deps, run, { goneSince: 1, handedOverAt: 0 }, async () => undefined);
  }

  async #currentFence(id: number): Promise<number> {
    const { rows } = await this.pool.query<{ fence: number }>('select fence from deployments where id = $1', [id]);
    return rows[0]?.fence ?? 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#disposing.disposeAsync();
  }
}

/** Claimed so long ago that the next look gives it back. */
const followed = (handle: Handle, runDir: string): Followed => ({ ...handle, runDir, claimedAt: new Date(0) });

const idle = {
  log: createLog('silent'),
  publish: () => undefined,
  scheduler: { wake: () => undefined, stop: () => undefined },
  supervisors: new Supervisors(),
  sealing: createSealing(Buffer.alloc(32)),
  settings: {
    ...{ runsDir: '', servicesDir: '', configDir: '', pathForDeploy: '', deployUser: null, publicUrl: '' },
    ...{ callbackUrl: '', defaultTimeoutSeconds: 60, maxLogBytes: 0, inherited: {}, strictSudo: false, identity: null },
  },
  orphanDelaySeconds: 1,
};

const manifestOf = ({ lock, parallel }: (typeof services)[number]): object => ({
  ...{ lock, concurrency: parallel ? 'PARALLEL' : 'QUEUE', outcome: 'steps' },
  ...{ parametersSchema: null, versionParameter: null, user: null, timeoutSeconds: null, stopGraceSeconds: 1 },
});

const insertService = `
insert into services (name, state, manifest, problems, planned_steps, script_path, script_label, stats, recent_runs)
values ($1, 'READY', $2, '[]', '["build", "restart"]', '/bin/true', 'deploy.sh', '{}', '[]')`;

/** The same pool, whose statements are rewritten on their way. */
function rewriting(pool: Pool, rewrite: (text: string) => string): Pool {
  const withQuery = <Target extends object>(target: Target): Target =>
    new Proxy(target, {
      get(of, key) {
        const value: unknown = Reflect.get(of, key);
        if (typeof value !== 'function') return value;
        return (...values: unknown[]) => {
          const [query, ...rest] = values;
          const isQuery = key === 'query' && isStatement(query);
          const result: unknown = Reflect.apply(value, of, isQuery ? [rewritten(query, rewrite), ...rest] : values);
          if (key !== 'connect' || !(result instanceof Promise)) return result;
          return result.then((client: object) => withQuery(client));
        };
      },
    });
  return withQuery(pool);
}

type Statement = string | { name: string; text: string };

const isStatement = (query: unknown): query is Statement =>
  typeof query === 'string' || (typeof query === 'object' && query !== null && 'text' in query);

const rewritten = (query: Statement, rewrite: (text: string) => string): Statement =>
  typeof query === 'string' ? rewrite(query) : { ...query, text: rewrite(query.text) };
