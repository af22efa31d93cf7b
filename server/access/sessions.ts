import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { poolOf } from '../db/orm.ts';
import { type JsonRow, plainFromJson } from '../db/plain-rows.ts';
import { prepared } from '../db/prepared.ts';
import { toDate } from '../db/transaction.ts';
import { audit, subjectOf } from './audit.ts';
import { hashOf, mintSecret } from './credentials.ts';
import { type GrantFacts, type HolderFacts, type Rights, rightsOf, type TokenFacts } from './rights.ts';
import { rememberedSessionSeconds, slidingSessionSeconds } from './session-length.ts';
import { Token } from './token.entity.ts';
import { User } from './user.entity.ts';
import { nobody, type Viewer } from './viewer.ts';

/** Why a credential is good no more. EXPIRED: a new one from the same person may be. REVOKED: taken away, or its person is disabled. */
export type Ended = 'EXPIRED' | 'REVOKED';
/** Who a request is from. UNKNOWN: no such credential. */
export type Authentication = { viewer: Viewer; credential: 'NONE' | 'VALID' | 'UNKNOWN' | Ended };

/** A session as it is given to its holder, once. */
export type Session = { secret: string; token: Token; user: User };

/** `setsPassword`: began with a one-time link, so a new password may be set without the old one. */
export type SessionStart = { label: string; remember?: boolean; setsPassword?: boolean };

/** Sessions and what any credential says about its holder. `now` in milliseconds. */
export function sessions(orm: MikroORM, now: () => number) {
  /** Always a new credential: a session is never renewed from one that existed before the sign-in. Part of the caller's transaction. */
  async function mint(em: EntityManager, user: User, by: Viewer, how: SessionStart): Promise<Session> {
    const { secret, ...stored } = mintSecret('SESSION');
    const { remember = false } = how;
    const seconds = remember ? rememberedSessionSeconds : slidingSessionSeconds;
    const token = em.create(Token, {
      ...stored,
      kind: 'SESSION',
      label: how.label,
      user: user.id,
      createdAt: new Date(now()),
      expiresAt: new Date(now() + seconds * 1000),
      slidingSeconds: remember ? null : slidingSessionSeconds,
      setsPasswordUntil: how.setsPassword ? new Date(now() + setsPasswordMs) : null,
    });
    await em.persist(token).flush();
    audit(em, by.account === undefined ? { ...by, user, token } : by, {
      ...{ action: 'session.create', ...subjectOf(user) },
      details: { session: `tok_${token.id}`, by: how.label, ...(remember && { remember }) },
    });
    return { secret, token, user };
  }

  /** Whose credential this is now. Never throws for a bad one: the caller is nobody then. */
  async function viewerOf(secret: string | null, remoteAddress: string | null): Promise<Authentication> {
    const stranger = { ...nobody, remoteAddress };
    if (secret === null) return { viewer: stranger, credential: 'NONE' };
    const pool = await poolOf(orm);
    const [row] = await prepared<CredentialRow>(pool, selectCredential, [hashOf(secret)]);
    if (row === undefined) return { viewer: stranger, credential: 'UNKNOWN' };
    const token = plainFromJson(orm.em, Token, row.token);
    const user = row.holder && plainFromJson(orm.em, User, row.holder);
    const ended = endedBecause(token, user?.disabledAt ?? null, now());
    if (ended !== null) return { viewer: stranger, credential: ended };
    await recordUse(token, user, remoteAddress);
    const rights = rightsOf(token, user, row.grants);
    return {
      viewer: { ...rights, user: token.kind === 'SESSION' ? user : null, token, remoteAddress },
      credential: 'VALID',
    };
  }

  /**
   * Moves the expiry of a sliding session, and of nothing else: that of a token may have been cut short since it was read.
   * At most once a minute: reading must not turn into writing.
   */
  async function recordUse(token: Token, user: User | null, remoteAddress: string | null): Promise<void> {
    const at = new Date(now());
    const used = token.lastUsedAt?.getTime();
    if (used !== undefined && at.getTime() - used < useIsRecordedEveryMs) return;
    const slid = token.slidingSeconds ? { expiresAt: new Date(at.getTime() + token.slidingSeconds * 1000) } : {};
    const em = orm.em.fork();
    await em.nativeUpdate(
      Token,
      { id: token.id, revokedAt: null },
      { lastUsedAt: at, lastUsedFrom: remoteAddress, ...slid },
    );
    if (user !== null && token.kind === 'SESSION') await em.nativeUpdate(User, { id: user.id }, { lastSeenAt: at });
    Object.assign(token, slid);
  }

  /** What each of the tokens may now, or why it is over. One statement for every open stream. */
  async function rightsNow(tokenIds: number[]): Promise<Map<number, Rights | Ended>> {
    const pool = await poolOf(orm);
    const { rows } = await pool.query<RightsRow>(selectRights, [tokenIds]);
    const found = new Map(rows.map((row) => [Number(row.id), row]));
    return new Map(
      tokenIds.map((id) => {
        const row = found.get(id);
        return [id, row === undefined ? 'REVOKED' : rightsOfRow(row, now())];
      }),
    );
  }

  return { mint, viewerOf, rightsNow };
}

type Times = Pick<Token, 'revokedAt' | 'expiresAt'>;

function endedBecause({ revokedAt, expiresAt }: Times, disabledAt: Date | null, now: number): Ended | null {
  if (revokedAt || disabledAt !== null) return 'REVOKED';
  return expiresAt.getTime() <= now ? 'EXPIRED' : null;
}

type RightsRow = {
  id: string;
  token: TokenFacts & { revokedAt: string | null; expiresAt: string };
  holder: (HolderFacts & { disabledAt: string | null }) | null;
  grants: GrantFacts;
};

function rightsOfRow({ token, holder, grants }: RightsRow, now: number): Rights | Ended {
  const times = { revokedAt: toDate(token.revokedAt), expiresAt: new Date(token.expiresAt) };
  return endedBecause(times, toDate(holder?.disabledAt ?? null), now) ?? rightsOf(token, holder, grants);
}

/** Rows as the tables have them. */
type CredentialRow = { token: JsonRow; holder: JsonRow | null; grants: GrantFacts };

const grantsOfSql = (condition: string): string =>
  `(select coalesce(jsonb_agg(jsonb_build_object('service', service, 'environment', environment) order by id), '[]') from grants where ${condition})`;

const grantsSql = `jsonb_build_object('token', ${grantsOfSql('token_id = t.id')}, 'holder', ${grantsOfSql('user_id = u.id')})`;
const withHolderSql = 'tokens t left join users u on u.id = coalesce(t.user_id, t.created_by_id)';

/** Every request begins with it. */
const selectCredential = `
select to_jsonb(t) as token, to_jsonb(u) as holder, ${grantsSql} as grants
from ${withHolderSql} where t.hash = $1 and t.kind <> 'ONCE'`;

const selectRights = `
select t.id,
  jsonb_build_object('kind', t.kind, 'role', t.role, 'readOnly', t.read_only, 'serviceScope', t.service_scope,
    'serviceId', t.service_id, 'deploymentId', t.deployment_id, 'revokedAt', t.revoked_at, 'expiresAt', t.expires_at) as token,
  case when u.id is not null then
    jsonb_build_object('role', u.role, 'serviceScope', u.service_scope, 'disabledAt', u.disabled_at) end as holder,
  ${grantsSql} as grants
from ${withHolderSql}
where t.id = any($1)`;

/** From the sign-in with a one-time link on. */
const setsPasswordMs = 3_600_000;
const useIsRecordedEveryMs = 60_000;
