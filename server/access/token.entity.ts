import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { roles, serviceScopes, User } from './user.entity.ts';

/** ONCE is the one-time sign-in code; it never leaves through the API. */
export const tokenKinds = ['SESSION', 'SERVICE', 'DEPLOYMENT', 'CONFIG', 'API', 'ONCE'] as const;
export type TokenKind = (typeof tokenKinds)[number];

/** A credential: 256 random bits that only its holder knows, of which we keep the SHA-256. */
export const Token = defineEntity({
  name: 'Token',
  tableName: 'tokens',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    kind: p.enum(tokenKinds),
    /** Hex SHA-256 of the whole secret. */
    hash: p.string().length(64).unique(),
    /** First characters of the secret, to recognise it. */
    prefix: p.string().length(16),
    label: p.string().length(255).default(''),
    user: p.manyToOne(User).mapToPk().nullable().index(),
    /** Plain numbers: access knows neither services nor deployments (features point left only). */
    serviceId: p.bigint('number').nullable(),
    deploymentId: p.bigint('number').nullable().index(),
    origin: p.string().length(63).nullable(),
    role: p.enum(roles).nullable(),
    /** ALL: what its maker may see. */
    serviceScope: p.enum(serviceScopes).default('ALL'),
    readOnly: p.boolean().default(false),
    createdBy: p.manyToOne(User).mapToPk().nullable(),
    createdAt: p.datetime(3).defaultRaw('now()'),
    expiresAt: p.datetime(3),
    /** Each use moves `expiresAt` this far ahead; null: the expiry is fixed. */
    slidingSeconds: p.integer().nullable(),
    lastUsedAt: p.datetime(3).nullable(),
    lastUsedFrom: p.string().length(63).nullable(),
    revokedAt: p.datetime(3).nullable(),
    /** Label of who revoked it. */
    revokedBy: p.string().length(255).nullable(),
    revokedByUser: p.manyToOne(User).mapToPk().nullable(),
    /** The token that took its place, while this one still works for the overlap. */
    replacedById: p.bigint('number').nullable(),
    /** A session that began with a one-time link may set a password without the old one until then. */
    setsPasswordUntil: p.datetime(3).nullable(),
  },
});
export type Token = InferEntity<typeof Token>;
