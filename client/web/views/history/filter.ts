import type { DeploymentFilter, DeploymentState } from '../../api/generated/graphql.ts';
import { startOfDate, type Zone } from '../../components/days.ts';
import { valuesOf } from '../../components/values.ts';

/** What of the history is asked for; exactly what stands in the address, so that a filter is a link. */
export interface HistoryParams {
  [key: string]: string | undefined;
  q?: string | undefined;
  status?: string | undefined;
  service?: string | undefined;
  env?: string | undefined;
  origin?: string | undefined;
  /** Name of the user or the token. */
  user?: string | undefined;
  /** Within the last days (`7d`), or `dates`: between `from` and `to`. */
  since?: string | undefined;
  /** First and last day, `2026-11-23`, in the reader's time zone. */
  from?: string | undefined;
  to?: string | undefined;
  /** One of `sortChoices`; none: the newest first. */
  sort?: string | undefined;
  /** Cursor: only what follows it in this order. */
  after?: string | undefined;
}

/** Groups of states people ask for. */
export const statusChoices: { key: string; name: string; states: DeploymentState[] }[] = [
  { key: 'active', name: 'Not finished', states: ['QUEUED', 'RUNNING', 'CANCELING'] },
  { key: 'succeeded', name: 'Succeeded', states: ['SUCCESS'] },
  { key: 'failed', name: 'Failed or lost', states: ['FAILURE', 'TIMED_OUT', 'LOST'] },
  { key: 'canceled', name: 'Canceled', states: ['CANCELED'] },
];

export const sinceChoices: { key: string; name: string; days: number }[] = [
  { key: '1d', name: 'Last 24 hours', days: 1 },
  { key: '7d', name: 'Last 7 days', days: 7 },
  { key: '30d', name: 'Last 30 days', days: 30 },
  { key: '90d', name: 'Last 90 days', days: 90 },
  { key: 'dates', name: 'Between dates', days: 0 },
];

const dayMs = 86_400_000;

/**
 * The filter the server knows. `now` in milliseconds, cut to the minute so that a reload asks the same; days begin and
 * end in the zone in which times are shown.
 */
export const toFilter = (params: HistoryParams, now: number, zone: Zone): DeploymentFilter => {
  const chosen = valuesOf(params.status);
  const states = statusChoices.filter((choice) => chosen.includes(choice.key)).flatMap((choice) => choice.states);
  const days = sinceChoices.find((choice) => choice.key === params.since)?.days;
  const after = startOfDate(params.from, zone);
  const before = startOfDate(params.to, zone, 1);
  return {
    ...(params.q && { search: params.q }),
    ...(states.length > 0 && { states }),
    ...(params.service && { services: valuesOf(params.service) }),
    ...(params.env && { environments: valuesOf(params.env) }),
    ...(params.origin && { origins: valuesOf(params.origin) }),
    ...(params.user && { actorLabels: valuesOf(params.user) }),
    ...(days && { createdAfter: new Date(Math.floor(now / 60_000) * 60_000 - days * dayMs).toISOString() }),
    ...(after !== null && { createdAfter: new Date(after).toISOString() }),
    ...(before !== null && { createdBefore: new Date(before).toISOString() }),
  };
};

/** What of the address narrows the list; `after` only says where it begins. */
export const filterKeys = ['q', 'status', 'service', 'env', 'origin', 'user', 'since', 'from', 'to'] as const;

/** An address without any of them. */
export const nothing: HistoryParams = Object.fromEntries(filterKeys.map((key) => [key, undefined]));

export const isFiltered = (params: HistoryParams): boolean => filterKeys.some((key) => Boolean(params[key]));

/** `failed runs of wiki in production`: what was looked for, in words. */
export const filterWords = (params: HistoryParams): string => {
  const status = valuesOf(params.status)
    .map((key) => statusChoices.find((choice) => choice.key === key)?.name.toLowerCase() ?? key)
    .join(' or ');
  const parts = [
    status ? `${status} runs` : 'runs',
    params.service ? `of ${valuesOf(params.service).join(' or ')}` : '',
    params.env ? `in ${valuesOf(params.env).join(' or ')}` : '',
    params.origin ? `from ${valuesOf(params.origin).join(' or ')}` : '',
    params.user ? `by ${valuesOf(params.user).join(' or ')}` : '',
    params.q ? `with “${params.q}”` : '',
    dateWords(params),
  ];
  return parts.filter(Boolean).join(' ');
};

/** True where the reader chooses the first and the last day. */
export const isBetweenDays = ({ since, from, to }: HistoryParams): boolean => since === 'dates' || Boolean(from || to);

/** `1–23 Nov 2026`, `from 1 Nov 2026`: the days somebody chose; undefined: none. */
export const daysWords = ({ from, to }: HistoryParams): string | undefined => {
  const [first, last] = [startOfDate(from, 'utc'), startOfDate(to, 'utc')];
  if (first !== null && last !== null && first <= last) return dayFormat.formatRange(first, last);
  const words = [first !== null && `from ${dayFormat.format(first)}`, last !== null && `to ${dayFormat.format(last)}`];
  return words.filter(Boolean).join(' ') || undefined;
};

const dayFormat = new Intl.DateTimeFormat('en-GB', {
  ...{ day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' },
});

const dateWords = ({ since, from, to }: HistoryParams): string => {
  if (from || to) return [from && `from ${from}`, to && `to ${to}`].filter(Boolean).join(' ');
  const choice = sinceChoices.find((each) => each.key === since && each.days > 0);
  return choice ? `in the ${choice.name.toLowerCase()}` : '';
};
