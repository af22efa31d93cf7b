import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { fill } from './seeded-run.ts';

/** Every text of what is seeded holds this word, and nothing else does: an answer with it shows something. */
export const seed = /seed/i;
export const granted = 'seed-shop-*';

/** With a directory each. `control` is the one service of those who were not granted the others; its number is the highest. */
export const services = {
  web: 'seed-shop-web',
  broken: 'seed-shop-broken',
  full: 'seed-shop-full',
  lock: 'seed-shop-lock',
  waits: 'seed-shop-waits',
  added: 'seed-shop-added',
  changed: 'seed-shop-changed',
  hidden: 'seed-hidden',
  control: 'zz-control',
};
/** A directory of a name that no service can have. */
export const unregistered = 'seed name';
/** Nothing else writes it to the audit log. */
export const auditAction = 'test.seed';
/** Without a directory. */
export const gone = 'seed-shop-gone';
export const archived = 'seed-shop-archived';

/** `config.json` of the service that everything is about. */
export const webConfig = {
  title: 'seed title',
  description: 'seed description',
  environment: 'seed environment',
  group: 'seed group',
  url: 'https://seed.example/',
  confirm: true,
  timeout_seconds: 60,
  lock: 'seed-lock',
  version_parameter: 'seed',
  compare_url: 'https://seed.example/compare',
  steps: [{ name: 'seed planned' }],
  parameters: { type: 'object', properties: { seed: { type: 'string' } } },
};

type Numbers<Name extends string> = Record<Name, number>;
export type Seeds = {
  service: Numbers<keyof typeof services>;
  run: Numbers<'previous' | 'target' | 'next' | 'active' | 'queued' | 'behind' | 'control'>;
  person: number;
  token: number;
  activeToken: number;
  endingToken: number;
  session: number;
  audit: number;
};

/** Fills the database with one of everything, each value true: what is empty in an answer is hidden. */
export async function seedDatabase(pool: Pool, host: string): Promise<Seeds> {
  const service = await serviceNumbers(pool);
  await pool.query(rememberRuns, [service.web]);
  for (const name of [gone, archived]) await insert(pool, 'services', { ...withoutDirectory, name });
  const person = await insert(pool, 'users', { ...personColumns });
  await insert(pool, 'grants', { user_id: person, service: 'seed-granted', environment: 'seed env' });
  const common = { expires_at: '2999-01-01', label: 'seed label', prefix: 'fd_seed' };
  const of = { created_by_id: person, service_id: service.web, role: 'OPERATOR', service_scope: 'SELECTED' };
  const ended = { revoked_at: '2026-01-01', last_used_at: '2026-01-01', read_only: true, origin: 'seed origin' };
  const byWhom = { last_used_from: 'seed address', revoked_by: 'seed revoker' };
  const token = await insert(pool, 'tokens', {
    ...common,
    ...of,
    ...ended,
    ...byWhom,
    kind: 'SERVICE',
    hash: 'seed 1',
  });
  await insert(pool, 'grants', { token_id: token, service: 'seed-granted' });
  const activeToken = await insert(pool, 'tokens', { ...common, kind: 'API', hash: 'seed 2' });
  const soon = new Date(Date.now() + 24 * 3_600_000).toISOString();
  const made = { ...common, kind: 'CONFIG', hash: 'seed 3', created_by_id: person, expires_at: soon };
  const endingToken = await insert(pool, 'tokens', made);
  const session = await insert(pool, 'tokens', { ...common, kind: 'SESSION', hash: 'seed 4', user_id: person });
  const run = await seedRuns(pool, host, service, { user_id: person, token_id: token });
  const live = { config: { seed: 'seed value' }, output: { url: 'https://seed.example/' }, deployed_at: '2026-01-01' };
  const words = { key: 'seed key', version: 'seed version', environment: 'seed environment' };
  const latest = { deployment_id: run.previous, failed_attempt_id: run.target };
  await insert(pool, 'deployed_services', { ...live, ...words, ...latest, service_id: service.web });
  const other = { key: 'test', config: {}, output: {}, deployed_at: '2026-01-01', deployment_id: run.control };
  await insert(pool, 'deployed_services', { ...other, service_id: service.control });
  await pool.query('update tokens set deployment_id = $2, replaced_by_id = $3 where id = $1', [
    ...[token, run.target, activeToken],
  ]);
  const actor = { user_id: person, token_id: token, subject: `dep_${run.target}` };
  const audit = await insert(pool, 'audit_events', { ...auditColumns, ...actor });
  return { service, run, person, token, activeToken, endingToken, session, audit };
}

async function seedRuns(
  pool: Pool,
  host: string,
  service: Seeds['service'],
  actor: { user_id: number; token_id: number },
): Promise<Seeds['run']> {
  const run = (of: number, state: string, more: Record<string, unknown> = {}) =>
    insert(pool, 'deployments', { ...runColumns, service_id: of, state, run_id: randomUUID(), ...more });
  const away = randomUUID();
  await pool.query(
    `insert into hosts (id, name, seen_at) values ($1, 'seed host', '2026-01-01'), ($2, 'seed here', '2026-01-01')`,
    [away, host],
  );
  const times = { started_at: '2026-01-01T00:00:00Z', finished_at: '2026-01-01T00:01:00Z' };
  const previous = await run(service.web, 'SUCCESS', { ...times, log_removed_at: '2026-02-01' });
  const more = { ...times, ...actor, canceled_by_user_id: actor.user_id, retry_of: previous };
  const target = await run(service.web, 'FAILURE', { ...targetColumns, ...more });
  await fill(pool, target);
  const next = await run(service.web, 'SUCCESS', times);
  const occupied = { started_at: '2026-01-01T00:00:00Z' };
  const active = await run(service.web, 'RUNNING', { ...occupied, host: away, slot: 1, exclusive_key: service.web });
  await run(service.lock, 'RUNNING', { ...occupied, host: away, slot: 2, lock_key: 'seed-lock' });
  await run(service.hidden, 'RUNNING', { ...occupied, host, slot: 1, lock_key: 'seed-lock-elsewhere' });
  const queued = await run(service.web, 'QUEUED', { last_seq: 1 });
  const behind = await run(service.waits, 'QUEUED');
  for (let n = 0; n < 200; n += 1) await run(service.full, 'QUEUED');
  const control = await run(service.control, 'SUCCESS', { ...times, ...plainColumns });
  return { previous, target, next, active, queued, behind, control };
}

async function serviceNumbers(pool: Pool): Promise<Seeds['service']> {
  const { rows } = await pool.query<{ name: string; id: number }>('select name, id::int from services');
  const found = new Map(rows.map(({ name, id }) => [name, id]));
  const numbers = Object.entries(services).map(([key, name]) => [key, found.get(name) ?? 0]);
  return Object.fromEntries(numbers);
}

async function insert(pool: Pool, table: string, row: Record<string, unknown>): Promise<number> {
  const names = Object.keys(row);
  const { rows } = await pool.query<{ id: number }>(
    `insert into ${table} (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')}) returning id::int`,
    Object.values(row).map((value) => (typeof value === 'object' ? JSON.stringify(value) : value)),
  );
  return rows[0]?.id ?? 0;
}

const estimate = { sampleSize: 3, p50Ms: 1000, p90Ms: 2000, steps: [{ name: 'seed step', p50Ms: 500, p90Ms: 600 }] };
const stats = { deployments: 5, failures: 2, p50Ms: 1000, lastSuccessAt: '2026-01-01T00:01:00.000Z' };
const rememberRuns = `update services set estimate = '${JSON.stringify(estimate)}', stats = '${JSON.stringify(stats)}',
  recent_runs = '[{"number": 1, "state": "SUCCESS", "durationMs": 60000}]' where id = $1`;
const withoutDirectory = {
  ...{ state: 'ARCHIVED', archived_at: '2026-01-01', problems: [], planned_steps: [], recent_runs: [] },
  stats: { ...stats },
};
const personColumns = {
  ...{ name: 'seed-person', role: 'VIEWER', service_scope: 'SELECTED', password_hash: '-' },
  ...{ last_seen_at: '2026-01-01', disabled_at: '2026-01-01' },
};
const plainColumns = { parameters: {}, output: {}, origin: 'test', actor_kind: 'SYSTEM', actor_label: 'test' };
const auditColumns = {
  ...{
    actor_kind: 'USER',
    actor_label: 'seed actor',
    action: auditAction,
    outcome: 'OK',
    subject_label: 'seed subject',
  },
  ...{ service: services.web, remote_address: 'seed address', details: { seed: 'seed detail' } },
};
const runColumns = {
  ...{ parameters: { seed: 'seed value' }, output: { seed: 'seed output' } },
  ...{ origin: 'seed origin', actor_kind: 'USER', actor_label: 'seed actor' },
};
const targetColumns = {
  ...{ reason: 'seed reason', exit_code: 3, signal: 'SIGSEED', version: 'seed version', note: 'seed note' },
  ...{ revision: { ref: 'seed ref', sha: 'seed sha', url: 'https://seed.example/' }, estimate },
  ...{ canceled_by: 'seed canceler', cancel_reason: 'seed cancel', last_seq: 4, last_line: 3, steps_seq: 2 },
  ...{ config_hash: 'seed config', script_hash: 'seed script' },
};
