import type { Pool } from 'pg';
import { expect } from 'vitest';
import type { QueueModel } from './queue-model.ts';
import { hosts, slots } from './queue-world.ts';

type Row = {
  id: number;
  state: string;
  host: string | null;
  slot: number | null;
  fence: number;
  claims: number;
  n: number;
};

/** The rows are those of the model, and each promise of the queue holds for them whatever the model thinks. */
export async function expectPromises(pool: Pool, model: QueueModel): Promise<void> {
  const { rows } = await pool.query<Row & { broken: string[] }>(look, [slots]);
  expect(rows.flatMap(({ id, broken }) => broken.map((promise) => `#${id}: ${promise}`))).toEqual([]);
  expect(rows.map(({ broken: _, ...row }) => row)).toEqual(
    model.deployments.map(({ service: _s, key: _k, host, slot, ...same }) => ({
      ...same,
      host: host === null ? null : hosts[host],
      slot,
    })),
  );
}

const occupying = `('RUNNING', 'CANCELING')`;
const promises: Record<string, string> = {
  'more run on its host than there are slots': `d.state in ${occupying} and (d.slot is null or d.slot not between 1 and $1)`,
  'another run has its slot': `d.state in ${occupying} and exists (select from deployments e where e.id <> d.id and e.state in ${occupying} and e.host = d.host and e.slot = d.slot)`,
  'another run of its service is active': `d.state in ${occupying} and s.manifest->>'concurrency' = 'QUEUE' and exists (select from deployments e where e.id <> d.id and e.state in ${occupying} and e.service_id = d.service_id)`,
  'another run with its lock is active': `d.state in ${occupying} and exists (select from deployments e join services t on t.id = e.service_id where e.id <> d.id and e.state in ${occupying} and t.manifest->>'lock' = s.manifest->>'lock')`,
  'one of its service that came before it still waits': `d.state in ${occupying} and s.manifest->>'concurrency' = 'QUEUE' and exists (select from deployments e where e.id < d.id and e.state = 'QUEUED' and e.service_id = d.service_id)`,
  'it has ended with an open step': `d.state not in ('QUEUED', 'RUNNING', 'CANCELING') and exists (select from steps where deployment_id = d.id and state in ('PENDING', 'RUNNING'))`,
  'finished_at and state do not agree': `(d.finished_at is null) <> (d.state in ('QUEUED', 'RUNNING', 'CANCELING'))`,
  'its numbers have a gap': `(select count(*) from (select seq from events where deployment_id = d.id union all select seq from log_chunks where deployment_id = d.id) all_events) <> d.last_seq`,
  'its newest state event is not its state': `d.state <> (select data->>'state' from events where deployment_id = d.id and kind = 'STATE' order by seq desc limit 1)`,
  'another deployment has its key': `exists (select from deployments e where e.id <> d.id and e.service_id = d.service_id and e.idempotency_key = d.idempotency_key)`,
  'its run is the run of another': `exists (select from deployments e where e.id <> d.id and e.run_id = d.run_id)`,
};

const look = `
select d.id::int, d.state, d.host, d.slot, d.fence, d.claims, d.journal_n as n, array_remove(array[
  ${Object.entries(promises)
    .map(([promise, isBroken]) => `case when ${isBroken} then '${promise}' end`)
    .join(',\n  ')}
], null) as broken
from deployments d join services s on s.id = d.service_id order by d.id`;
