import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { Token } from '../access/token.entity.ts';
import { User } from '../access/user.entity.ts';
import { type Estimate, Service } from '../services/service.entity.ts';
import { deploymentStates } from './states.ts';

export type Revision = { ref: string | null; sha: string | null; url: string | null };
export const actorKinds = ['USER', 'TOKEN', 'SYSTEM'] as const;
export type ActorKind = (typeof actorKinds)[number];

/** The row is the run's truth and the queue's entry: unfinished rows are the queue. */
export const Deployment = defineEntity({
  name: 'Deployment',
  tableName: 'deployments',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    service: p.manyToOne(Service).mapToPk(),
    /** Names the run directory. A run that nobody took in time goes back to the queue under another one. */
    runId: p.uuid().unique(),
    state: p.enum(deploymentStates),
    reason: p.text().nullable(),
    exitCode: p.integer().nullable(),
    signal: p.string().length(15).nullable(),
    /** Secret values as "***". */
    parameters: p.json<Record<string, unknown>>(),
    /** The secret values, encrypted; cleared once the run is spawned or has ended. */
    sealedParameters: p.text().nullable(),
    /** HMAC of the whole input, to tell a repeated start from another one under the same key. */
    inputDigest: p.string().length(64).nullable(),
    output: p.json<Record<string, unknown>>(),
    version: p.string().length(255).nullable(),
    revision: p.json<Revision>().nullable(),
    note: p.text().nullable(),
    origin: p.string().length(63),
    actorKind: p.enum(actorKinds),
    actorLabel: p.string().length(255),
    user: p.manyToOne(User).mapToPk().nullable(),
    token: p.manyToOne(Token).mapToPk().nullable(),
    /** Label of who asked for the cancel. */
    canceledBy: p.string().length(255).nullable(),
    canceledByUser: p.manyToOne(User).mapToPk().nullable(),
    cancelReason: p.text().nullable(),
    idempotencyKey: p.string().length(255).nullable(),
    createdAt: p.datetime(3).defaultRaw('now()'),
    startedAt: p.datetime(3).nullable(),
    finishedAt: p.datetime(3).nullable(),
    /** Newest event of this deployment; whoever holds the row's lock gives the next one. */
    lastSeq: p.integer().default(0),
    /** Number of the newest log line. */
    lastLine: p.integer().default(0),
    /** seq of the newest step change: tells a reader that cached steps are stale. */
    stepsSeq: p.integer().default(0),
    /** Cursor into the run's journal: records up to `journalN`, bytes up to `journalOffset` are in the database. */
    journalN: p.integer().default(0),
    journalOffset: p.bigint('number').defaultRaw('0'),
    host: p.uuid().nullable(),
    /** Raised by each claim; a writer of an older claim is fenced out. */
    fence: p.integer().default(0),
    claims: p.integer().default(0),
    /** Asked for at the start (`whenBusy: QUEUE`): also in a parallel service it starts after those before it have ended. */
    waitsForOthers: p.boolean().default(false),
    /** What the claim occupies; each unique among the occupying rows. Null: parallel, no lock. */
    exclusiveKey: p.bigint('number').nullable(),
    lockKey: p.string().length(255).nullable(),
    slot: p.integer().nullable(),
    /** Of the config.json that the steps were planned from, from the claim on of the one that runs. */
    configHash: p.string().length(64).nullable(),
    scriptHash: p.string().length(64).nullable(),
    outcomeRule: p.enum(['steps', 'exit-code'] as const).default('steps'),
    timeoutSeconds: p.integer().nullable(),
    estimate: p.json<Estimate>().nullable(),
    retryOf: p.bigint('number').nullable(),
    logRemovedAt: p.datetime(3).nullable(),
    /** Set by a trigger; `activity` resumes from it. */
    changedXid: p.type('string').columnType('xid8').defaultRaw('pg_current_xact_id()').hidden(),
  },
  indexes: [
    { name: 'deployments_by_service', properties: ['service', 'id'] },
    { name: 'deployments_by_change', properties: ['changedXid'] },
    { name: 'deployments_by_token', properties: ['token'], where: 'token_id is not null' },
    { name: 'deployments_unfinished', properties: ['id'], where: `state in ('QUEUED', 'RUNNING', 'CANCELING')` },
    {
      name: 'deployments_by_duration',
      expression: `create index deployments_by_duration on deployments (coalesce((extract(epoch from finished_at - started_at) * 1000)::bigint, -1), id)`,
    },
  ],
  uniques: [
    { name: 'deployments_idempotent', properties: ['service', 'idempotencyKey'] },
    { name: 'deployments_exclusive', properties: ['exclusiveKey'], where: `state in ('RUNNING', 'CANCELING')` },
    { name: 'deployments_lock', properties: ['lockKey'], where: `state in ('RUNNING', 'CANCELING')` },
    { name: 'deployments_slot', properties: ['host', 'slot'], where: `state in ('RUNNING', 'CANCELING')` },
  ],
});
export type Deployment = InferEntity<typeof Deployment>;
