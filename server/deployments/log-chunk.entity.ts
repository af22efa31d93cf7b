import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { Deployment } from './deployment.entity.ts';
import type { LogRun } from './snapshots.ts';

/** Up to 1,000 consecutive log lines or 64 KiB, as they arrived within 50 ms. */
export const LogChunk = defineEntity({
  name: 'LogChunk',
  tableName: 'log_chunks',
  primaryKeys: ['deployment', 'seq'],
  properties: {
    deployment: p.manyToOne(Deployment).mapToPk().primary(),
    seq: p.integer().primary(),
    firstLine: p.integer(),
    lineCount: p.integer(),
    at: p.datetime(3),
    /** `lineCount` lines joined by \n. */
    text: p.text(),
    runs: p.json<LogRun[]>(),
  },
  indexes: [{ name: 'log_chunks_by_line', properties: ['deployment', 'firstLine'] }],
});
export type LogChunk = InferEntity<typeof LogChunk>;
