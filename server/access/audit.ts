import type { EntityManager } from '@mikro-orm/postgresql';
import { prepared } from '../db/prepared.ts';
import type { Client } from '../db/transaction.ts';
import { actorOf } from './actor.ts';
import { type AuditAction, AuditEvent, type AuditOutcome } from './audit-event.entity.ts';
import type { User } from './user.entity.ts';
import type { Viewer } from './viewer.ts';

/** What somebody did, or was not let do. `subject` is a printable id. Details never hold a secret. */
export type Act = {
  /** A refusal may name any verb. */
  action: AuditAction | (string & {});
  outcome?: AuditOutcome;
  subject?: string | null;
  subjectLabel?: string;
  service?: string | null;
  details?: Record<string, unknown>;
};

/** Writes the act down with the unit of work it belongs to: both are committed, or neither. */
export function audit(em: EntityManager, viewer: Viewer, act: Act): void {
  em.persist(em.create(AuditEvent, rowOf(viewer, act)));
}

/** The same within a transaction that speaks SQL. */
export async function auditInSql(client: Client, viewer: Viewer, act: Act): Promise<void> {
  const row = rowOf(viewer, act);
  await prepared(client, insert, [
    row.actorKind,
    row.actorLabel,
    row.userId,
    row.tokenId,
    row.action,
    row.outcome,
    row.subject,
    row.subjectLabel,
    row.service,
    row.remoteAddress,
    JSON.stringify(row.details),
  ]);
}

export const subjectOf = ({ id, name }: User) => ({ subject: `usr_${id}`, subjectLabel: name });

const insert = `
insert into audit_events (actor_kind, actor_label, user_id, token_id, action, outcome, subject, subject_label, service, remote_address, details)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;

function rowOf(viewer: Viewer, { action, outcome = 'OK', subject, subjectLabel = '', service, details = {} }: Act) {
  const { kind, label, userId, tokenId } = actorOf(viewer);
  return {
    ...{ actorKind: kind, actorLabel: storable(label), userId, tokenId },
    ...{ action, outcome, subject: subject ?? null, subjectLabel: storable(subjectLabel), service: service ?? null },
    remoteAddress: viewer.remoteAddress,
    details,
  };
}

/** Fits the column, and holds nothing that PostgreSQL or a terminal chokes on: it may be what a stranger typed. */
export function storable(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, ' ')
    .slice(0, maxLabel);
}

const maxLabel = 255;
