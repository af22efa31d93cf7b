import type { AuditFilter } from '../../api/generated/graphql.ts';
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
export const toAuditFilter = (params: AuditParams, zone: 'local' | 'utc'): AuditFilter => {
  const outcome = outcomeChoices.find(({ key }) => key === params.outcome)?.outcome;
  const after = startOf(params.from, 0, zone);
  const before = startOf(params.to, 1, zone);
  return {
    ...(params.actor && { actor: params.actor }),
    ...(params.action && { actions: params.action.split(',') }),
    ...(params.service && { service: params.service }),
    ...(outcome && { outcome }),
    ...(after && { after }),
    ...(before && { before }),
  };
};

/** The same events as a file. */
export const exportHref = (format: 'csv' | 'json', filter: AuditFilter): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) query.set(name, String(value));
  return `/audit.${format}${query.size > 0 ? `?${query}` : ''}`;
};

/** Null for what is no date. */
const startOf = (date: string | undefined, daysLater: number, zone: 'local' | 'utc'): string | null => {
  const [year, month, day] =
    /^(\d{4})-(\d\d)-(\d\d)$/
      .exec(date ?? '')
      ?.slice(1)
      .map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const parts = [year, month - 1, day + daysLater] as const;
  return new Date(zone === 'utc' ? Date.UTC(...parts) : new Date(...parts).getTime()).toISOString();
};
