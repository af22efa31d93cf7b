import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

export const roles = ['VIEWER', 'OPERATOR', 'ADMIN'] as const;
export type Role = (typeof roles)[number];

/** SELECTED: only services that a grant names. */
export const serviceScopes = ['ALL', 'SELECTED'] as const;
export type ServiceScope = (typeof serviceScopes)[number];

/** A person. Never deleted, only disabled: deployments and audit rows keep pointing at it. */
export const User = defineEntity({
  name: 'User',
  tableName: 'users',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    name: p.string().length(63).unique(),
    role: p.enum(roles),
    /** Counts for viewers and operators; administrators see everything. */
    serviceScope: p.enum(serviceScopes).default('SELECTED'),
    /** argon2id in PHC format, or a bcrypt hash until the next sign-in. */
    passwordHash: p.text(),
    createdAt: p.datetime(3).defaultRaw('now()'),
    lastSeenAt: p.datetime(3).nullable(),
    disabledAt: p.datetime(3).nullable(),
  },
});
export type User = InferEntity<typeof User>;
