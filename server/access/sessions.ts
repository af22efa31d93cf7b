import type { MikroORM } from '@mikro-orm/postgresql';
import { poolOf } from '../db/orm.ts';
import { hashOf, mintSecret } from './credentials.ts';
import { Token } from './token.entity.ts';
import { type Role, User } from './user.entity.ts';
import { nobody, type Viewer } from './viewer.ts';

/** Who a request is from. UNKNOWN: no such credential. ENDED: it was good once; a new one from the same person may be. */
export type Authentication = { viewer: Viewer; credential: 'NONE' | 'VALID' | 'UNKNOWN' | 'ENDED' };

/** A session as it is given to its holder, once. */
export type Session = { secret: string; token: Token; user: User };

export const slidingSessionSeconds = 12 * 3600;
export const rememberedSessionSeconds = 30 * 24 * 3600;

/** Sessions and what any credential says about its holder. `now` in milliseconds. */
export function sessions(orm: MikroORM, now: () => number) {
  /** Always a new credential: a session is never renewed from one that existed before the sign-in. */
  async function mint(user: User, label: string, remember = false): Promise<Session> {
    const em = orm.em.fork();
    const { secret, ...stored } = mintSecret('SESSION');
    const seconds = remember ? rememberedSessionSeconds : slidingSessionSeconds;
    const token = em.create(Token, {
      ...stored,
      kind: 'SESSION',
      label,
      user: user.id,
      createdAt: new Date(now()),
      expiresAt: new Date(now() + seconds * 1000),
      slidingSeconds: remember ? null : slidingSessionSeconds,
    });
    await em.persist(token).flush();
    return { secret, token, user };
  }

  /** Whose credential this is now. Never throws for a bad one: the caller is nobody then. */
  async function viewerOf(secret: string | null, remoteAddress: string | null): Promise<Authentication> {
    const stranger = { ...nobody, remoteAddress };
    if (secret === null) return { viewer: stranger, credential: 'NONE' };
    const em = orm.em.fork();
    const token = await em.findOne(Token, { hash: hashOf(secret), kind: { $ne: 'ONCE' } });
    if (token === null) return { viewer: stranger, credential: 'UNKNOWN' };
    const holder = token.user ?? token.createdBy;
    const user = holder === null || holder === undefined ? null : await em.findOne(User, { id: holder });
    const over =
      token.revokedAt !== null || token.expiresAt.getTime() <= now() || (user !== null && user.disabledAt !== null);
    if (over) return { viewer: stranger, credential: 'ENDED' };
    await recordUse(token, user, remoteAddress);
    return {
      viewer: { user: token.kind === 'SESSION' ? user : null, token, role: roleOf(token, user), remoteAddress },
      credential: 'VALID',
    };
  }

  /** Moves the expiry of a sliding session. At most once a minute: reading must not turn into writing. */
  async function recordUse(token: Token, user: User | null, remoteAddress: string | null): Promise<void> {
    const at = new Date(now());
    const used = token.lastUsedAt?.getTime();
    if (used !== undefined && at.getTime() - used < useIsRecordedEveryMs) return;
    const expiresAt = token.slidingSeconds ? new Date(at.getTime() + token.slidingSeconds * 1000) : token.expiresAt;
    const em = orm.em.fork();
    await em.nativeUpdate(
      Token,
      { id: token.id, revokedAt: null },
      { lastUsedAt: at, lastUsedFrom: remoteAddress, expiresAt },
    );
    if (user !== null && token.kind === 'SESSION') await em.nativeUpdate(User, { id: user.id }, { lastSeenAt: at });
    token.expiresAt = expiresAt;
  }

  /** Those of the tokens that are expired, revoked, gone, or whose holder is disabled. One statement for every open stream. */
  async function endedOf(tokenIds: number[]): Promise<Set<number>> {
    const pool = await poolOf(orm);
    const { rows } = await pool.query<{ id: string }>(
      `select tokens.id from tokens left join users on users.id = coalesce(tokens.user_id, tokens.created_by_id)
       where tokens.id = any($1) and tokens.revoked_at is null and tokens.expires_at > $2 and users.disabled_at is null`,
      [tokenIds, new Date(now())],
    );
    const alive = new Set(rows.map((row) => Number(row.id)));
    return new Set(tokenIds.filter((id) => !alive.has(id)));
  }

  return { mint, viewerOf, endedOf };
}

/** A session acts as its person. An API token has its own role, capped by its maker's. The other kinds have no role. */
function roleOf(token: Token, holder: User | null): Role | null {
  if (token.kind === 'SESSION') return holder?.role ?? null;
  if (token.kind !== 'API' || !token.role || holder === null) return null;
  return rank[token.role] < rank[holder.role] ? token.role : holder.role;
}

const rank: Record<Role, number> = { VIEWER: 1, OPERATOR: 2, ADMIN: 3 };
const useIsRecordedEveryMs = 60_000;
