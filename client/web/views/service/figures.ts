import type { TrendFieldsFragment } from '../../api/generated/graphql.ts';
import { duration } from '../../components/format.ts';

/** Fewer finished runs say nothing about how often a service fails or how fast it recovers. */
export const leastRuns = 5;

/** Success, failure, lost and timed out; canceled ones are no result. */
export const finishedRuns = (trend: TrendFieldsFragment): number => trend.successes + trend.failures;

/** `deploys, 1.0 a day`, below their number. */
export const deployWords = (trend: TrendFieldsFragment): string =>
  `${trend.successes === 1 ? 'deploy' : 'deploys'}, ${frequencyWords(trend)}`;

/** `1.0 a day`, `2 a week`: successes by the number of days. */
const frequencyWords = (trend: TrendFieldsFragment): string => {
  const perDay = trend.successes / trend.days;
  if (trend.successes === 0) return 'none';
  return perDay >= 0.95 ? `${perDay.toFixed(1)} a day` : `${(perDay * 7).toFixed(1)} a week`;
};

/** Null while there are too few runs to say. */
export const failureShare = (trend: TrendFieldsFragment): string | null => {
  const finished = finishedRuns(trend);
  return finished < leastRuns ? null : `${Math.round((trend.failures / finished) * 100)} %`;
};

/** `12m`, `3h 05m`, `2 d`: null where nothing had to recover, or nobody said. */
export const spanWords = (seconds: number | null): string | null => {
  if (seconds === null) return null;
  if (seconds >= 2 * 86_400) return `${Math.round(seconds / 86_400)} d`;
  return seconds >= 3_600 || seconds < 60 ? duration(seconds * 1_000) : `${Math.round(seconds / 60)}m`;
};

export interface DayBar {
  /** `2026-11-23`, in UTC. */
  day: string;
  successes: number;
  failures: number;
  canceled: number;
}

/** Every day of the range up to today (UTC), also those without a run, oldest first. */
export const everyDay = (trend: TrendFieldsFragment, now: number): DayBar[] => {
  const counted = new Map(trend.perDay.map((day) => [day.day, day]));
  return Array.from({ length: trend.days }, (_each, index) => {
    const day = new Date(now - (trend.days - 1 - index) * 86_400_000).toISOString().slice(0, 10);
    return counted.get(day) ?? { day, successes: 0, failures: 0, canceled: 0 };
  });
};
