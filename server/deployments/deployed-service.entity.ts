import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { Service } from '../services/service.entity.ts';
import { Deployment } from './deployment.entity.ts';

/** What is live of a service under one key. What it was deployed with is kept here, for readers who may see nothing else. */
export const DeployedService = defineEntity({
  name: 'DeployedService',
  tableName: 'deployed_services',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    service: p.manyToOne(Service),
    /** Tells several installs of one service apart; the service's name where nobody says more. */
    key: p.string().length(255),
    /** The last success. */
    deployment: p.manyToOne(Deployment).mapToPk(),
    version: p.string().length(255).nullable(),
    /** As config.json said at that time. */
    environment: p.text().nullable(),
    /** Its parameters; secrets as "***". */
    config: p.json<Record<string, unknown>>(),
    output: p.json<Record<string, unknown>>(),
    deployedAt: p.datetime(3),
    /** The last attempt since then that did not succeed. */
    failedAttempt: p.manyToOne(Deployment).mapToPk().nullable(),
    /** Set by a trigger; `activity` resumes from it. */
    changedXid: p.type('string').columnType('xid8').defaultRaw('pg_current_xact_id()').hidden(),
  },
  indexes: [{ name: 'deployed_services_by_change', properties: ['changedXid'] }],
  uniques: [{ name: 'deployed_services_key', properties: ['service', 'key'] }],
});
export type DeployedService = InferEntity<typeof DeployedService>;
