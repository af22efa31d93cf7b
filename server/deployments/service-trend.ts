import type { Pool } from 'pg';
import type { RunDot } from '../services/service.entity.ts';
import type { DeploymentState } from './states.ts';

/** What became of a service's runs within some days. Nothing here is a guess: what cannot be known is null. */
export type ServiceTrend = {
  days: number;
  /** Days (UTC) on which something ended, oldest first. */
  perDay: DayCount[];
  successes: number;
  /** FAILURE, TIMED_OUT and LOST. */
  failures: number;
  /** Counted nowhere else. */
  canceled: number;
  /** Median from the end of a failed run to the end of the next success. */
  recoveryMedianSeconds: number | null;
  /** Median from `committed_at` to the end of the success; null where no run says when its commit was made. */
  leadTimeMedianSeconds: number | null;
  /** Newest first, at most `maxRuns`. */
  runs: RunDot[];
};

export type DayCount = { day: string; successes: number; failures: number; canceled: number };

/** One finished run; `committedAt` as its parameters or its output say, in any form. */
export type TrendRow = {
  id: number;
  state: DeploymentState;
  finishedAt: string;
  durationMs: number | null;
  committedAt: string | null;
};

/** Of a service that runs more often, the newest ones count. */
export const maxRows = 5_000;
const maxRuns = 100;

export async function readTrend(pool: Pool, serviceId: number, days: number): Promise<ServiceTrend> {
  const { rows } = await pool.query<TrendRow>(select, [serviceId, days, maxRows]);
  return trendOf(rows, days);
}

const select = `
select id::int, state, to_char(finished_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "finishedAt",
  least(greatest(extract(epoch from finished_at - started_at) * 1000, 0), 2147483647)::int as "durationMs",
  coalesce(output->>'committed_at', parameters->>'committed_at') as "committedAt"
from deployments where service_id = $1 and finished_at > now() - make_interval(days => $2)
order by id desc limit $3`;

/** Rows newest first. */
export function trendOf(rows: readonly TrendRow[], days: number): ServiceTrend {
  const count = (kind: keyof Omit<DayCount, 'day'>): number => rows.filter((row) => kindOf(row.state) === kind).length;
  return {
    days,
    perDay: daysOf(rows),
    successes: count('successes'),
    failures: count('failures'),
    canceled: count('canceled'),
    recoveryMedianSeconds: median(recoveries(rows)),
    leadTimeMedianSeconds: median(leadTimes(rows)),
    runs: rows.slice(0, maxRuns).map(({ id, state, durationMs }) => ({ number: id, state, durationMs })),
  };
}

function daysOf(rows: readonly TrendRow[]): DayCount[] {
  const byDay = new Map<string, DayCount>();
  for (const { state, finishedAt } of rows.toReversed()) {
    const day = finishedAt.slice(0, 10);
    const counts = byDay.get(day) ?? { day, successes: 0, failures: 0, canceled: 0 };
    counts[kindOf(state)] += 1;
    byDay.set(day, counts);
  }
  return [...byDay.values()].sort((a, b) => a.day.localeCompare(b.day));
}

function kindOf(state: DeploymentState): keyof Omit<DayCount, 'day'> {
  if (state === 'SUCCESS') return 'successes';
  return state === 'CANCELED' ? 'canceled' : 'failures';
}

/** Seconds from each failed run to the next success; a failure that nothing has followed yet is not counted. */
function recoveries(newestFirst: readonly TrendRow[]): number[] {
  let goodAt: number | null = null;
  const seconds: number[] = [];
  for (const { state, finishedAt } of newestFirst) {
    const at = Date.parse(finishedAt);
    if (kindOf(state) === 'successes') goodAt = at;
    else if (kindOf(state) === 'failures' && goodAt !== null) seconds.push((goodAt - at) / 1_000);
  }
  return seconds;
}

function leadTimes(rows: readonly TrendRow[]): number[] {
  return rows.flatMap(({ state, finishedAt, committedAt }) => {
    const committed = Date.parse(committedAt ?? '');
    if (state !== 'SUCCESS' || Number.isNaN(committed)) return [];
    return [Math.max((Date.parse(finishedAt) - committed) / 1_000, 0)];
  });
}

function median(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return Math.round(sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2);
}
