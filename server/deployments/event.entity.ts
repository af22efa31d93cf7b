import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { Deployment } from './deployment.entity.ts';
import type { StateSnapshot, StepSnapshot } from './snapshots.ts';

/** An immutable snapshot of a state or step change. Log chunks are events too and live in their own table; replay merges both by seq. */
export const DeploymentEventRow = defineEntity({
  name: 'DeploymentEventRow',
  tableName: 'events',
  primaryKeys: ['deployment', 'seq'],
  properties: {
    deployment: p.manyToOne(Deployment).mapToPk().primary(),
    seq: p.integer().primary(),
    at: p.datetime(3),
    kind: p.enum(['STATE', 'STEP'] as const),
    data: p.json<StateSnapshot | StepSnapshot>(),
  },
});
export type DeploymentEventRow = InferEntity<typeof DeploymentEventRow>;
