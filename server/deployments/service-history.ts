import { prepared } from '../db/prepared.ts';
import type { Client } from '../db/transaction.ts';

/**
 * What a service shows of its past, stored when a run ends so that no page computes it: the last 20 runs, 30 days of
 * statistics, and from the last 20 successes (3 at least) how long it and its steps usually take.
 */
export async function refreshServiceHistory(client: Client, serviceId: number): Promise<void> {
  await prepared(client, refresh, [serviceId]);
}

const refresh = `
with recent as (
  select id, state, case when finished_at is not null then ${ms('started_at', 'finished_at')} end as ms
  from deployments where service_id = $1 order by id desc limit 20
), month as (
  select count(*) filter (where state <> 'CANCELED') as finished,
    count(*) filter (where state in ('FAILURE', 'TIMED_OUT', 'LOST')) as failures,
    percentile_disc(0.5) within group (order by ${ms('started_at', 'finished_at')}) filter (where state = 'SUCCESS') as p50
  from deployments where service_id = $1 and finished_at > now() - interval '30 days'
), good as (
  select id, finished_at, ${ms('started_at', 'finished_at')} as ms
  from deployments where service_id = $1 and state = 'SUCCESS' order by id desc limit 20
), step_usual as (
  select name, min(position) as position,
    percentile_disc(0.5) within group (order by ms) as p50, percentile_disc(0.9) within group (order by ms) as p90
  from (select name, position, ${ms('started_at', 'finished_at')} as ms from steps
        where deployment_id in (select id from good) and started_at is not null and finished_at is not null) taken
  group by name
)
update services set
  recent_runs = coalesce((select jsonb_agg(jsonb_build_object('number', id, 'state', state, 'durationMs', ms) order by id desc) from recent), '[]'),
  stats = (select jsonb_build_object('deployments', finished, 'failures', failures, 'p50Ms', p50,
    'lastSuccessAt', (select to_char(max(finished_at) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') from good)) from month),
  estimate = (select case when count(*) < 3 then null else jsonb_build_object('sampleSize', count(*),
    'p50Ms', percentile_disc(0.5) within group (order by ms), 'p90Ms', percentile_disc(0.9) within group (order by ms),
    'steps', (select coalesce(jsonb_agg(jsonb_build_object('name', name, 'p50Ms', p50, 'p90Ms', p90) order by position), '[]') from step_usual)) end
    from good)
where id = $1`;

/** At most what fits the Int of GraphQL (24 days), and never negative when the clocks of two machines differ. */
function ms(from: string, to: string): string {
  return `least(greatest(extract(epoch from ${to} - ${from}) * 1000, 0), 2147483647)::int`;
}
