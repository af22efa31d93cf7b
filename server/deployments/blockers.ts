import { hostname } from 'node:os';
import type { Pool } from 'pg';
import { awayAfterSeconds } from './host.entity.ts';

/** One reason why a queued deployment waits. */
export type Blocker =
  /** The deployment that occupies the service, else the one before it in the service's line. */
  | { kind: 'SERVICE_BUSY'; deployment: number; position: number }
  /** The same for a lock that services share. */
  | { kind: 'LOCK_HELD'; name: string; deployment: number; position: number }
  /** All slots of this host are taken. */
  | { kind: 'LIMIT_REACHED'; limit: number; running: number }
  /** What occupies service or lock runs on a host that is not there: whether it has ended cannot be known. */
  | { kind: 'HOST_AWAY'; host: string; since: string }
  /** Too little room is left on this host to start anything. */
  | { kind: 'DISK_LOW'; host: string; freeBytes: number };

/** A place in the service's line, 1 is next, and what keeps it there. */
export type Waiting = { position: number; blockers: Blocker[] };

/** This host, as far as it decides what may start. */
export type Place = { host: string; slots: number; disk: { low(): { freeBytes: number } | null } };

/** Each byte is not news. */
const freeBytesStep = 64 * 1024 ** 2;

/**
 * Why queued deployments wait; `ids` null: all that are queued. Follows the conditions of the claim (queue.ts), in one
 * statement whatever the number. Without blockers it is about to start. What is not queued is not in the answer.
 */
export async function readWaiting(
  pool: Pool,
  place: Place,
  ids: readonly number[] | null,
): Promise<Map<number, Waiting>> {
  const { rows } = await pool.query<WaitingRow>(select, [ids, place.host, place.slots, awayAfterSeconds]);
  const low = place.disk.low();
  const here: Blocker[] =
    low === null ? [] : [{ kind: 'DISK_LOW', host: hostname(), freeBytes: rounded(low.freeBytes) }];
  return new Map(
    rows.map((row) => [row.id, { position: row.position, blockers: [...blockersOf(row, place.slots), ...here] }]),
  );
}

const rounded = (bytes: number): number => bytes - (bytes % freeBytesStep);

type WaitingRow = {
  id: number;
  position: number;
  busyWith: number | null;
  lockName: string | null;
  lockedBy: number | null;
  lockPosition: number;
  running: number;
  isFull: boolean;
  away: { host: string; since: string }[];
};

function blockersOf(row: WaitingRow, limit: number): Blocker[] {
  const { busyWith, lockName, lockedBy, lockPosition, position } = row;
  const blockers: Blocker[] = [];
  if (busyWith !== null) blockers.push({ kind: 'SERVICE_BUSY', deployment: busyWith, position });
  if (lockName !== null && lockedBy !== null)
    blockers.push({ kind: 'LOCK_HELD', name: lockName, deployment: lockedBy, position: lockPosition });
  blockers.push(...row.away.map((host) => ({ kind: 'HOST_AWAY' as const, ...host })));
  if (row.isFull) blockers.push({ kind: 'LIMIT_REACHED', limit, running: row.running });
  return blockers;
}

/** Of several that are in the way: the oldest that occupies, else the last before it in the line. */
const inTheWay = `(u.occupies or u.id < w.id) and u.id <> w.id
  order by u.occupies desc, case when u.occupies then u.id else -u.id end limit 1`;

const select = `
with unfinished as (
  select d.id, d.service_id, d.host, d.slot, d.state <> 'QUEUED' as occupies,
    coalesce(s.manifest->>'concurrency', 'QUEUE') = 'PARALLEL' as parallel, d.waits_for_others,
    case when d.state = 'QUEUED' then s.manifest->>'lock' else d.lock_key end as lock_name
  from deployments d join services s on s.id = d.service_id
  where d.state in ('QUEUED', 'RUNNING', 'CANCELING')
), slots as (
  select count(*)::int as running, count(*) filter (where slot <= $3::int) >= $3::int as is_full
  from unfinished where occupies and host = $2
)
select w.id::int, w.lock_name as "lockName", busy.id::int as "busyWith", locked.id::int as "lockedBy",
  (select count(*) from unfinished u where u.service_id = w.service_id and not u.occupies and u.id <= w.id)::int as position,
  (select count(*) from unfinished u where u.lock_name = w.lock_name and not u.occupies and u.id <= w.id)::int as "lockPosition",
  slots.running, slots.is_full as "isFull",
  (select coalesce(jsonb_agg(jsonb_build_object('host', h.name, 'since', h.seen_at) order by h.id), '[]') from hosts h
   where h.id in (busy.host, locked.host) and h.seen_at < now() - make_interval(secs => $4)) as away
from unfinished w cross join slots
  left join lateral (select u.id, u.host from unfinished u
    where (not w.parallel or w.waits_for_others) and u.service_id = w.service_id and (not w.parallel or u.id < w.id) and ${inTheWay}) busy on true
  left join lateral (select u.id, u.host from unfinished u where u.lock_name = w.lock_name and ${inTheWay}) locked on true
where not w.occupies and ($1::bigint[] is null or w.id = any($1))`;
