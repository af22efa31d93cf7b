import type { zone } from '../session/preferences.ts';

export type Zone = ReturnType<typeof zone>;

interface Started {
  createdAt: string;
  startedAt: string | null;
}

/** First moment of the day that `at` lies in, in the zone in which times are shown. Milliseconds. */
export const startOfDay = (at: number, zone: Zone): number =>
  zone === 'utc' ? new Date(at).setUTCHours(0, 0, 0, 0) : new Date(at).setHours(0, 0, 0, 0);

/** Runs under the days they started on, each day by its first moment. */
export const byDay = <Run extends Started>(runs: readonly Run[], zone: Zone): Map<number, Run[]> =>
  Map.groupBy(runs, (run) => startOfDay(Date.parse(run.startedAt ?? run.createdAt), zone));

/** First moment of the day `2026-11-23`, or of one some days later; null for what is no date. */
export const startOfDate = (date: string | undefined, zone: Zone, daysLater = 0): number | null => {
  const utc = /^\d{4}-\d\d-\d\d$/.test(date ?? '') ? new Date(`${date}T00:00Z`) : null;
  if (utc === null || Number.isNaN(utc.getTime())) return null;
  utc.setUTCDate(utc.getUTCDate() + daysLater);
  if (zone === 'utc') return utc.getTime();
  return new Date(utc.getUTCFullYear(), utc.getUTCMonth(), utc.getUTCDate()).getTime();
};
