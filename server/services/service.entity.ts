import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { DeploymentState } from '../deployments/states.ts';
import type { Manifest } from './manifest.ts';
import type { Problem } from './problem.ts';

export const serviceStates = ['READY', 'INVALID', 'ARCHIVED'] as const;
export type ServiceState = (typeof serviceStates)[number];

export type StepEstimate = { name: string; p50Ms: number; p90Ms: number };
/** What the last 20 successful runs took; frozen into each deployment at its claim. */
export type Estimate = { sampleSize: number; p50Ms: number; p90Ms: number; steps: StepEstimate[] };
export type RunDot = { number: number; state: DeploymentState; durationMs: number | null };
/** Of the last 30 days. `lastSuccessAt` is an ISO timestamp. */
export type ServiceStats = {
  deployments: number;
  failures: number;
  p50Ms: number | null;
  lastSuccessAt: string | null;
};

/** A directory below the services directory, as the last sync read it. Archived when the directory goes, never deleted under a deployment. */
export const Service = defineEntity({
  name: 'Service',
  tableName: 'services',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    name: p.string().length(63).unique(),
    state: p.enum(serviceStates),
    /** config.json verbatim; null when it cannot be parsed. */
    config: p.json<unknown>().nullable(),
    /** The typed view of config.json; null when it cannot be parsed. */
    manifest: p.json<Manifest>().nullable(),
    problems: p.json<Problem[]>(),
    /** Declared by config.json or the playbook; empty when neither says. */
    plannedSteps: p.json<string[]>(),
    scriptPath: p.text().nullable(),
    /** `<name>/<file>` or absolute: the form that scripts of the original split at the slash. */
    scriptLabel: p.text().nullable(),
    configHash: p.string().length(64).nullable(),
    scriptHash: p.string().length(64).nullable(),
    estimate: p.json<Estimate>().nullable(),
    stats: p.json<ServiceStats>(),
    recentRuns: p.json<RunDot[]>(),
    createdAt: p.datetime(3).defaultRaw('now()'),
    updatedAt: p.datetime(3).defaultRaw('now()'),
    archivedAt: p.datetime(3).nullable(),
    /** Set by a trigger; `activity` resumes from it (ARCHITECTURE.md, activity). */
    changedXid: p.type('string').columnType('xid8').defaultRaw('pg_current_xact_id()').hidden(),
  },
});
export type Service = InferEntity<typeof Service>;
