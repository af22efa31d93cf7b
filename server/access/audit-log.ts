import type { FilterQuery, MikroORM } from '@mikro-orm/postgresql';
import { numericKeysetOf, type Page, type PageInput, pageOf } from '../db/keyset.ts';
import { AuditEvent, type AuditOutcome } from './audit-event.entity.ts';

export type AuditFilter = {
  actions?: readonly string[] | undefined;
  /** Of a user or of a token. */
  actor?: { user: number } | { token: number } | undefined;
  service?: string | undefined;
  /** A printable id. */
  subject?: string | undefined;
  outcome?: AuditOutcome | undefined;
  after?: Date | undefined;
  before?: Date | undefined;
};

const maxPageSize = 100;
const exportedAtATime = 500;

/** Newest first. */
export async function listAuditEvents(orm: MikroORM, filter: AuditFilter, input: PageInput): Promise<Page<AuditEvent>> {
  const keyset = numericKeysetOf(input, maxPageSize);
  const where = matching(filter);
  if (keyset.after !== null) where.push({ id: { $lt: keyset.after } });
  if (keyset.before !== null) where.push({ id: { $gt: keyset.before } });
  const orderBy = { id: keyset.backwards ? 'asc' : 'desc' } as const;
  return pageOf(await orm.em.fork().find(AuditEvent, { $and: where }, { orderBy, limit: keyset.limit }), keyset);
}

export async function countAuditEvents(orm: MikroORM, filter: AuditFilter): Promise<number> {
  return orm.em.fork().count(AuditEvent, { $and: matching(filter) });
}

/** All of them, newest first, a few at a time: an export of years needs no more memory than one of a day. */
export async function* exportAuditEvents(orm: MikroORM, filter: AuditFilter): AsyncGenerator<AuditEvent, void, void> {
  const where = matching(filter);
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const all: FilterQuery<AuditEvent> = { $and: [...where, { id: { $lt: before } }] };
    const events = await orm.em.fork().find(AuditEvent, all, { orderBy: { id: 'desc' }, limit: exportedAtATime });
    yield* events;
    const last = events.at(-1);
    if (last === undefined || events.length < exportedAtATime) return;
    before = last.id;
  }
}

export async function auditEventsByIds(orm: MikroORM, ids: readonly number[]): Promise<Map<number, AuditEvent>> {
  const events = await orm.em.fork().find(AuditEvent, { id: { $in: [...ids] } });
  return new Map(events.map((event) => [event.id, event]));
}

function matching({ actions, actor, after, before, ...same }: AuditFilter): FilterQuery<AuditEvent>[] {
  const all: FilterQuery<AuditEvent>[] = [];
  for (const [key, value] of Object.entries(same)) if (value !== undefined) all.push({ [key]: value });
  if (actions) all.push({ action: { $in: [...actions] } });
  if (actor) all.push('user' in actor ? { userId: actor.user } : { tokenId: actor.token });
  if (after) all.push({ at: { $gte: after } });
  if (before) all.push({ at: { $lt: before } });
  return all;
}
