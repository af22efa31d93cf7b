import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { Deployment } from './deployment.entity.ts';
import { stepStates } from './states.ts';

/** One planned or reported step. Closed at the end of its deployment, never deleted. */
export const Step = defineEntity({
  name: 'Step',
  tableName: 'steps',
  primaryKeys: ['deployment', 'position'],
  properties: {
    deployment: p.manyToOne(Deployment).mapToPk().primary(),
    /** From 1, in order of planning or appearance. */
    position: p.integer().primary(),
    name: p.string().length(255),
    state: p.enum(stepStates),
    /** At most 4,096 characters; the rest is in the log. */
    message: p.text().default(''),
    startedAt: p.datetime(3).nullable(),
    finishedAt: p.datetime(3).nullable(),
    firstLine: p.integer().nullable(),
    lastLine: p.integer().nullable(),
    /** seq of the event that changed it last. */
    seq: p.integer().default(0),
  },
});
export type Step = InferEntity<typeof Step>;
