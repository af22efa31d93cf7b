import { prepared } from '../db/prepared.ts';
import type { Client } from '../db/transaction.ts';
import type { Problem } from '../services/problem.ts';
import { type RunColumns, runColumns, type StoredRun, storedRun } from './run-store.ts';

/** What a claim took from the queue: the deployment as it was frozen at its start, and the service as it is now. */
export type Claim = {
  id: number;
  runId: string;
  fence: number;
  parameters: Record<string, unknown>;
  sealedParameters: string | null;
  /** config.json is another one than when the steps were planned. */
  configChanged: boolean;
  service: {
    id: number;
    name: string;
    state: 'READY' | 'INVALID' | 'ARCHIVED';
    problems: Pick<Problem, 'severity' | 'message'>[];
    manifest: ClaimedManifest | null;
    /** Declared in config.json; empty where none are. */
    plannedSteps: string[];
    scriptPath: string | null;
    scriptLabel: string | null;
  };
};

const claimColumns = 'id::int, run_id as "runId", parameters, sealed_parameters as "sealedParameters", service';

function serviceOf(table: string): string {
  return `lateral (
    select jsonb_build_object('id', s.id, 'name', s.name, 'state', s.state, 'problems', s.problems, 'manifest', s.manifest,
      'plannedSteps', s.planned_steps, 'scriptPath', s.script_path, 'scriptLabel', s.script_label) as service
    from services s where s.id = ${table}.service_id) as owner`;
}

/** The same for a deployment that is claimed already, to hand it over again. */
export async function readClaim(client: Client, id: number): Promise<Claim> {
  const { rows } = await client.query<Claim>(
    `select ${claimColumns}, fence, false as "configChanged" from deployments, ${serviceOf('deployments')} where id = $1`,
    [id],
  );
  if (rows[0] === undefined) throw new Error(`#${id} is not in the database`);
  return rows[0];
}

/** The settings of a service that are read at the claim. */
type ClaimedManifest = { user: string | null; timeoutSeconds: number | null; stopGraceSeconds: number };

export type Place = { host: string; slots: number; defaultTimeoutSeconds: number };

export type Claimed = {
  claim: Claim;
  /** Under the row's lock, without its steps. */
  run: StoredRun;
  /** There are more in the queue: perhaps another one may run too. */
  othersWait: boolean;
};

/**
 * Claims the deployment that waits longest among those that may run: the head of its service's line (in a parallel
 * service any that did not ask to wait for those before it), service and lock free, a slot of this host free. One statement; the partial unique indexes
 * refuse what two servers might do at once (unique violation: try again). Null: nothing may run now.
 */
export async function claimNext(client: Client, place: Place): Promise<Claimed | null> {
  const values = [place.host, place.slots, place.defaultTimeoutSeconds];
  const [row] = await prepared<Claim & RunColumns & { othersWait: boolean }>(client, claim, values);
  return row === undefined ? null : { claim: row, run: storedRun(row.id, row, []), othersWait: row.othersWait };
}

const occupying = `('RUNNING', 'CANCELING')`;

const isParallel = `(coalesce(s.manifest->>'concurrency', 'QUEUE') = 'PARALLEL')`;

const claim = `
with slot as (
  select n from generate_series(1, $2::int) n
  where not exists (select 1 from deployments where host = $1 and slot = n and state in ${occupying})
  order by n limit 1
), head as (
  select d.id, d.service_id, ${isParallel} as parallel, s.manifest->>'lock' as lock_name,
    s.config_hash, s.script_hash, s.estimate, s.manifest, d.config_hash is distinct from s.config_hash as config_changed
  from deployments d join services s on s.id = d.service_id
  where d.state = 'QUEUED' and exists (select 1 from slot)
    and ((${isParallel} and not d.waits_for_others) or not exists (
      select 1 from deployments e where e.service_id = d.service_id and
        ((e.state in ${occupying} and (not ${isParallel} or e.id < d.id)) or (e.state = 'QUEUED' and e.id < d.id))))
    and (s.manifest->>'lock' is null or not exists (
      select 1 from deployments e join services t on t.id = e.service_id
      where (e.state in ${occupying} and e.lock_key = s.manifest->>'lock')
        or (e.state = 'QUEUED' and e.id < d.id and t.manifest->>'lock' = s.manifest->>'lock')))
  order by d.id limit 1
  for update of d skip locked
), claimed as (
  update deployments d set state = 'RUNNING', host = $1, slot = slot.n, fence = d.fence + 1, claims = d.claims + 1,
    started_at = now(), exclusive_key = case when not head.parallel then d.service_id end, lock_key = head.lock_name,
    config_hash = head.config_hash, script_hash = head.script_hash, estimate = head.estimate,
    outcome_rule = coalesce(head.manifest->>'outcome', 'steps'),
    timeout_seconds = coalesce((head.manifest->>'timeoutSeconds')::int, ceil($3::float8)::int)
  from head, slot where d.id = head.id
  returning d.*, head.config_changed
)
select ${claimColumns}, ${runColumns}, config_changed as "configChanged",
  exists (select 1 from deployments d where d.state = 'QUEUED' and d.id <> claimed.id) as "othersWait"
from claimed, ${serviceOf('claimed')}`;

export type Occupied = {
  id: number;
  fence: number;
  runId: string;
  state: 'RUNNING' | 'CANCELING';
  claimedAt: Date;
  canceledBy: string | null;
  cursor: { n: number; offset: number };
};

/** What this host runs according to the database: the truth that a server starts from and looks at each second. */
export async function occupiedBy(client: Client, host: string): Promise<Occupied[]> {
  const { rows } = await client.query<Omit<Occupied, 'claimedAt'> & { claimedAt: string }>(
    `select id::int, fence, run_id as "runId", state, started_at as "claimedAt", canceled_by as "canceledBy",
       jsonb_build_object('n', journal_n, 'offset', journal_offset) as cursor
     from deployments where host = $1 and state in ${occupying} order by id`,
    [host],
  );
  return rows.map((row) => ({ ...row, claimedAt: new Date(row.claimedAt) }));
}
