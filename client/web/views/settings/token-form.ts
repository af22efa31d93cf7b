import type { CreateTokenInput, Role } from '../../api/generated/graphql.ts';
import { type GrantValues, toGrants } from './grants.ts';

export type MadeKind = 'SERVICE' | 'API' | 'CONFIG';

/** What stands in the form, as it was typed: a refusal changes none of it. */
export interface TokenValues extends GrantValues {
  kind: MadeKind;
  label: string;
  service: string;
  origin: string;
  role: Role;
  readOnly: boolean;
  days: string;
  customDays: string;
}

/** As the server has them. */
export const maxDays: Record<MadeKind, number> = { SERVICE: 180, API: 365, CONFIG: 365 };
export const usualDays: readonly string[] = ['30', '90', '180'];
export const maxOverlapHours = 168;

export const emptyToken = (service: string): TokenValues => ({
  kind: 'SERVICE',
  label: '',
  service,
  origin: '',
  role: 'VIEWER',
  readOnly: false,
  limited: false,
  grants: [],
  days: '30',
  customDays: '',
});

/** Only what counts for its kind, so that what was typed for another one does no harm. */
export const toTokenInput = (values: TokenValues): CreateTokenInput => {
  const { kind, label, service, origin, role, readOnly, limited, grants } = values;
  const expiresInDays = wholeNumber(values.days === 'custom' ? values.customDays : values.days);
  const same = { kind, label: label.trim(), expiresInDays };
  if (kind === 'SERVICE')
    return { ...same, ...(service && { service }), ...(origin.trim() && { origin: origin.trim() }) };
  return { ...same, ...(kind === 'API' && { role, readOnly }), ...(limited && { grants: toGrants(grants) }) };
};

/** 0 for what is none: the server says then what it must be. */
export const wholeNumber = (text: string): number => (/^\d{1,6}$/.test(text.trim()) ? Number(text) : 0);
