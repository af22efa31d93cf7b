import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { Token } from './token.entity.ts';
import { User } from './user.entity.ts';

/** Services that a person or a token with the scope SELECTED may see: by name or glob, by environment, or by both at once. */
export const Grant = defineEntity({
  name: 'Grant',
  tableName: 'grants',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    user: p.manyToOne(User).mapToPk().nullable().index().deleteRule('cascade'),
    token: p.manyToOne(Token).mapToPk().nullable().index().deleteRule('cascade'),
    /** `blog`, `shop-*`. */
    service: p.string().length(63).nullable(),
    /** As config.json says it. */
    environment: p.string().length(255).nullable(),
  },
  checks: [
    { name: 'grants_holder_check', expression: '(user_id is null) <> (token_id is null)' },
    { name: 'grants_subject_check', expression: 'service is not null or environment is not null' },
  ],
});
export type Grant = InferEntity<typeof Grant>;
