import { endDeploymentTokens } from '../access/deployment-tokens.ts';
import { prepared } from '../db/prepared.ts';
import { type Client, isoSql, type Transaction, toDate } from '../db/transaction.ts';
import { recordDeployed } from './deployed-service.ts';
import type { Run } from './fold.ts';
import { refreshServiceHistory } from './service-history.ts';
import type { DeploymentEvent } from './snapshots.ts';
import { isFinal } from './states.ts';
import type { StepRow } from './steps.ts';

/** How far the run's journal has been read into the database. */
export type Cursor = { n: number; offset: number };

export type StoredRun = Run & { id: number; serviceId: number; fence: number; claims: number; cursor: Cursor };

/** Whether the claim with this fence still holds the run: it has neither ended, nor been given back, nor claimed again. */
export const isHeld = (run: StoredRun, fence: number): boolean =>
  run.fence === fence && run.state !== 'QUEUED' && !isFinal(run.state);

/** A deployment as it is just after its row was inserted. */
export const queuedRun = (id: number, serviceId: number): StoredRun => ({
  id,
  serviceId,
  state: 'QUEUED',
  reason: null,
  startedAt: null,
  finishedAt: null,
  exitCode: null,
  signal: null,
  canceledBy: null,
  cancelReason: null,
  estimate: null,
  lastSeq: 0,
  lastLine: 0,
  output: {},
  outcomeRule: 'steps',
  fence: 0,
  claims: 0,
  cursor: { n: 0, offset: 0 },
  steps: [],
  spawned: false,
  dirty: new Set(),
  events: [],
});

/** Reads the deployment and its steps under the row's lock: until the commit nobody else gives a seq. Null: no such deployment. */
export async function lockRun(client: Client, id: number): Promise<StoredRun | null> {
  const [row, steps] = await Promise.all([lockRow(client, id), readSteps(client, id)]);
  return row === undefined ? null : storedRun(id, row, steps);
}

/** A run as its locked row says, with those of its steps that a change may touch. */
export function storedRun(id: number, row: RunColumns, steps: StepRow[]): StoredRun {
  return {
    id,
    serviceId: row.service_id,
    state: row.state,
    reason: row.reason,
    startedAt: toDate(row.started_at),
    finishedAt: toDate(row.finished_at),
    exitCode: row.exit_code,
    signal: row.signal,
    canceledBy: row.canceled_by,
    cancelReason: row.cancel_reason,
    estimate: row.estimate,
    lastSeq: row.last_seq,
    lastLine: row.last_line,
    output: row.output,
    outcomeRule: row.outcome_rule,
    fence: row.fence,
    claims: row.claims,
    cursor: { n: row.journal_n, offset: row.journal_offset },
    steps,
    spawned: false,
    dirty: new Set(),
    events: [],
  };
}

async function lockRow(client: Client, id: number): Promise<RunColumns | undefined> {
  const [row] = await prepared<RunColumns>(client, `select ${runColumns} from deployments where id = $1 for update`, [
    id,
  ]);
  return row;
}

/** What {@link storedRun} needs of a row. */
export const runColumns = `service_id::int, state, reason, started_at, finished_at, exit_code, signal, canceled_by, cancel_reason, estimate,
  last_seq, last_line, output, outcome_rule, fence, claims, journal_n, journal_offset::float8`;

export type RunColumns = Pick<Run, 'state' | 'reason' | 'signal' | 'estimate' | 'output'> & {
  service_id: number;
  started_at: string | null;
  finished_at: string | null;
  exit_code: number | null;
  canceled_by: string | null;
  cancel_reason: string | null;
  last_seq: number;
  last_line: number;
  outcome_rule: Run['outcomeRule'];
  fence: number;
  claims: number;
  journal_n: number;
  journal_offset: number;
};

export async function readSteps(client: Client, id: number): Promise<StepRow[]> {
  const rows = await prepared<StepColumns>(
    client,
    `select position, name, state, message, started_at, finished_at, first_line, last_line, seq
     from steps where deployment_id = $1 order by position`,
    [id],
  );
  return rows.map(({ started_at, finished_at, first_line, last_line, ...same }) => ({
    ...same,
    startedAt: toDate(started_at),
    finishedAt: toDate(finished_at),
    firstLine: first_line,
    lastLine: last_line,
  }));
}

type StepColumns = Pick<StepRow, 'position' | 'name' | 'state' | 'message' | 'seq'> & {
  started_at: string | null;
  finished_at: string | null;
  first_line: number | null;
  last_line: number | null;
};

/** Writes everything the run gained since it was locked, at the latest with the commit. The caller publishes `run.events` after it. */
export async function writeRun(transaction: Transaction, run: StoredRun): Promise<void> {
  for (const write of [writeChunks, writeEvents, writeSteps, writeRow]) transaction.lastly(write(transaction, run));
  if (isFinal(run.state)) await conclude(transaction, run);
}

async function writeRow(client: Client, run: StoredRun): Promise<void> {
  const position = [run.id, run.lastSeq, run.lastLine, run.cursor.n, run.cursor.offset];
  if (run.spawned || run.events.some((event) => event.kind !== 'LOG'))
    await prepared(client, writeAll, [...position, ...stateParameters(run)]);
  else await prepared(client, writePosition, position);
}

/** What the end of a run means for others. */
async function conclude(client: Client, run: StoredRun): Promise<void> {
  await Promise.all([
    refreshServiceHistory(client, run.serviceId),
    recordDeployed(client, run.id, run.state),
    endDeploymentTokens(client, run.id),
  ]);
}

/** Log alone is not announced to dashboards: no column that the activity trigger watches is named. */
const writePosition = `update deployments set last_seq = $2, last_line = $3, journal_n = $4, journal_offset = $5 where id = $1`;

/** `steps_seq` moves too, so that the activity stream hears of it. */
const writeAll = `update deployments set last_seq = $2, last_line = $3, journal_n = $4, journal_offset = $5, steps_seq = $2,
  state = $6, reason = $7, started_at = $8, finished_at = $9, exit_code = $10, signal = $11, output = $12, version = coalesce($13, version),
  sealed_parameters = case when $14 then null else sealed_parameters end
  where id = $1`;

const stateParameters = (run: StoredRun): unknown[] => [
  run.state,
  run.reason,
  run.startedAt,
  run.finishedAt,
  run.exitCode,
  run.signal,
  JSON.stringify(run.output),
  typeof run.output.version === 'string' ? run.output.version.slice(0, 255) : null,
  run.spawned || run.finishedAt !== null,
];

async function writeChunks(client: Client, run: StoredRun): Promise<void> {
  const chunks = run.events.filter((event) => event.kind === 'LOG');
  if (chunks.length === 0) return;
  await prepared(
    client,
    `insert into log_chunks (deployment_id, seq, at, first_line, line_count, text, runs)
     select $1, * from unnest($2::int[], $3::timestamptz[], $4::int[], $5::int[], $6::text[], $7::jsonb[])`,
    [
      run.id,
      chunks.map((chunk) => chunk.seq),
      chunks.map((chunk) => chunk.at),
      chunks.map((chunk) => chunk.data.firstLine),
      chunks.map((chunk) => chunk.data.lineCount),
      chunks.map((chunk) => chunk.data.text),
      chunks.map((chunk) => JSON.stringify(chunk.data.runs)),
    ],
  );
}

async function writeEvents(client: Client, run: StoredRun): Promise<void> {
  const events = run.events.filter((event) => event.kind !== 'LOG');
  if (events.length === 0) return;
  await prepared(
    client,
    `insert into events (deployment_id, seq, at, kind, data) select $1, * from unnest($2::int[], $3::timestamptz[], $4::text[], $5::jsonb[])`,
    [
      run.id,
      events.map((event) => event.seq),
      events.map((event) => event.at),
      events.map((event) => event.kind),
      events.map((event) => JSON.stringify(event.data)),
    ],
  );
}

async function writeSteps(client: Client, run: StoredRun): Promise<void> {
  const steps = [...run.dirty];
  if (steps.length === 0) return;
  await prepared(
    client,
    `insert into steps (deployment_id, position, name, state, message, started_at, finished_at, first_line, last_line, seq)
     select $1, * from unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[], $8::int[], $9::int[], $10::int[])
     on conflict (deployment_id, position) do update set name = excluded.name, state = excluded.state, message = excluded.message,
       started_at = excluded.started_at, finished_at = excluded.finished_at, first_line = excluded.first_line,
       last_line = excluded.last_line, seq = excluded.seq`,
    [
      run.id,
      steps.map((step) => step.position),
      steps.map((step) => step.name),
      steps.map((step) => step.state),
      steps.map((step) => step.message),
      steps.map((step) => step.startedAt),
      steps.map((step) => step.finishedAt),
      steps.map((step) => step.firstLine),
      steps.map((step) => step.lastLine),
      steps.map((step) => step.seq),
    ],
  );
}

/** The next events of a deployment after `after`, state and step changes and log chunks merged by seq, at most `limit`. */
export async function readEvents(client: Client, id: number, after: number, limit: number): Promise<DeploymentEvent[]> {
  return prepared<DeploymentEvent>(
    client,
    `(select seq, ${isoSql('at')} as at, kind, data from events where deployment_id = $1 and seq > $2 order by seq limit $3)
     union all
     (select seq, ${isoSql('at')}, 'LOG', jsonb_build_object('firstLine', first_line, 'lineCount', line_count, 'text', text, 'runs', runs)
      from log_chunks where deployment_id = $1 and seq > $2 order by seq limit $3)
     order by seq limit $3`,
    [id, after, limit],
  );
}
