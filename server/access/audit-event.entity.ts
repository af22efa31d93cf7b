import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** ANONYMOUS: nobody who was signed in; a failed sign-in is theirs. */
export const auditActorKinds = ['USER', 'TOKEN', 'SYSTEM', 'ANONYMOUS'] as const;
export type AuditActorKind = (typeof auditActorKinds)[number];

/** Everything that is written down. */
export const auditActions = [
  'session.create',
  'session.deny',
  'session.end',
  'password.change',
  'user.create',
  'user.update',
  'user.disable',
  'user.enable',
  'link.create',
  'token.create',
  'token.rotate',
  'token.revoke',
  'deployment.start',
  'deployment.retry',
  'deployment.cancel',
  'deployment.forget',
  'service.sync',
  'service.delete',
  'log.download',
  'system.prune',
] as const;
export type AuditAction = (typeof auditActions)[number];

const auditOutcomes = ['OK', 'REFUSED'] as const;
export type AuditOutcome = (typeof auditOutcomes)[number];

/**
 * Who did what, when, from where. The database refuses to change or remove a row. Users and tokens are plain numbers: a
 * row outlives what it speaks of.
 */
export const AuditEvent = defineEntity({
  name: 'AuditEvent',
  tableName: 'audit_events',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    at: p.datetime(3).defaultRaw('now()'),
    actorKind: p.enum(auditActorKinds),
    actorLabel: p.string().length(255),
    userId: p.bigint('number').nullable(),
    tokenId: p.bigint('number').nullable(),
    /** A dotted verb. A refusal is written down under the verb that was refused. */
    action: p.string().length(63),
    outcome: p.enum(auditOutcomes),
    /** A printable id: `dep_412`. */
    subject: p.string().length(63).nullable(),
    subjectLabel: p.string().length(255).default(''),
    /** Name of the service it was about. */
    service: p.string().length(63).nullable(),
    remoteAddress: p.string().length(63).nullable(),
    /** Never holds a secret. */
    details: p.json<Record<string, unknown>>(),
  },
  indexes: [
    { name: 'audit_events_by_action', properties: ['action', 'id'] },
    { name: 'audit_events_by_user', properties: ['userId', 'id'] },
    { name: 'audit_events_by_token', properties: ['tokenId', 'id'] },
    { name: 'audit_events_by_subject', properties: ['subject', 'id'] },
    { name: 'audit_events_by_service', properties: ['service', 'id'] },
    { name: 'audit_events_by_time', properties: ['at', 'id'] },
  ],
});
export type AuditEvent = InferEntity<typeof AuditEvent>;
