import type { DeploymentFilter, DeploymentState } from '../../api/generated/graphql.ts';

/** What of the history is asked for; exactly what stands in the address, so that a filter is a link. */
export interface HistoryParams {
  [key: string]: string | undefined;
  q?: string | undefined;
  status?: string | undefined;
  service?: string | undefined;
  environment?: string | undefined;
  origin?: string | undefined;
  since?: string | undefined;
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
];

const dayMs = 86_400_000;

/** The filter the server knows. `now` in milliseconds, cut to the minute so that a reload asks the same. */
export const toFilter = (params: HistoryParams, now: number): DeploymentFilter => {
  const states = statusChoices.find((choice) => choice.key === params.status)?.states;
  const days = sinceChoices.find((choice) => choice.key === params.since)?.days;
  return {
    ...(params.q && { search: params.q }),
    ...(states && { states }),
    ...(params.service && { services: params.service.split(',') }),
    ...(params.environment && { environments: [params.environment] }),
    ...(params.origin && { origins: [params.origin] }),
    ...(days && { createdAfter: new Date(Math.floor(now / 60_000) * 60_000 - days * dayMs).toISOString() }),
  };
};

export const isFiltered = (params: HistoryParams): boolean =>
  Boolean(params.q || params.status || params.service || params.environment || params.origin || params.since);
