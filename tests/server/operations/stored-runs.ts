import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Pool } from 'pg';
import { openPool } from '../../../server/db/connection.ts';
import type { DeploymentState } from '../../../server/deployments/states.ts';
import { createLog } from '../../../server/log.ts';
import { retention } from '../../../server/operations/retention.ts';
import { bootId, ownIdentity } from '../../../server/runner/process-identity.ts';
import { createTestDatabase, type TestDatabase } from '../../helpers/database.ts';
import { createTemporaryDirectory } from '../../helpers/directory.ts';

const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

export type StoredRun = { id: number; runId: string };
export type RunParts = {
  state?: DeploymentState;
  /** How long ago it ended. */
  days?: number;
  /** False: it was canceled in the queue. */
  started?: boolean;
  /** Chunks of 100 bytes each; 0: it printed nothing. */
  chunks?: number;
  /** How far its journal was read. */
  offset?: number;
};

/** A database and the directories of a host, filled by hand; what ages does so by what is written into it. */
export class Stored implements AsyncDisposable {
  readonly now = Date.now();
  readonly database: TestDatabase;
  readonly pool: Pool;
  readonly runsDir: string;
  readonly configDir: string;
  readonly #opened: AsyncDisposableStack;

  private constructor(opened: AsyncDisposableStack, database: TestDatabase, directory: string) {
    this.#opened = opened;
    this.database = database;
    this.pool = openPool(database.connection, createLog('silent'));
    opened.defer(() => this.pool.end());
    this.runsDir = path.join(directory, 'runs');
    this.configDir = path.join(directory, 'config');
    for (const each of [this.runsDir, this.configDir]) fs.mkdirSync(each);
  }

  static async open(): Promise<Stored> {
    await using opened = new AsyncDisposableStack();
    const database = opened.use(await createTestDatabase());
    const directory = opened.use(await createTemporaryDirectory());
    return new Stored(opened.move(), database, directory.path);
  }

  get retention(): ReturnType<typeof retention> {
    return retention({ pool: this.pool, runsDir: this.runsDir, log: createLog('silent'), now: () => this.now });
  }

  async service(name: string): Promise<number> {
    const { rows } = await this.pool.query<{ id: number }>(
      `insert into services (name, state, problems, planned_steps, stats, recent_runs)
       values ($1, 'READY', '[]', '[]', '{}', '[]') returning id::int`,
      [name],
    );
    return rows[0]?.id ?? 0;
  }

  async run(service: number, parts: RunParts = {}): Promise<StoredRun> {
    const { state = 'FAILURE', days = 100, started = true, chunks = 1, offset = 0 } = parts;
    const runId = randomUUID();
    const isOver = !['QUEUED', 'RUNNING', 'CANCELING'].includes(state);
    const at = new Date(this.now - days * dayMs);
    const { rows } = await this.pool.query<{ id: number }>(
      `insert into deployments (service_id, run_id, state, parameters, output, origin, actor_kind, actor_label,
         started_at, finished_at, last_seq, last_line, journal_n, journal_offset)
       values ($1, $2, $3, '{}', '{}', 'test', 'SYSTEM', 'test', $4, $5, $6 + 1, $6, $7, $8) returning id::int`,
      [service, runId, state, started ? at : null, isOver ? at : null, chunks, offset > 0 ? 1 : 0, offset],
    );
    const id = rows[0]?.id ?? 0;
    await this.pool.query(
      `insert into log_chunks (deployment_id, seq, first_line, line_count, at, text, runs)
       select $1, n, n, 1, now(), rpad('line ' || n, 100, '.'), '[{"lines": 1, "stream": "STDOUT", "step": null}]'
       from generate_series(1, $2::int) n`,
      [id, chunks],
    );
    await this.pool.query(
      `insert into events (deployment_id, seq, at, kind, data) values ($1, $2, now(), 'STATE', $3)`,
      [id, chunks + 1, JSON.stringify({ state })],
    );
    await this.pool.query(`insert into steps (deployment_id, position, name, state) values ($1, 1, 'One', 'SUCCESS')`, [
      id,
    ]);
    return { id, runId };
  }

  /** Files of a run as its supervisor leaves them. */
  directory(runId: string, supervisor: 'alive' | 'gone' | 'missing', files: Record<string, string> = {}): string {
    const directory = path.join(this.runsDir, runId);
    fs.mkdirSync(directory);
    const spec = { version: 1, runId, configFile: { path: this.configFile(runId), group: null, content: {} } };
    fs.writeFileSync(path.join(directory, 'spec.json'), JSON.stringify(spec));
    const own = { ...ownIdentity(), bootId: bootId() };
    const claim = supervisor === 'alive' ? own : { ...own, startTime: '1' };
    if (supervisor !== 'missing') fs.writeFileSync(path.join(directory, 'supervisor.json'), JSON.stringify(claim));
    for (const [name, content] of Object.entries(files)) fs.writeFileSync(path.join(directory, name), content);
    return directory;
  }

  configFile = (runId: string): string => path.join(this.configDir, `fastdeploy-${runId}.json`);

  /** Lets a directory look as if nobody had touched it for so long. */
  age(directory: string, hours: number): void {
    const at = new Date(this.now - hours * hourMs);
    for (const name of fs.readdirSync(directory)) fs.utimesSync(path.join(directory, name), at, at);
    fs.utimesSync(directory, at, at);
  }

  async removed(): Promise<number[]> {
    const { rows } = await this.pool.query<{ id: number }>(
      'select id::int from deployments where log_removed_at is not null order by id',
    );
    return rows.map(({ id }) => id);
  }

  async withText(): Promise<number[]> {
    const { rows } = await this.pool.query<{ id: number }>(
      'select distinct deployment_id::int as id from log_chunks order by 1',
    );
    return rows.map(({ id }) => id);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#opened.disposeAsync();
  }
}
