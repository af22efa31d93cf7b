import type { AuditFilter } from '../../api/generated/graphql.ts';
import { startOfDate, type Zone } from '../../components/days.ts';
import { actionWords } from './audit-words.ts';

/** What of the audit log is asked for; exactly what stands in the address. Dates as `2026-11-23`, both included. */
export interface AuditParams {
  [key: string]: string | undefined;
  actor?: string | undefined;
  action?: string | undefined;
  service?: string | undefined;
  outcome?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

export const noAuditFilter: AuditParams = { actor: '', action: '', service: '', outcome: '', from: '', to: '' };

export const actionChoices = Object.entries(actionWords).map(([key, name]) => ({ key, name }));
export const outcomeChoices: { key: string; name: string; outcome: 'OK' | 'REFUSED' }[] = [
  { key: 'done', name: 'Done', outcome: 'OK' },
  { key: 'refused', name: 'Refused', outcome: 'REFUSED' },
];

export const isAuditFiltered = (params: AuditParams): boolean =>
  Object.keys(noAuditFilter).some((key) => Boolean(params[key]));

/** The filter the server knows. Days begin and end in the zone in which times are shown. */
export const toAuditFilter = (params: AuditParams, zone: Zone): AuditFilter => {
  const outcome = outcomeChoices.find(({ key }) => key === params.outcome)?.outcome;
  const after = startOfDate(params.from, zone);
  const before = startOfDate(params.to, zone, 1);
  return {
    ...(params.actor && { actor: params.actor }),
    ...(params.action && { actions: params.action.split(',') }),
    ...(params.service && { service: params.service }),
    ...(outcome && { outcome }),
    ...(after !== null && { after: new Date(after).toISOString() }),
    ...(before !== null && { before: new Date(before).toISOString() }),
  };
};

/** The same events as a file. */
export const exportHref = (format: 'csv' | 'json', filter: AuditFilter): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) query.set(name, String(value));
  return `/audit.${format}${query.size > 0 ? `?${query}` : ''}`;
};
