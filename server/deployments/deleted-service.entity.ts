import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** What is left of a deleted service: enough to tell those who were away when it went, if they might see it. */
export const DeletedService = defineEntity({
  name: 'DeletedService',
  tableName: 'deleted_services',
  properties: {
    /** The service's. */
    id: p.bigint('number').primary().autoincrement(false),
    name: p.string().length(63),
    manifest: p.json<Record<string, unknown>>().nullable(),
    deletedAt: p.datetime(3).defaultRaw('now()'),
    /** `activity` resumes from it. */
    changedXid: p.type('string').columnType('xid8').defaultRaw('pg_current_xact_id()').hidden(),
  },
  indexes: [{ name: 'deleted_services_by_change', properties: ['changedXid'] }],
});
export type DeletedService = InferEntity<typeof DeletedService>;
