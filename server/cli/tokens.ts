import { openApi, successOf } from './api.ts';
import { CommandFailure, exitCodes } from './exit-codes.ts';
import type { ServerOptions } from './find-server.ts';
import { readGrants } from './grants.ts';
import { printJson, printTable, say } from './print.ts';
import { CreateToken, RevokeToken, RotateToken, type ShownToken, type TokenKind, Tokens } from './token-documents.ts';
import type { Role } from './user-documents.ts';

export type TokenOptions = ServerOptions & { json?: boolean };
export type CreateTokenOptions = TokenOptions & {
  kind: Lowercase<TokenKind>;
  service?: string;
  role?: Lowercase<Role>;
  label?: string;
  origin?: string;
  days?: string;
  readOnly?: boolean;
  grant?: string[];
};

/** Makes a token. Its secret is all that stdout gets, and is nowhere else. */
export async function createToken(options: CreateTokenOptions): Promise<number> {
  const { kind, service, role, label, origin, days, readOnly } = options;
  const expiresInDays = days === undefined ? undefined : wholeNumber('--days', days);
  await using api = await openApi(options);
  const input = {
    ...{ kind: kinds[kind], service: service ?? null, origin: origin ?? null, readOnly: readOnly ?? null },
    label: label ?? origin ?? service ?? kind,
    role: role === undefined ? null : roles[role],
    grants: readGrants(options.grant),
    ...(expiresInDays !== undefined && { expiresInDays }),
  };
  const { secret, token } = successOf((await api.request(CreateToken, { input })).createToken);
  printSecret(options, secret, token);
  return exitCodes.ok;
}

/** Prints the new secret; the old one works for some hours more. */
export async function rotateToken(id: string, options: TokenOptions & { overlap?: string }): Promise<number> {
  const { overlap } = options;
  const overlapHours = overlap === undefined ? undefined : wholeNumber('--overlap', overlap);
  await using api = await openApi(options);
  const input = { id, ...(overlapHours !== undefined && { overlapHours }) };
  const { secret, token, replaced } = successOf((await api.request(RotateToken, { input })).rotateToken);
  say(`${replaced.id} works until ${replaced.expiresAt}`);
  printSecret(options, secret, token);
  return exitCodes.ok;
}

export async function revokeToken(id: string, options: TokenOptions): Promise<number> {
  await using api = await openApi(options);
  const { token } = successOf((await api.request(RevokeToken, { id })).revokeToken);
  say(`${token.id} (${token.label}) is revoked`);
  if (options.json) printJson(token);
  return exitCodes.ok;
}

export type ListTokensOptions = TokenOptions & { all?: boolean; service?: string; kind?: Lowercase<TokenKind> };

/** Those that work now, for machines; with `all` also sessions and those that have ended. */
export async function listTokens({ all, service, kind, ...options }: ListTokensOptions): Promise<number> {
  await using api = await openApi(options);
  const shown = kind === undefined ? Object.values(kinds) : [kinds[kind]];
  const filter = { kinds: all && !kind ? null : shown, active: all ? null : true, service: service ?? null };
  const tokens: ShownToken[] = [];
  for (let after: string | null = null; ; ) {
    const { nodes, pageInfo }: TokenPage = (await api.request(Tokens, { after, ...filter })).tokens;
    tokens.push(...nodes);
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  if (options.json) printJson(tokens);
  else printTable([['ID', 'KIND', 'LABEL', 'FOR', 'PREFIX', 'EXPIRES', 'LAST USED', 'STATE'], ...tokens.map(rowOf)]);
  return exitCodes.ok;
}

type TokenPage = { nodes: ShownToken[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };

function printSecret({ json }: TokenOptions, secret: string, token: ShownToken): void {
  say(`${token.id} (${token.label}) works until ${token.expiresAt}; the secret is shown only now`);
  if (json) printJson({ ...token, secret });
  else process.stdout.write(`${secret}\n`);
}

function rowOf(token: ShownToken): string[] {
  const { id, kind, label, service, role, prefix, expiresAt, lastUsedAt } = token;
  return [
    ...[id, kind.toLowerCase(), label, service?.name ?? role?.toLowerCase() ?? '', prefix, expiresAt],
    ...[lastUsedAt ?? 'never', stateOf(token)],
  ];
}

function stateOf({ active, revokedAt, revokedBy }: ShownToken): string {
  if (active) return 'active';
  return revokedAt === null ? 'ended' : `revoked${revokedBy === null ? '' : ` by ${revokedBy.label}`}`;
}

function wholeNumber(option: string, given: string): number {
  if (!/^\d{1,6}$/.test(given))
    throw new CommandFailure(exitCodes.usage, `${option} must be a whole number, got "${given}"`);
  return Number(given);
}

const kinds: Record<Lowercase<TokenKind>, TokenKind> = { service: 'SERVICE', api: 'API', config: 'CONFIG' };
const roles: Record<Lowercase<Role>, Role> = { admin: 'ADMIN', operator: 'OPERATOR', viewer: 'VIEWER' };
