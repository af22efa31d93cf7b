import { randomUUID } from 'node:crypto';
import { actorOf } from '../access/actor.ts';
import { auditInSql } from '../access/audit.ts';
import type { Viewer } from '../access/viewer.ts';
import { prepared } from '../db/prepared.ts';
import { type Client, inTransaction, type Transaction } from '../db/transaction.ts';
import {
  DeploymentInProgressError,
  IdempotencyKeyReusedError,
  InvalidInputError,
  NotFoundError,
  QueueFullError,
  ServiceNotDeployableError,
} from '../errors.ts';
import type { Manifest } from '../services/manifest.ts';
import { validateParameters } from '../services/parameters.ts';
import type { Problem } from '../services/problem.ts';
import type { Revision } from './deployment.entity.ts';
import type { DeploymentDeps } from './deployment-deps.ts';
import { emitState, emitStep } from './fold.ts';
import { queuedRun, type StoredRun, writeRun } from './run-store.ts';
import type { DeploymentEvent } from './snapshots.ts';
import { plannedStep } from './steps.ts';
import { refuseIssues, textIssues } from './text-input.ts';

export type StartInput = {
  service: string;
  parameters?: unknown;
  idempotencyKey?: string | undefined;
  origin?: string | undefined;
  revision?: Revision | null | undefined;
  note?: string | undefined;
  /** The deployment that is repeated. */
  retryOf?: number | undefined;
  whenBusy?: Manifest['concurrency'] | undefined;
};

/** What starting and canceling work with. */
export type CommandDeps = Pick<DeploymentDeps, 'pool' | 'sealing' | 'publish' | 'scheduler'>;

export type Started = { id: number; replayed: boolean };

/** QUEUED, RUNNING and CANCELING together, of one service. */
export const maxUnfinished = 200;

/** Accepts a deployment: it waits in the queue when this returns, with its planned steps, and is dispatched at once if it may run. */
export async function startDeployment(deps: CommandDeps, viewer: Viewer, input: StartInput): Promise<Started> {
  checkTexts(input);
  const { parameters = {}, revision = null, retryOf } = input;
  const digest = deps.sealing.digest({ parameters: parameters ?? {}, revision, ...(retryOf && { retryOf }) });
  const { id, replayed, events } = await inTransaction(deps.pool, async (client) => {
    // Sent together, and looked at in this order by the database: all but the first under the lock.
    const [service, earlier, unfinished] = await Promise.all([
      lockService(client, input.service),
      findByKey(client, input),
      countUnfinished(client, input.service),
    ]);
    if (service === null) throw new NotFoundError('service', input.service);
    if (earlier !== null) return { ...replay(earlier, digest), events: [] };
    refuseUnstartable(service, unfinished, input);
    return { ...(await enqueue(deps, client, viewer, service, input, digest)), replayed: false };
  });
  if (!replayed) deps.publish(id, events);
  deps.scheduler.wake();
  return { id, replayed };
}

function checkTexts(input: StartInput): void {
  const { idempotencyKey, origin, note } = input;
  const issues = textIssues({ idempotencyKey, origin, note });
  if (input.revision) issues.push(...textIssues(input.revision, ['revision']));
  if (idempotencyKey !== undefined && !/^[\x20-\x7e]+$/.test(idempotencyKey))
    issues.push({ path: ['idempotencyKey'], message: 'must be 1 to 255 printable ASCII characters' });
  refuseIssues(issues);
}

type StartableService = {
  id: number;
  name: string;
  state: 'READY' | 'INVALID' | 'ARCHIVED';
  manifest: Manifest | null;
  problems: Problem[];
  plannedSteps: string[];
  configHash: string | null;
};

/** Starts of one service take turns, so that queue positions, the limit and idempotency hold. */
async function lockService(client: Client, name: string): Promise<StartableService | null> {
  const [service] = await prepared<StartableService>(
    client,
    `select id::int, name, state, manifest, problems, planned_steps as "plannedSteps", config_hash as "configHash"
     from services where name = $1 for no key update`,
    [name],
  );
  return service ?? null;
}

type Earlier = { id: number; digest: string | null };

async function findByKey(client: Client, { service, idempotencyKey }: StartInput): Promise<Earlier | null> {
  if (idempotencyKey === undefined) return null;
  const [earlier] = await prepared<Earlier>(
    client,
    `select id::int, input_digest as digest from deployments
     where service_id = (select id from services where name = $1) and idempotency_key = $2`,
    [service, idempotencyKey],
  );
  return earlier ?? null;
}

function replay(earlier: Earlier, digest: string): Started {
  if (earlier.digest !== digest) throw new IdempotencyKeyReusedError(earlier.id);
  return { id: earlier.id, replayed: true };
}

type Unfinished = { count: number; oldest: number | null };

async function countUnfinished(client: Client, name: string): Promise<Unfinished> {
  const [unfinished] = await prepared<Unfinished>(
    client,
    `select count(*)::int, min(id)::int as oldest from deployments
     where service_id = (select id from services where name = $1) and state in ('QUEUED', 'RUNNING', 'CANCELING')`,
    [name],
  );
  return unfinished ?? { count: 0, oldest: null };
}

function refuseUnstartable(service: StartableService, { count, oldest }: Unfinished, input: StartInput): void {
  const { manifest } = service;
  if (service.state !== 'READY' || manifest === null)
    throw new ServiceNotDeployableError(
      service.name,
      service.state === 'ARCHIVED' ? [gone(service)] : service.problems,
    );
  if (input.whenBusy === 'PARALLEL' && manifest.concurrency !== 'PARALLEL')
    throw new InvalidInputError([
      { path: ['whenBusy'], message: `PARALLEL needs "concurrency": "parallel" in the config.json of ${service.name}` },
    ]);
  if ((input.whenBusy ?? manifest.concurrency) === 'REJECT' && oldest !== null)
    throw new DeploymentInProgressError(service.name, oldest);
  if (count >= maxUnfinished) throw new QueueFullError(service.name, maxUnfinished);
}

const gone = (service: StartableService): Problem => ({
  severity: 'BLOCKS',
  code: 'DIRECTORY_MISSING',
  message: `the directory of ${service.name} is gone`,
  hint: 'Bring it back, or choose another service.',
  path: null,
});

async function enqueue(
  deps: CommandDeps,
  transaction: Transaction,
  viewer: Viewer,
  service: StartableService,
  input: StartInput,
  digest: string,
): Promise<{ id: number; events: DeploymentEvent[] }> {
  const { manifest } = service;
  const checked = validateParameters(manifest?.parametersSchema ?? null, input.parameters);
  if (!checked.ok)
    throw new InvalidInputError(checked.issues.map((issue) => ({ ...issue, path: ['parameters', ...issue.path] })));
  const secrets = Object.fromEntries(
    Object.entries(checked.values).filter(([key]) => checked.secretKeys.includes(key)),
  );
  const shown = { ...checked.values, ...Object.fromEntries(Object.keys(secrets).map((key) => [key, '***'])) };
  const actor = actorOf(viewer);
  const version = manifest?.versionParameter == null ? null : shown[manifest.versionParameter];
  const inserted = prepared<{ id: number }>(transaction, insertDeployment, [
    service.id,
    randomUUID(),
    JSON.stringify(shown),
    checked.secretKeys.length === 0 ? null : deps.sealing.seal(secrets),
    digest,
    typeof version === 'string' ? version.slice(0, 255) : null,
    input.revision == null ? null : JSON.stringify(input.revision),
    input.note ?? null,
    viewer.token?.origin ?? input.origin ?? 'api',
    actor.kind,
    actor.label,
    actor.userId,
    actor.tokenId,
    input.idempotencyKey ?? null,
    input.retryOf ?? null,
    input.whenBusy === 'QUEUE',
    service.configHash,
  ]);
  const [[row], names] = await Promise.all([inserted, stepsToPlan(transaction, service)]);
  const id = row?.id ?? 0;
  transaction.lastly(auditStart(transaction, viewer, id, service, input));
  return { id, events: await planSteps(transaction, queuedRun(id, service.id), names) };
}

/** Parameters stay with the deployment: some of them are secret. */
function auditStart(
  client: Client,
  viewer: Viewer,
  id: number,
  { name }: StartableService,
  { retryOf, note }: StartInput,
): Promise<void> {
  return auditInSql(client, viewer, {
    ...{ action: retryOf ? 'deployment.retry' : 'deployment.start', service: name },
    ...{ subject: `dep_${id}`, subjectLabel: `${name} #${id}` },
    details: { ...(note && { note }), ...(retryOf && { retryOf: `dep_${retryOf}` }) },
  });
}

const insertDeployment = `
insert into deployments (service_id, run_id, state, parameters, sealed_parameters, input_digest, output, version, revision, note,
  origin, actor_kind, actor_label, user_id, token_id, idempotency_key, retry_of,
  waits_for_others, config_hash)
values ($1, $2, 'QUEUED', $3, $4, $5, '{}', $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) returning id::int`;

/** Declared steps, else those that the last success really went through. */
async function stepsToPlan(client: Client, service: StartableService): Promise<string[]> {
  return service.plannedSteps.length > 0 ? service.plannedSteps : lastSuccessfulSteps(client, service.id);
}

/** In the same transaction as the deployment, so that no script is faster than its steps. */
async function planSteps(transaction: Transaction, run: StoredRun, names: string[]): Promise<DeploymentEvent[]> {
  const now = new Date();
  emitState(run, now);
  for (const name of names) {
    const step = plannedStep(run.steps.length + 1, name);
    run.steps.push(step);
    emitStep(run, step, now);
  }
  await writeRun(transaction, run);
  return run.events;
}

async function lastSuccessfulSteps(client: Client, serviceId: number): Promise<string[]> {
  const rows = await prepared<{ name: string }>(
    client,
    `select name from steps where deployment_id =
       (select max(id) from deployments where service_id = $1 and state = 'SUCCESS') and started_at is not null order by position`,
    [serviceId],
  );
  return rows.map((row) => row.name);
}
