import type { TokenKind, TokensPageQueryVariables } from '../../api/generated/graphql.ts';

/** What of the tokens is asked for; exactly what stands in the address. */
export interface TokenParams {
  [key: string]: string | undefined;
  q?: string | undefined;
  kind?: string | undefined;
  service?: string | undefined;
  show?: string | undefined;
}

export const noTokenFilter: TokenParams = { q: '', kind: '', service: '', show: '' };

export const kindChoices: { key: string; name: string; kind: TokenKind }[] = [
  { key: 'service', name: 'Service', kind: 'SERVICE' },
  { key: 'api', name: 'API', kind: 'API' },
  { key: 'config', name: 'Config', kind: 'CONFIG' },
];

/** Without one: those that work. */
export const showChoices: { key: string; name: string; active: boolean | null }[] = [
  { key: 'ended', name: 'Revoked or expired', active: false },
  { key: 'all', name: 'Working and ended', active: null },
];

/** Sessions and the tokens of running scripts come and go by themselves and are not listed. */
export const toTokenVariables = (params: TokenParams): Omit<TokensPageQueryVariables, 'first' | 'after'> => {
  const kind = kindChoices.find((choice) => choice.key === params.kind)?.kind;
  const show = showChoices.find((choice) => choice.key === params.show);
  return {
    kinds: kind ? [kind] : kindChoices.map((choice) => choice.kind),
    active: show ? show.active : true,
    ...(params.service && { service: params.service }),
    ...(params.q && { search: params.q }),
  };
};

export const isTokenFiltered = ({ q, kind, service, show }: TokenParams): boolean =>
  Boolean(q || kind || service || show);
