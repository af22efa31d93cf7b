import type { EntityManager, FilterQuery, MikroORM } from '@mikro-orm/postgresql';
import { numericKeysetOf, type Page, type PageInput, pageOf } from '../db/keyset.ts';
import { containing } from '../db/like.ts';
import { poolOf } from '../db/orm.ts';
import { isAdministrator } from './authorise-unlimited.ts';
import { Token, type TokenKind } from './token.entity.ts';
import { User } from './user.entity.ts';
import type { Viewer } from './viewer.ts';

export type TokenFilter = {
  kinds?: readonly TokenKind[] | undefined;
  active?: boolean | undefined;
  serviceId?: number | undefined;
  search?: string | undefined;
};
/** What somebody could come in with right now. */
export type Credentials = { sessions: number; tokens: number };

const maxPageSize = 100;

/** Newest first: for an administrator all, for everybody else their own. A one-time code never leaves. */
export async function listTokens(
  orm: MikroORM,
  viewer: Viewer,
  filter: TokenFilter,
  input: PageInput,
  now: number,
): Promise<Page<Token>> {
  const keyset = numericKeysetOf(input, maxPageSize);
  const em = orm.em.fork();
  const where = await matching(em, viewer, filter, now);
  if (keyset.after !== null) where.push({ id: { $lt: keyset.after } });
  if (keyset.before !== null) where.push({ id: { $gt: keyset.before } });
  const orderBy = { id: keyset.backwards ? 'asc' : 'desc' } as const;
  return pageOf(await em.find(Token, { $and: where }, { orderBy, limit: keyset.limit }), keyset);
}

export async function countTokens(orm: MikroORM, viewer: Viewer, filter: TokenFilter, now: number): Promise<number> {
  const em = orm.em.fork();
  return em.count(Token, { $and: await matching(em, viewer, filter, now) });
}

/** Newest first. */
export async function openSessionsOf(
  orm: MikroORM,
  userIds: readonly number[],
  now: number,
): Promise<Map<number, Token[]>> {
  const open = { kind: 'SESSION', user: { $in: [...userIds] }, ...notOver(now) } as const;
  const sessions = await orm.em.fork().find(Token, open, { orderBy: { id: 'desc' } });
  return Map.groupBy(sessions, (session) => session.user ?? 0);
}

export async function credentialsOf(
  orm: MikroORM,
  userIds: readonly number[],
  now: number,
): Promise<Map<number, Credentials>> {
  const pool = await poolOf(orm);
  const { rows } = await pool.query<Credentials & { id: number }>(
    `select coalesce(user_id, created_by_id)::int as id, count(*) filter (where kind = 'SESSION')::int as sessions,
       count(*) filter (where kind in ('SERVICE', 'API', 'CONFIG'))::int as tokens
     from tokens where coalesce(user_id, created_by_id) = any($1) and revoked_at is null and expires_at > $2
     group by 1`,
    [userIds, new Date(now)],
  );
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

export function isOwn(viewer: Viewer, token: Token): boolean {
  return (
    token.id === viewer.token?.id || (viewer.user !== null && [token.user, token.createdBy].includes(viewer.user.id))
  );
}

const notOver = (now: number) => ({ revokedAt: null, expiresAt: { $gt: new Date(now) } });

async function matching(
  em: EntityManager,
  viewer: Viewer,
  { kinds, active, serviceId, search }: TokenFilter,
  now: number,
): Promise<FilterQuery<Token>[]> {
  const all: FilterQuery<Token>[] = [{ kind: { $ne: 'ONCE' } }];
  const self = viewer.user?.id ?? 0;
  if (!isAdministrator(viewer)) all.push({ $or: [{ user: self }, { createdBy: self }, { id: viewer.token?.id ?? 0 }] });
  if (kinds) all.push({ kind: { $in: [...kinds] } });
  if (serviceId !== undefined) all.push({ serviceId });
  if (active !== undefined) all.push(...(await activeOrNot(em, active, now)));
  if (search) {
    const like = { $ilike: containing(search) };
    all.push({ $or: [{ label: like }, { prefix: like }, { origin: like }] });
  }
  return all;
}

/** A token of somebody who is disabled is suspended, so it is not active either. */
async function activeOrNot(em: EntityManager, active: boolean, now: number): Promise<FilterQuery<Token>[]> {
  const users = await em.find(User, { disabledAt: { $ne: null } }, { fields: ['id'] });
  const disabled = users.map(({ id }) => id);
  if (!active)
    return [
      {
        $or: [
          { revokedAt: { $ne: null } },
          { expiresAt: { $lte: new Date(now) } },
          { user: { $in: disabled } },
          { createdBy: { $in: disabled } },
        ],
      },
    ];
  const enabled = { $nin: disabled };
  return [
    notOver(now),
    { $or: [{ user: null }, { user: enabled }] },
    { $or: [{ createdBy: null }, { createdBy: enabled }] },
  ];
}
