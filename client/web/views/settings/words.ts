import type { Role, TokenFieldsFragment, TokenKind } from '../../api/generated/graphql.ts';

/** How rights read, in one place for tokens and users. */

export interface GrantWords {
  service?: string | null | undefined;
  environment?: string | null | undefined;
}

export const roleWords: Record<Role, string> = { VIEWER: 'Viewer', OPERATOR: 'Operator', ADMIN: 'Administrator' };

export const roleHints: Record<Role, string> = {
  VIEWER: 'Reads.',
  OPERATOR: 'Also starts and cancels deployments, syncs, and makes tokens for services.',
  ADMIN: 'Also users, all tokens and the audit log. Sees every service.',
};

export const kindWords: Record<TokenKind, string> = {
  SERVICE: 'Service',
  API: 'API',
  CONFIG: 'Config',
  SESSION: 'Session',
  DEPLOYMENT: 'Deployment',
};

/** `shop-*`, `everything in staging`, `blog in production`. */
export const grantWords = ({ service, environment }: GrantWords): string => {
  if (!environment) return service ?? '';
  return `${service || 'everything'} in ${environment}`;
};

/** `all services`, `only blog and shop-*`, `no service`. */
export const scopeWords = (scope: 'ALL' | 'SELECTED', grants: readonly GrantWords[]): string => {
  if (scope === 'ALL') return 'all services';
  if (grants.length === 0) return 'no service';
  return `only ${inOneSentence(grants.map(grantWords))}`;
};

type Rights = Pick<TokenFieldsFragment, 'kind' | 'role' | 'readOnly' | 'service' | 'serviceScope' | 'grants'>;

/** What a token may do, as the end of a sentence: `starts and reads deployments of blog`. */
export const tokenWords = (token: Rights): string => {
  const where = scopeWords(token.serviceScope, token.grants);
  if (token.kind === 'SERVICE') return `starts and reads deployments of ${token.service?.name ?? 'a removed service'}`;
  if (token.kind === 'CONFIG') return `reads the inventory, ${where}`;
  if (token.role === null) return 'does nothing';
  if (token.readOnly) return `only reads, as ${roleWords[token.role].toLowerCase()}, ${where}`;
  return `acts as ${roleWords[token.role].toLowerCase()}, ${where}`;
};

/** What it is for, in a cell: a service, a role, the inventory. */
export const tokenTarget = (token: Rights): string => {
  if (token.kind === 'SERVICE') return token.service?.name ?? 'removed service';
  if (token.kind === 'CONFIG') return 'Inventory';
  return token.role === null ? '–' : roleWords[token.role];
};

const inOneSentence = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
