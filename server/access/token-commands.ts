import { type EntityManager, LockMode, type MikroORM } from '@mikro-orm/postgresql';
import { ConflictError, type InputIssue, InvalidInputError, NotFoundError } from '../errors.ts';
import { audit } from './audit.ts';
import { mintSecret } from './credentials.ts';
import { Grant } from './grant.entity.ts';
import { type GrantInput, grantIssues, replaceGrants } from './grants.ts';
import { ending } from './session-ends.ts';
import { Token, type TokenKind } from './token.entity.ts';
import {
  defaultDays,
  defaultOverlapHours,
  type LastingKind,
  lastingKinds,
  maxDays,
  maxOverlapHours,
} from './token-limits.ts';
import { type Role, roles, User } from './user.entity.ts';
import type { Viewer } from './viewer.ts';

export type CreateTokenInput = {
  kind: TokenKind;
  label: string;
  /** For SERVICE. */
  service?: { id: number; name: string } | undefined;
  origin?: string | undefined;
  role?: Role | undefined;
  readOnly?: boolean | undefined;
  /** Given: only these services, of those that its maker may see. */
  grants?: readonly GrantInput[] | undefined;
  expiresInDays?: number | undefined;
};
/** The secret is in this answer and nowhere else. */
export type NewToken = { secret: string; token: Token };

/** Throws InvalidInputError with every issue. */
export async function createToken(
  orm: MikroORM,
  viewer: Viewer,
  input: CreateTokenInput,
  now: number,
): Promise<NewToken> {
  const issues = [...issuesOf(viewer, input), ...grantIssues(input.grants ?? [])];
  if (issues.length > 0) throw new InvalidInputError(issues);
  const { kind, label, service, origin, role, readOnly = false, grants, expiresInDays = defaultDays } = input;
  return orm.em.fork().transactional(async (em) => {
    const { secret, ...stored } = mintSecret(kind);
    const token = em.create(Token, {
      ...stored,
      ...{ kind, label, serviceId: service?.id ?? null, origin: origin ?? null, role: role ?? null },
      ...{ readOnly, serviceScope: grants === undefined ? 'ALL' : 'SELECTED' },
      createdBy: await makerOf(em, viewer),
      createdAt: new Date(now),
      expiresAt: new Date(now + expiresInDays * dayMs),
    });
    await em.persist(token).flush();
    await replaceGrants(em, { token: token.id }, grants ?? []);
    const rights = { ...(role && { role }), ...(readOnly && { readOnly }), ...(grants && { grants }) };
    auditToken(em, viewer, 'token.create', token, { kind, expiresInDays, ...rights }, service?.name);
    return { secret, token };
  });
}

function issuesOf(viewer: Viewer, input: CreateTokenInput): InputIssue[] {
  const { kind, label, service, origin, role, readOnly, grants, expiresInDays = defaultDays } = input;
  if (!isLasting(kind))
    return [{ path: ['kind'], message: `must be one of ${lastingKinds.join(', ')}: ${kind} tokens make themselves` }];
  const max = maxDays[kind];
  const isAbove = role !== undefined && viewer.role !== null && roles.indexOf(role) > roles.indexOf(viewer.role);
  return checked([
    [!isText(label, 255), 'label', 'must be 1 to 255 characters on one line: who uses it, and where'],
    [origin !== undefined && !isText(origin, 63), 'origin', 'must be 1 to 63 characters on one line'],
    [
      expiresInDays < 1 || expiresInDays > max,
      'expiresInDays',
      `must be from 1 to ${max} for ${kind} tokens, got ${expiresInDays}`,
    ],
    [kind === 'SERVICE' && !service, 'service', 'say which service the token is for'],
    [kind !== 'SERVICE' && service, 'service', `is only for SERVICE tokens, not for ${kind}`],
    [kind === 'API' && !role, 'role', 'say which role the token acts with'],
    [kind !== 'API' && role, 'role', `is only for API tokens, not for ${kind}`],
    [kind !== 'API' && readOnly, 'readOnly', `is only for API tokens, not for ${kind}`],
    [kind === 'SERVICE' && grants, 'grants', 'are not for SERVICE tokens: they name their service'],
    [isAbove, 'role', `must be at most your own (${viewer.role}), got ${role}`],
  ]);
}

/** A token never has more rights than its maker: the command line makes them for the first administrator. */
async function makerOf(em: EntityManager, viewer: Viewer): Promise<number> {
  const maker = viewer.user?.id ?? viewer.token?.createdBy;
  if (maker) return maker;
  const first = await em.findOne(User, { role: 'ADMIN', disabledAt: null }, { orderBy: { id: 'asc' } });
  if (first === null)
    throw new ConflictError('There is no administrator yet for whom a token could act. Make one first.');
  return first.id;
}

/** The issues whose condition holds. */
function checked(all: [unknown, string, string][]): InputIssue[] {
  return all.flatMap(([isWrong, field, message]) => (isWrong ? [{ path: [field], message }] : []));
}

const isLasting = (kind: TokenKind): kind is LastingKind => lastingKinds.some((lasting) => lasting === kind);
const isText = (text: string, max: number): boolean => text.trim() !== '' && text.length <= max && !/\p{C}/u.test(text);

/**
 * A new secret with the same rights and the same lifetime from now on. The old one works for `overlapHours` more, so that
 * whoever uses it can be changed over. Throws NotFoundError, InvalidInputError, and ConflictError for one that has ended
 * or was replaced already.
 */
export async function rotateToken(
  orm: MikroORM,
  viewer: Viewer,
  input: { id: number; overlapHours?: number | undefined; mayRotate: (token: Token) => void },
  now: number,
): Promise<NewToken & { replaced: Token }> {
  const { id, overlapHours = defaultOverlapHours, mayRotate } = input;
  if (overlapHours < 0 || overlapHours > maxOverlapHours)
    throw new InvalidInputError([
      { path: ['overlapHours'], message: `must be from 0 to ${maxOverlapHours}, got ${overlapHours}` },
    ]);
  return orm.em.fork().transactional(async (em) => {
    const replaced = await lockedToken(em, id);
    mayRotate(replaced);
    refuseEnded(replaced, now);
    const { secret, ...stored } = mintSecret(replaced.kind);
    const lifetimeMs = replaced.expiresAt.getTime() - replaced.createdAt.getTime();
    const token = em.create(Token, { ...rightsOf(replaced), ...stored, ...times(now, lifetimeMs) });
    await em.persist(token).flush();
    await replaceGrants(em, { token: token.id }, await em.find(Grant, { token: replaced.id }));
    replaced.replacedById = token.id;
    replaced.expiresAt = new Date(Math.min(replaced.expiresAt.getTime(), now + overlapHours * hourMs));
    auditToken(em, viewer, 'token.rotate', replaced, { replacedBy: `tok_${token.id}`, overlapHours });
    return { secret, token, replaced };
  });
}

function refuseEnded(token: Token, now: number): void {
  if (!isLasting(token.kind)) throw new ConflictError(`A ${token.kind} token cannot be rotated: it ends by itself.`);
  if (token.replacedById) throw new ConflictError(`tok_${token.id} was replaced by tok_${token.replacedById} already.`);
  if (token.revokedAt || token.expiresAt.getTime() <= now)
    throw new ConflictError(`tok_${token.id} has ended. Make a new one.`);
}

const times = (now: number, lifetimeMs: number) => ({
  createdAt: new Date(now),
  expiresAt: new Date(now + lifetimeMs),
});

/** What a token may do, for whom and of whom. */
function rightsOf({ kind, label, serviceScope, readOnly, ...rest }: Token) {
  const [serviceId, origin] = [rest.serviceId ?? null, rest.origin ?? null];
  return {
    kind,
    label,
    serviceScope,
    readOnly,
    serviceId,
    origin,
    role: rest.role ?? null,
    createdBy: rest.createdBy ?? null,
  };
}

/** For good and at once; who and when is kept. Revoking again changes nothing. Throws NotFoundError. */
export async function revokeToken(
  orm: MikroORM,
  viewer: Viewer,
  input: { id: number; mayRevoke: (token: Token) => void },
  now: number,
): Promise<Token> {
  return orm.em.fork().transactional(async (em) => {
    const token = await lockedToken(em, input.id);
    input.mayRevoke(token);
    if (token.revokedAt) return token;
    em.assign(token, ending(viewer, new Date(now)));
    auditToken(em, viewer, token.kind === 'SESSION' ? 'session.end' : 'token.revoke', token, { kind: token.kind });
    return token;
  });
}

async function lockedToken(em: EntityManager, id: number): Promise<Token> {
  const token = await em.findOne(Token, { id, kind: { $ne: 'ONCE' } }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (token === null) throw new NotFoundError('token', `tok_${id}`);
  return token;
}

export function auditToken(
  em: EntityManager,
  viewer: Viewer,
  action: 'token.create' | 'token.rotate' | 'token.revoke' | 'session.end',
  token: Token,
  details: Record<string, unknown>,
  service?: string,
): void {
  const subjectLabel = token.label === '' ? token.prefix : token.label;
  audit(em, viewer, { action, subject: `tok_${token.id}`, subjectLabel, service: service ?? null, details });
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
