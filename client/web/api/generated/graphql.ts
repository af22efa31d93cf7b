/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type ActivityFilter = {
  kinds?: Array<ActivityKind> | null | undefined;
  services?: Array<string> | null | undefined;
};

export type ActivityKind =
  | 'DEPLOYMENT'
  | 'INVENTORY'
  | 'SERVICE';

export type CancelDeploymentInput = {
  id: string | number;
  reason?: string | null | undefined;
};

export type CheckState =
  | 'FAIL'
  | 'PASS'
  | 'WARN';

export type ConcurrencyPolicy =
  /** Run at the same time. */
  | 'PARALLEL'
  /** Wait for the active deployment of this service (default). */
  | 'QUEUE'
  /** Refuse while one is active. */
  | 'REJECT';

export type DeploymentAction =
  | 'CANCEL'
  | 'RETRY';

export type DeploymentFilter = {
  actors?: Array<string | number> | null | undefined;
  createdAfter?: string | null | undefined;
  createdBefore?: string | null | undefined;
  environments?: Array<string> | null | undefined;
  /** true: only finished, false: only active. */
  finished?: boolean | null | undefined;
  origins?: Array<string> | null | undefined;
  /** Part of the note, the version or a parameter. */
  search?: string | null | undefined;
  services?: Array<string> | null | undefined;
  states?: Array<DeploymentState> | null | undefined;
};

export type DeploymentState =
  | 'CANCELED'
  /** Cancel requested, script still ending. */
  | 'CANCELING'
  /** Script exited non-zero, or a step failed. */
  | 'FAILURE'
  /** FastDeploy restarted or the process vanished and no result was ever seen. Nothing is known about the outcome: look before repeating. */
  | 'LOST'
  /** Accepted, waiting for its turn. */
  | 'QUEUED'
  | 'RUNNING'
  /** Script exited 0 and no step failed. */
  | 'SUCCESS'
  | 'TIMED_OUT';

export type ErrorCode =
  | 'CONFLICT'
  | 'DEPLOYMENT_NOT_ACTIVE'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'INVALID_CREDENTIALS'
  | 'INVALID_INPUT'
  | 'NOT_FOUND'
  | 'QUEUE_FULL'
  | 'SERVICE_NOT_DEPLOYABLE'
  | 'TOO_MANY_ATTEMPTS';

export type LogStream =
  /** A line that was read as a step event. */
  | 'EVENT'
  | 'STDERR'
  | 'STDOUT'
  /** Written by FastDeploy. */
  | 'SYSTEM';

export type ProblemSeverity =
  /** Cannot be deployed until mended. */
  | 'BLOCKS'
  | 'WARNS';

export type RetryDeploymentInput = {
  id: string | number;
  idempotencyKey?: string | null | undefined;
  /** Instead of the earlier one. */
  note?: string | null | undefined;
  /** Overrides the token's origin label. */
  origin?: string | null | undefined;
  /** Laid over the earlier values; null removes one. Secret ones must be given again. */
  parameters?: unknown;
};

export type RevisionInput = {
  ref?: string | null | undefined;
  sha?: string | null | undefined;
  url?: string | null | undefined;
};

export type Role =
  /** Also users and all tokens. */
  | 'ADMIN'
  /** Also starts, cancels, syncs, makes service tokens. */
  | 'OPERATOR'
  /** Reads everything. */
  | 'VIEWER';

export type ServiceState =
  /** No longer on disk. */
  | 'ARCHIVED'
  /** config.json or the script is broken: see `problems`. */
  | 'INVALID'
  | 'READY';

export type SignInInput = {
  name: string;
  password: string;
  /** 30 days instead of 12 sliding hours. */
  remember?: boolean;
};

export type StartDeploymentInput = {
  /**
   * Makes a retry safe: the same key and service returns the same deployment (`replayed: true`) instead of starting another.
   * 1-255 printable characters, kept as long as the deployment. In CI: run id + attempt.
   */
  idempotencyKey?: string | null | undefined;
  note?: string | null | undefined;
  /** Overrides the token's origin label. */
  origin?: string | null | undefined;
  /** Checked against `Service.parametersSchema`; every issue is reported. */
  parameters?: unknown;
  revision?: RevisionInput | null | undefined;
  /** Service name. May be left out with a service token (it names one). */
  service?: string | null | undefined;
  /** Overrides the service's policy: QUEUE waits for those before it also in a parallel service; PARALLEL only where the service allows it. */
  whenBusy?: ConcurrencyPolicy | null | undefined;
};

/** The words scripts write, upper-cased. */
export type StepState =
  | 'CANCELED'
  | 'FAILURE'
  | 'PENDING'
  | 'RUNNING'
  | 'SKIPPED'
  | 'SUCCESS'
  /** Done, but worth a look; does not fail the deployment (real runners send `warning`). */
  | 'WARNING';

export type ResultFieldsFragment = { id: string, number: number, state: DeploymentState, finished: boolean, reason: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, version: string | null, canceledBy: { label: string } | null, failure: { step: { name: string } | null } | null };

export type RunFieldsFragment = { origin: string, note: string | null, id: string, number: number, state: DeploymentState, finished: boolean, reason: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, version: string | null, actor: { label: string }, service: { id: string, name: string, environment: string | null }, canceledBy: { label: string } | null, failure: { step: { name: string } | null } | null };

export type StepFieldsFragment = { position: number, name: string, state: StepState, message: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, seq: number, firstLogLine: number | null, lastLogLine: number | null };

export type EstimateFieldsFragment = { sampleSize: number, p50Ms: number, p90Ms: number, steps: Array<{ name: string, p50Ms: number, p90Ms: number }> };

export type InTheWayFieldsFragment = { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null };

type BlockerFields_DiskLow_Fragment = { __typename: 'DiskLow', host: string, freeBytes: number };

type BlockerFields_HostAway_Fragment = { __typename: 'HostAway', host: string, since: string };

type BlockerFields_LimitReached_Fragment = { __typename: 'LimitReached', limit: number, running: number };

type BlockerFields_LockHeld_Fragment = { __typename: 'LockHeld', name: string, position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } };

type BlockerFields_LockHeldElsewhere_Fragment = { __typename: 'LockHeldElsewhere', name: string, position: number };

type BlockerFields_ServiceBusy_Fragment = { __typename: 'ServiceBusy', position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } };

export type BlockerFieldsFragment =
  | BlockerFields_DiskLow_Fragment
  | BlockerFields_HostAway_Fragment
  | BlockerFields_LimitReached_Fragment
  | BlockerFields_LockHeld_Fragment
  | BlockerFields_LockHeldElsewhere_Fragment
  | BlockerFields_ServiceBusy_Fragment
;

export type ActiveRunFieldsFragment = { queuePosition: number | null, viewerCan: Array<DeploymentAction>, origin: string, note: string | null, id: string, number: number, state: DeploymentState, finished: boolean, reason: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, version: string | null, blockers: Array<
    | { __typename: 'DiskLow', host: string, freeBytes: number }
    | { __typename: 'HostAway', host: string, since: string }
    | { __typename: 'LimitReached', limit: number, running: number }
    | { __typename: 'LockHeld', name: string, position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } }
    | { __typename: 'LockHeldElsewhere', name: string, position: number }
    | { __typename: 'ServiceBusy', position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } }
  >, estimate: { sampleSize: number, p50Ms: number, p90Ms: number, steps: Array<{ name: string, p50Ms: number, p90Ms: number }> } | null, steps: Array<{ position: number, name: string, state: StepState, message: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, seq: number, firstLogLine: number | null, lastLogLine: number | null }>, actor: { label: string }, service: { id: string, name: string, environment: string | null }, canceledBy: { label: string } | null, failure: { step: { name: string } | null } | null };

export type StartableFieldsFragment = { id: string, name: string, title: string, environment: string | null, confirm: boolean, state: ServiceState, parametersSchema: unknown, problems: Array<{ severity: ProblemSeverity, code: string, message: string, hint: string | null, path: string | null }> };

export type ServiceFieldsFragment = { description: string, siteUrl: string | null, id: string, name: string, title: string, environment: string | null, confirm: boolean, state: ServiceState, parametersSchema: unknown, recentRuns: Array<{ number: number, state: DeploymentState, durationMs: number | null }>, stats: { deployments: number, failures: number, p50Ms: number | null, lastSuccessAt: string | null }, latestDeployment: { id: string, number: number, state: DeploymentState, finished: boolean, reason: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, version: string | null, canceledBy: { label: string } | null, failure: { step: { name: string } | null } | null } | null, problems: Array<{ severity: ProblemSeverity, code: string, message: string, hint: string | null, path: string | null }> };

export type ChunkFieldsFragment = { firstLine: number, lineCount: number, at: string, text: string, runs: Array<{ lines: number, stream: LogStream, step: number | null, continued: boolean }> };

export type HistoryPageQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: DeploymentFilter | null | undefined;
}>;


export type HistoryPageQuery = { server: { timeNow: string, activityCursor: string }, deployments: { nodes: Array<{ origin: string, note: string | null, id: string, number: number, state: DeploymentState, finished: boolean, reason: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, version: string | null, actor: { label: string }, service: { id: string, name: string, environment: string | null }, canceledBy: { label: string } | null, failure: { step: { name: string } | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ServiceNamesQueryVariables = Exact<{ [key: string]: never; }>;


export type ServiceNamesQuery = { services: { nodes: Array<{ name: string }> } };

export type LiveFieldsFragment = { id: string, serviceName: string, key: string, version: string | null, environment: string | null, siteUrl: string | null, deploymentNumber: number, deployedAt: string, config: unknown, output: unknown, failedAttempt: { number: number, state: DeploymentState, version: string | null, createdAt: string, finishedAt: string | null } | null };

export type InventoryFieldsFragment = { group: string | null, versionParameter: string | null, id: string, name: string, title: string, environment: string | null, confirm: boolean, state: ServiceState, parametersSchema: unknown, deployed: Array<{ id: string, serviceName: string, key: string, version: string | null, environment: string | null, siteUrl: string | null, deploymentNumber: number, deployedAt: string, config: unknown, output: unknown, failedAttempt: { number: number, state: DeploymentState, version: string | null, createdAt: string, finishedAt: string | null } | null }>, problems: Array<{ severity: ProblemSeverity, code: string, message: string, hint: string | null, path: string | null }> };

export type InventoryPageQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type InventoryPageQuery = { server: { timeNow: string, activityCursor: string }, services: { nodes: Array<{ group: string | null, versionParameter: string | null, id: string, name: string, title: string, environment: string | null, confirm: boolean, state: ServiceState, parametersSchema: unknown, deployed: Array<{ id: string, serviceName: string, key: string, version: string | null, environment: string | null, siteUrl: string | null, deploymentNumber: number, deployedAt: string, config: unknown, output: unknown, failedAttempt: { number: number, state: DeploymentState, version: string | null, createdAt: string, finishedAt: string | null } | null }>, problems: Array<{ severity: ProblemSeverity, code: string, message: string, hint: string | null, path: string | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type InventoryActivitySubscriptionVariables = Exact<{
  after?: string | null | undefined;
  filter?: ActivityFilter | null | undefined;
}>;


export type InventoryActivitySubscription = { activity:
    | { __typename: 'ActivityReset', cursor: string, at: string }
    | { __typename: 'DeployedServiceChanged', cursor: string, at: string, deployedService: { id: string, serviceName: string, key: string, version: string | null, environment: string | null, siteUrl: string | null, deploymentNumber: number, deployedAt: string, config: unknown, output: unknown, failedAttempt: { number: number, state: DeploymentState, version: string | null, createdAt: string, finishedAt: string | null } | null } }
    | { __typename: 'DeploymentChanged', cursor: string, at: string }
    | { __typename: 'ServiceChanged', cursor: string, at: string, service: { group: string | null, versionParameter: string | null, id: string, name: string, title: string, environment: string | null, confirm: boolean, state: ServiceState, parametersSchema: unknown, deployed: Array<{ id: string, serviceName: string, key: string, version: string | null, environment: string | null, siteUrl: string | null, deploymentNumber: number, deployedAt: string, config: unknown, output: unknown, failedAttempt: { number: number, state: DeploymentState, version: string | null, createdAt: string, finishedAt: string | null } | null }>, problems: Array<{ severity: ProblemSeverity, code: string, message: string, hint: string | null, path: string | null }> } }
    | { __typename: 'ServiceDeleted', serviceName: string, cursor: string, at: string }
   };

export type PaletteServicesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type PaletteServicesQuery = { services: { nodes: Array<{ name: string, title: string, description: string, environment: string | null, state: ServiceState, latestDeployment: { version: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type PaletteRunsQueryVariables = Exact<{ [key: string]: never; }>;


export type PaletteRunsQuery = { server: { timeNow: string }, unfinished: { nodes: Array<{ queuePosition: number | null, viewerCan: Array<DeploymentAction>, origin: string, note: string | null, id: string, number: number, state: DeploymentState, finished: boolean, reason: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, version: string | null, blockers: Array<
        | { __typename: 'DiskLow', host: string, freeBytes: number }
        | { __typename: 'HostAway', host: string, since: string }
        | { __typename: 'LimitReached', limit: number, running: number }
        | { __typename: 'LockHeld', name: string, position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } }
        | { __typename: 'LockHeldElsewhere', name: string, position: number }
        | { __typename: 'ServiceBusy', position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } }
      >, estimate: { sampleSize: number, p50Ms: number, p90Ms: number, steps: Array<{ name: string, p50Ms: number, p90Ms: number }> } | null, steps: Array<{ position: number, name: string, state: StepState, message: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, seq: number, firstLogLine: number | null, lastLogLine: number | null }>, actor: { label: string }, service: { id: string, name: string, environment: string | null }, canceledBy: { label: string } | null, failure: { step: { name: string } | null } | null }> } };

export type PaletteServiceQueryVariables = Exact<{
  name: string;
}>;


export type PaletteServiceQuery = { service: { siteUrl: string | null, id: string, name: string, title: string, environment: string | null, confirm: boolean, state: ServiceState, parametersSchema: unknown, latestDeployment: { number: number } | null, problems: Array<{ severity: ProblemSeverity, code: string, message: string, hint: string | null, path: string | null }> } | null };

export type RunPageQueryVariables = Exact<{
  id: string | number;
}>;


export type RunPageQuery = { server: { timeNow: string }, deployment: { lastSeq: number, exitCode: number | null, signal: string | null, cancelReason: string | null, parameters: unknown, output: unknown, logRemovedAt: string | null, configHash: string | null, scriptHash: string | null, queuePosition: number | null, viewerCan: Array<DeploymentAction>, origin: string, note: string | null, id: string, number: number, state: DeploymentState, finished: boolean, reason: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, version: string | null, revision: { ref: string | null, sha: string | null, url: string | null } | null, service: { id: string, name: string, environment: string | null, title: string, confirm: boolean, state: ServiceState, parametersSchema: unknown, estimate: { sampleSize: number, p50Ms: number, p90Ms: number, steps: Array<{ name: string, p50Ms: number, p90Ms: number }> } | null, problems: Array<{ severity: ProblemSeverity, code: string, message: string, hint: string | null, path: string | null }> }, retryOf: { number: number } | null, previous: { number: number } | null, lastSuccess: { number: number, version: string | null, parameters: unknown, finishedAt: string | null, configHash: string | null, scriptHash: string | null } | null, next: { number: number, state: DeploymentState } | null, failure: { message: string, firstErrorLine: number | null, step: { name: string } | null } | null, log: { totalLines: number, chunks: Array<{ firstLine: number, lineCount: number, at: string, text: string, runs: Array<{ lines: number, stream: LogStream, step: number | null, continued: boolean }> }> }, blockers: Array<
      | { __typename: 'DiskLow', host: string, freeBytes: number }
      | { __typename: 'HostAway', host: string, since: string }
      | { __typename: 'LimitReached', limit: number, running: number }
      | { __typename: 'LockHeld', name: string, position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } }
      | { __typename: 'LockHeldElsewhere', name: string, position: number }
      | { __typename: 'ServiceBusy', position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } }
    >, estimate: { sampleSize: number, p50Ms: number, p90Ms: number, steps: Array<{ name: string, p50Ms: number, p90Ms: number }> } | null, steps: Array<{ position: number, name: string, state: StepState, message: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, seq: number, firstLogLine: number | null, lastLogLine: number | null }>, actor: { label: string }, canceledBy: { label: string } | null } | null };

export type RunEventsSubscriptionVariables = Exact<{
  id: string | number;
  after: number;
}>;


export type RunEventsSubscription = { deploymentEvents:
    | { __typename: 'DeploymentBlocked', position: number, seq: number, after: number, at: string, blockers: Array<
        | { __typename: 'DiskLow', host: string, freeBytes: number }
        | { __typename: 'HostAway', host: string, since: string }
        | { __typename: 'LimitReached', limit: number, running: number }
        | { __typename: 'LockHeld', name: string, position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } }
        | { __typename: 'LockHeldElsewhere', name: string, position: number }
        | { __typename: 'ServiceBusy', position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } }
      > }
    | { __typename: 'DeploymentStateChanged', state: DeploymentState, finished: boolean, reason: string | null, startedAt: string | null, finishedAt: string | null, exitCode: number | null, signal: string | null, seq: number, after: number, at: string, canceledBy: { label: string } | null, estimate: { sampleSize: number, p50Ms: number, p90Ms: number, steps: Array<{ name: string, p50Ms: number, p90Ms: number }> } | null }
    | { __typename: 'LogAppended', seq: number, after: number, at: string, chunks: Array<{ firstLine: number, lineCount: number, at: string, text: string, runs: Array<{ lines: number, stream: LogStream, step: number | null, continued: boolean }> }> }
    | { __typename: 'StepChanged', seq: number, after: number, at: string, step: { position: number, name: string, state: StepState, message: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, seq: number, firstLogLine: number | null, lastLogLine: number | null } }
   };

export type LogLinesQueryVariables = Exact<{
  id: string | number;
  fromLine: number;
  toLine: number;
}>;


export type LogLinesQuery = { deployment: { log: { totalLines: number, chunks: Array<{ firstLine: number, lineCount: number, at: string, text: string, runs: Array<{ lines: number, stream: LogStream, step: number | null, continued: boolean }> }> } } | null };

export type SearchLogQueryVariables = Exact<{
  id: string | number;
  text: string;
  caseSensitive: boolean;
}>;


export type SearchLogQuery = { deployment: { searchLog: { lines: Array<number>, more: boolean } } | null };

export type LatestRunsQueryVariables = Exact<{ [key: string]: never; }>;


export type LatestRunsQuery = { deployments: { nodes: Array<{ number: number, state: DeploymentState, service: { name: string } }> } };

export type ServicesPageQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ServicesPageQuery = { server: { timeNow: string, activityCursor: string }, services: { nodes: Array<{ description: string, siteUrl: string | null, id: string, name: string, title: string, environment: string | null, confirm: boolean, state: ServiceState, parametersSchema: unknown, recentRuns: Array<{ number: number, state: DeploymentState, durationMs: number | null }>, stats: { deployments: number, failures: number, p50Ms: number | null, lastSuccessAt: string | null }, latestDeployment: { id: string, number: number, state: DeploymentState, finished: boolean, reason: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, version: string | null, canceledBy: { label: string } | null, failure: { step: { name: string } | null } | null } | null, problems: Array<{ severity: ProblemSeverity, code: string, message: string, hint: string | null, path: string | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, unfinished: { nodes: Array<{ queuePosition: number | null, viewerCan: Array<DeploymentAction>, origin: string, note: string | null, id: string, number: number, state: DeploymentState, finished: boolean, reason: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, version: string | null, blockers: Array<
        | { __typename: 'DiskLow', host: string, freeBytes: number }
        | { __typename: 'HostAway', host: string, since: string }
        | { __typename: 'LimitReached', limit: number, running: number }
        | { __typename: 'LockHeld', name: string, position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } }
        | { __typename: 'LockHeldElsewhere', name: string, position: number }
        | { __typename: 'ServiceBusy', position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } }
      >, estimate: { sampleSize: number, p50Ms: number, p90Ms: number, steps: Array<{ name: string, p50Ms: number, p90Ms: number }> } | null, steps: Array<{ position: number, name: string, state: StepState, message: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, seq: number, firstLogLine: number | null, lastLogLine: number | null }>, actor: { label: string }, service: { id: string, name: string, environment: string | null }, canceledBy: { label: string } | null, failure: { step: { name: string } | null } | null }> } };

export type ServicePageQueryVariables = Exact<{
  name: string;
}>;


export type ServicePageQuery = { server: { timeNow: string, activityCursor: string }, service: { plannedSteps: Array<string>, config: unknown, configHash: string | null, scriptHash: string | null, concurrency: ConcurrencyPolicy, timeoutSeconds: number, archivedAt: string | null, description: string, siteUrl: string | null, id: string, name: string, title: string, environment: string | null, confirm: boolean, state: ServiceState, parametersSchema: unknown, estimate: { sampleSize: number, p50Ms: number, p90Ms: number, steps: Array<{ name: string, p50Ms: number, p90Ms: number }> } | null, deployments: { nodes: Array<{ origin: string, note: string | null, id: string, number: number, state: DeploymentState, finished: boolean, reason: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, version: string | null, actor: { label: string }, service: { id: string, name: string, environment: string | null }, canceledBy: { label: string } | null, failure: { step: { name: string } | null } | null }> }, recentRuns: Array<{ number: number, state: DeploymentState, durationMs: number | null }>, stats: { deployments: number, failures: number, p50Ms: number | null, lastSuccessAt: string | null }, latestDeployment: { id: string, number: number, state: DeploymentState, finished: boolean, reason: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, version: string | null, canceledBy: { label: string } | null, failure: { step: { name: string } | null } | null } | null, problems: Array<{ severity: ProblemSeverity, code: string, message: string, hint: string | null, path: string | null }> } | null };

export type ActivitySubscriptionVariables = Exact<{
  after?: string | null | undefined;
  filter?: ActivityFilter | null | undefined;
}>;


export type ActivitySubscription = { activity:
    | { __typename: 'ActivityReset', cursor: string, at: string }
    | { __typename: 'DeployedServiceChanged', cursor: string, at: string }
    | { __typename: 'DeploymentChanged', cursor: string, at: string, deployment: { queuePosition: number | null, viewerCan: Array<DeploymentAction>, origin: string, note: string | null, id: string, number: number, state: DeploymentState, finished: boolean, reason: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, version: string | null, blockers: Array<
          | { __typename: 'DiskLow', host: string, freeBytes: number }
          | { __typename: 'HostAway', host: string, since: string }
          | { __typename: 'LimitReached', limit: number, running: number }
          | { __typename: 'LockHeld', name: string, position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } }
          | { __typename: 'LockHeldElsewhere', name: string, position: number }
          | { __typename: 'ServiceBusy', position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } }
        >, estimate: { sampleSize: number, p50Ms: number, p90Ms: number, steps: Array<{ name: string, p50Ms: number, p90Ms: number }> } | null, steps: Array<{ position: number, name: string, state: StepState, message: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, seq: number, firstLogLine: number | null, lastLogLine: number | null }>, actor: { label: string }, service: { id: string, name: string, environment: string | null }, canceledBy: { label: string } | null, failure: { step: { name: string } | null } | null } }
    | { __typename: 'ServiceChanged', cursor: string, at: string, service: { description: string, siteUrl: string | null, id: string, name: string, title: string, environment: string | null, confirm: boolean, state: ServiceState, parametersSchema: unknown, recentRuns: Array<{ number: number, state: DeploymentState, durationMs: number | null }>, stats: { deployments: number, failures: number, p50Ms: number | null, lastSuccessAt: string | null }, latestDeployment: { id: string, number: number, state: DeploymentState, finished: boolean, reason: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, version: string | null, canceledBy: { label: string } | null, failure: { step: { name: string } | null } | null } | null, problems: Array<{ severity: ProblemSeverity, code: string, message: string, hint: string | null, path: string | null }> } }
    | { __typename: 'ServiceDeleted', serviceName: string, cursor: string, at: string }
   };

export type SyncServicesMutationVariables = Exact<{ [key: string]: never; }>;


export type SyncServicesMutation = { syncServices:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'SyncServicesSuccess', unchangedCount: number, added: Array<{ name: string }>, updated: Array<{ name: string }>, archived: Array<{ name: string }>, invalid: Array<{ name: string }> }
   };

export type StartDeploymentMutationVariables = Exact<{
  input: StartDeploymentInput;
}>;


export type StartDeploymentMutation = { startDeployment:
    | { __typename: 'DeploymentInProgressError', code: ErrorCode, message: string, deployment: { number: number } }
    | { __typename: 'IdempotencyKeyReusedError', code: ErrorCode, message: string }
    | { __typename: 'InvalidInputError', code: ErrorCode, message: string, issues: Array<{ path: Array<string>, message: string }> }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'QueueFullError', code: ErrorCode, message: string }
    | { __typename: 'ServiceNotDeployableError', code: ErrorCode, message: string }
    | { __typename: 'StartDeploymentSuccess', replayed: boolean, deployment: { id: string, number: number } }
   };

export type RetryDeploymentMutationVariables = Exact<{
  input: RetryDeploymentInput;
}>;


export type RetryDeploymentMutation = { retryDeployment:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'DeploymentInProgressError', code: ErrorCode, message: string, deployment: { number: number } }
    | { __typename: 'IdempotencyKeyReusedError', code: ErrorCode, message: string }
    | { __typename: 'InvalidInputError', code: ErrorCode, message: string, issues: Array<{ path: Array<string>, message: string }> }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'QueueFullError', code: ErrorCode, message: string }
    | { __typename: 'ServiceNotDeployableError', code: ErrorCode, message: string }
    | { __typename: 'StartDeploymentSuccess', replayed: boolean, deployment: { id: string, number: number } }
   };

export type CancelDeploymentMutationVariables = Exact<{
  input: CancelDeploymentInput;
}>;


export type CancelDeploymentMutation = { cancelDeployment:
    | { __typename: 'CancelDeploymentSuccess', deployment: { id: string, state: DeploymentState } }
    | { __typename: 'DeploymentNotActiveError', code: ErrorCode, message: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
   };

export type SessionQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionQuery = { viewer: { role: Role | null, user: { id: string, name: string } | null } | null, server: { version: string, timeNow: string } };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { signIn:
    | { __typename: 'InvalidCredentialsError', code: ErrorCode, message: string }
    | { __typename: 'SignInSuccess', user: { id: string, name: string, role: Role } }
    | { __typename: 'TooManyAttemptsError', code: ErrorCode, message: string, retryAfterSeconds: number }
   };

export type SignInOnceMutationVariables = Exact<{
  code: string;
}>;


export type SignInOnceMutation = { signInOnce:
    | { __typename: 'InvalidCredentialsError', code: ErrorCode, message: string }
    | { __typename: 'SignInSuccess', user: { id: string, name: string, role: Role } }
    | { __typename: 'TooManyAttemptsError', code: ErrorCode, message: string }
   };

export type SignedInFieldsFragment = { user: { id: string, name: string, role: Role } };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { signOut: { __typename: 'SignOutSuccess' } };

export type SystemPageQueryVariables = Exact<{ [key: string]: never; }>;


export type SystemPageQuery = { server: { timeNow: string, activityCursor: string }, system: { version: string, nodeVersion: string, logDays: number, maxLogBytes: number, maxConcurrent: number, dataDirectory: string, servicesDirectory: string, deployUser: string | null, database: { isEmbedded: boolean, version: string, sizeBytes: number }, lastSync: { at: string, problem: string | null } | null, hosts: Array<{ name: string, seenAt: string, isAway: boolean, isHere: boolean }> } | null, checks: Array<{ code: string, title: string, state: CheckState, message: string, hint: string | null, serviceName: string | null }> | null };

export type SystemActivitySubscriptionVariables = Exact<{
  after?: string | null | undefined;
  filter?: ActivityFilter | null | undefined;
}>;


export type SystemActivitySubscription = { activity:
    | { __typename: 'ActivityReset', cursor: string }
    | { __typename: 'DeployedServiceChanged', cursor: string }
    | { __typename: 'DeploymentChanged', cursor: string }
    | { __typename: 'ServiceChanged', cursor: string }
    | { __typename: 'ServiceDeleted', cursor: string }
   };

export type WallServiceFieldsFragment = { name: string, title: string, environment: string | null, group: string | null, state: ServiceState, problems: Array<{ severity: ProblemSeverity, message: string }>, latestDeployment: { number: number, state: DeploymentState, finished: boolean, createdAt: string, finishedAt: string | null, version: string | null, canceledBy: { label: string } | null, failure: { step: { name: string } | null } | null } | null, deployed: Array<{ version: string | null, deployedAt: string, deploymentNumber: number }> };

export type WallRunFieldsFragment = { number: number, state: DeploymentState, finished: boolean, createdAt: string, startedAt: string | null, durationMs: number | null, queuePosition: number | null, blockers: Array<
    | { __typename: 'DiskLow', host: string, freeBytes: number }
    | { __typename: 'HostAway', host: string, since: string }
    | { __typename: 'LimitReached', limit: number, running: number }
    | { __typename: 'LockHeld', name: string, position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } }
    | { __typename: 'LockHeldElsewhere', name: string, position: number }
    | { __typename: 'ServiceBusy', position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } }
  >, estimate: { sampleSize: number, p50Ms: number, p90Ms: number, steps: Array<{ name: string, p50Ms: number, p90Ms: number }> } | null, steps: Array<{ position: number, name: string, state: StepState, startedAt: string | null, durationMs: number | null }> };

export type WallPageQueryVariables = Exact<{
  after?: string | null | undefined;
  today?: string | null | undefined;
}>;


export type WallPageQuery = { server: { timeNow: string, activityCursor: string }, services: { nodes: Array<{ name: string, title: string, environment: string | null, group: string | null, state: ServiceState, problems: Array<{ severity: ProblemSeverity, message: string }>, latestDeployment: { number: number, state: DeploymentState, finished: boolean, createdAt: string, finishedAt: string | null, version: string | null, canceledBy: { label: string } | null, failure: { step: { name: string } | null } | null } | null, deployed: Array<{ version: string | null, deployedAt: string, deploymentNumber: number }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, unfinished: { nodes: Array<{ number: number, state: DeploymentState, finished: boolean, createdAt: string, startedAt: string | null, durationMs: number | null, queuePosition: number | null, service: { name: string }, blockers: Array<
        | { __typename: 'DiskLow', host: string, freeBytes: number }
        | { __typename: 'HostAway', host: string, since: string }
        | { __typename: 'LimitReached', limit: number, running: number }
        | { __typename: 'LockHeld', name: string, position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } }
        | { __typename: 'LockHeldElsewhere', name: string, position: number }
        | { __typename: 'ServiceBusy', position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } }
      >, estimate: { sampleSize: number, p50Ms: number, p90Ms: number, steps: Array<{ name: string, p50Ms: number, p90Ms: number }> } | null, steps: Array<{ position: number, name: string, state: StepState, startedAt: string | null, durationMs: number | null }> }> }, today: { nodes: Array<{ number: number, state: DeploymentState, createdAt: string, durationMs: number | null }>, pageInfo: { hasNextPage: boolean } } };

export type WallActivitySubscriptionVariables = Exact<{
  after?: string | null | undefined;
  filter?: ActivityFilter | null | undefined;
}>;


export type WallActivitySubscription = { activity:
    | { __typename: 'ActivityReset', cursor: string, at: string }
    | { __typename: 'DeployedServiceChanged', cursor: string, at: string }
    | { __typename: 'DeploymentChanged', cursor: string, at: string, deployment: { number: number, state: DeploymentState, finished: boolean, createdAt: string, startedAt: string | null, durationMs: number | null, queuePosition: number | null, service: { name: string, title: string, environment: string | null, group: string | null, state: ServiceState, problems: Array<{ severity: ProblemSeverity, message: string }>, latestDeployment: { number: number, state: DeploymentState, finished: boolean, createdAt: string, finishedAt: string | null, version: string | null, canceledBy: { label: string } | null, failure: { step: { name: string } | null } | null } | null, deployed: Array<{ version: string | null, deployedAt: string, deploymentNumber: number }> }, blockers: Array<
          | { __typename: 'DiskLow', host: string, freeBytes: number }
          | { __typename: 'HostAway', host: string, since: string }
          | { __typename: 'LimitReached', limit: number, running: number }
          | { __typename: 'LockHeld', name: string, position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } }
          | { __typename: 'LockHeldElsewhere', name: string, position: number }
          | { __typename: 'ServiceBusy', position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } }
        >, estimate: { sampleSize: number, p50Ms: number, p90Ms: number, steps: Array<{ name: string, p50Ms: number, p90Ms: number }> } | null, steps: Array<{ position: number, name: string, state: StepState, startedAt: string | null, durationMs: number | null }> } }
    | { __typename: 'ServiceChanged', cursor: string, at: string, service: { name: string, title: string, environment: string | null, group: string | null, state: ServiceState, problems: Array<{ severity: ProblemSeverity, message: string }>, latestDeployment: { number: number, state: DeploymentState, finished: boolean, createdAt: string, finishedAt: string | null, version: string | null, canceledBy: { label: string } | null, failure: { step: { name: string } | null } | null } | null, deployed: Array<{ version: string | null, deployedAt: string, deploymentNumber: number }> } }
    | { __typename: 'ServiceDeleted', serviceName: string, cursor: string, at: string }
   };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const ResultFieldsFragmentDoc = new TypedDocumentString(`
    fragment ResultFields on Deployment {
  id
  number
  state
  finished
  reason
  createdAt
  startedAt
  finishedAt
  durationMs
  version
  canceledBy {
    label
  }
  failure {
    step {
      name
    }
  }
}
    `, {"fragmentName":"ResultFields"}) as unknown as TypedDocumentString<ResultFieldsFragment, unknown>;
export const RunFieldsFragmentDoc = new TypedDocumentString(`
    fragment RunFields on Deployment {
  ...ResultFields
  origin
  note
  actor {
    label
  }
  service {
    id
    name
    environment
  }
}
    fragment ResultFields on Deployment {
  id
  number
  state
  finished
  reason
  createdAt
  startedAt
  finishedAt
  durationMs
  version
  canceledBy {
    label
  }
  failure {
    step {
      name
    }
  }
}`, {"fragmentName":"RunFields"}) as unknown as TypedDocumentString<RunFieldsFragment, unknown>;
export const InTheWayFieldsFragmentDoc = new TypedDocumentString(`
    fragment InTheWayFields on Deployment {
  number
  state
  startedAt
  service {
    name
  }
  estimate {
    p50Ms
  }
}
    `, {"fragmentName":"InTheWayFields"}) as unknown as TypedDocumentString<InTheWayFieldsFragment, unknown>;
export const BlockerFieldsFragmentDoc = new TypedDocumentString(`
    fragment BlockerFields on Blocker {
  __typename
  ... on ServiceBusy {
    position
    deployment {
      ...InTheWayFields
    }
  }
  ... on LockHeldElsewhere {
    name
    position
  }
  ... on LockHeld {
    name
    position
    deployment {
      ...InTheWayFields
    }
  }
  ... on LimitReached {
    limit
    running
  }
  ... on HostAway {
    host
    since
  }
  ... on DiskLow {
    host
    freeBytes
  }
}
    fragment InTheWayFields on Deployment {
  number
  state
  startedAt
  service {
    name
  }
  estimate {
    p50Ms
  }
}`, {"fragmentName":"BlockerFields"}) as unknown as TypedDocumentString<BlockerFieldsFragment, unknown>;
export const EstimateFieldsFragmentDoc = new TypedDocumentString(`
    fragment EstimateFields on Estimate {
  sampleSize
  p50Ms
  p90Ms
  steps {
    name
    p50Ms
    p90Ms
  }
}
    `, {"fragmentName":"EstimateFields"}) as unknown as TypedDocumentString<EstimateFieldsFragment, unknown>;
export const StepFieldsFragmentDoc = new TypedDocumentString(`
    fragment StepFields on Step {
  position
  name
  state
  message
  startedAt
  finishedAt
  durationMs
  seq
  firstLogLine
  lastLogLine
}
    `, {"fragmentName":"StepFields"}) as unknown as TypedDocumentString<StepFieldsFragment, unknown>;
export const ActiveRunFieldsFragmentDoc = new TypedDocumentString(`
    fragment ActiveRunFields on Deployment {
  ...RunFields
  queuePosition
  blockers {
    ...BlockerFields
  }
  viewerCan
  estimate {
    ...EstimateFields
  }
  steps {
    ...StepFields
  }
}
    fragment ResultFields on Deployment {
  id
  number
  state
  finished
  reason
  createdAt
  startedAt
  finishedAt
  durationMs
  version
  canceledBy {
    label
  }
  failure {
    step {
      name
    }
  }
}
fragment RunFields on Deployment {
  ...ResultFields
  origin
  note
  actor {
    label
  }
  service {
    id
    name
    environment
  }
}
fragment StepFields on Step {
  position
  name
  state
  message
  startedAt
  finishedAt
  durationMs
  seq
  firstLogLine
  lastLogLine
}
fragment EstimateFields on Estimate {
  sampleSize
  p50Ms
  p90Ms
  steps {
    name
    p50Ms
    p90Ms
  }
}
fragment InTheWayFields on Deployment {
  number
  state
  startedAt
  service {
    name
  }
  estimate {
    p50Ms
  }
}
fragment BlockerFields on Blocker {
  __typename
  ... on ServiceBusy {
    position
    deployment {
      ...InTheWayFields
    }
  }
  ... on LockHeldElsewhere {
    name
    position
  }
  ... on LockHeld {
    name
    position
    deployment {
      ...InTheWayFields
    }
  }
  ... on LimitReached {
    limit
    running
  }
  ... on HostAway {
    host
    since
  }
  ... on DiskLow {
    host
    freeBytes
  }
}`, {"fragmentName":"ActiveRunFields"}) as unknown as TypedDocumentString<ActiveRunFieldsFragment, unknown>;
export const StartableFieldsFragmentDoc = new TypedDocumentString(`
    fragment StartableFields on Service {
  id
  name
  title
  environment
  confirm
  state
  problems {
    severity
    code
    message
    hint
    path
  }
  parametersSchema
}
    `, {"fragmentName":"StartableFields"}) as unknown as TypedDocumentString<StartableFieldsFragment, unknown>;
export const ServiceFieldsFragmentDoc = new TypedDocumentString(`
    fragment ServiceFields on Service {
  ...StartableFields
  description
  siteUrl
  recentRuns {
    number
    state
    durationMs
  }
  stats {
    deployments
    failures
    p50Ms
    lastSuccessAt
  }
  latestDeployment {
    ...ResultFields
  }
}
    fragment ResultFields on Deployment {
  id
  number
  state
  finished
  reason
  createdAt
  startedAt
  finishedAt
  durationMs
  version
  canceledBy {
    label
  }
  failure {
    step {
      name
    }
  }
}
fragment StartableFields on Service {
  id
  name
  title
  environment
  confirm
  state
  problems {
    severity
    code
    message
    hint
    path
  }
  parametersSchema
}`, {"fragmentName":"ServiceFields"}) as unknown as TypedDocumentString<ServiceFieldsFragment, unknown>;
export const ChunkFieldsFragmentDoc = new TypedDocumentString(`
    fragment ChunkFields on LogChunk {
  firstLine
  lineCount
  at
  text
  runs {
    lines
    stream
    step
    continued
  }
}
    `, {"fragmentName":"ChunkFields"}) as unknown as TypedDocumentString<ChunkFieldsFragment, unknown>;
export const LiveFieldsFragmentDoc = new TypedDocumentString(`
    fragment LiveFields on DeployedService {
  id
  serviceName
  key
  version
  environment
  siteUrl
  deploymentNumber
  deployedAt
  config
  output
  failedAttempt {
    number
    state
    version
    createdAt
    finishedAt
  }
}
    `, {"fragmentName":"LiveFields"}) as unknown as TypedDocumentString<LiveFieldsFragment, unknown>;
export const InventoryFieldsFragmentDoc = new TypedDocumentString(`
    fragment InventoryFields on Service {
  ...StartableFields
  group
  versionParameter
  deployed {
    ...LiveFields
  }
}
    fragment StartableFields on Service {
  id
  name
  title
  environment
  confirm
  state
  problems {
    severity
    code
    message
    hint
    path
  }
  parametersSchema
}
fragment LiveFields on DeployedService {
  id
  serviceName
  key
  version
  environment
  siteUrl
  deploymentNumber
  deployedAt
  config
  output
  failedAttempt {
    number
    state
    version
    createdAt
    finishedAt
  }
}`, {"fragmentName":"InventoryFields"}) as unknown as TypedDocumentString<InventoryFieldsFragment, unknown>;
export const SignedInFieldsFragmentDoc = new TypedDocumentString(`
    fragment SignedInFields on SignInSuccess {
  user {
    id
    name
    role
  }
}
    `, {"fragmentName":"SignedInFields"}) as unknown as TypedDocumentString<SignedInFieldsFragment, unknown>;
export const WallServiceFieldsFragmentDoc = new TypedDocumentString(`
    fragment WallServiceFields on Service {
  name
  title
  environment
  group
  state
  problems {
    severity
    message
  }
  latestDeployment {
    number
    state
    finished
    createdAt
    finishedAt
    version
    canceledBy {
      label
    }
    failure {
      step {
        name
      }
    }
  }
  deployed {
    version
    deployedAt
    deploymentNumber
  }
}
    `, {"fragmentName":"WallServiceFields"}) as unknown as TypedDocumentString<WallServiceFieldsFragment, unknown>;
export const WallRunFieldsFragmentDoc = new TypedDocumentString(`
    fragment WallRunFields on Deployment {
  number
  state
  finished
  createdAt
  startedAt
  durationMs
  queuePosition
  blockers {
    ...BlockerFields
  }
  estimate {
    ...EstimateFields
  }
  steps {
    position
    name
    state
    startedAt
    durationMs
  }
}
    fragment EstimateFields on Estimate {
  sampleSize
  p50Ms
  p90Ms
  steps {
    name
    p50Ms
    p90Ms
  }
}
fragment InTheWayFields on Deployment {
  number
  state
  startedAt
  service {
    name
  }
  estimate {
    p50Ms
  }
}
fragment BlockerFields on Blocker {
  __typename
  ... on ServiceBusy {
    position
    deployment {
      ...InTheWayFields
    }
  }
  ... on LockHeldElsewhere {
    name
    position
  }
  ... on LockHeld {
    name
    position
    deployment {
      ...InTheWayFields
    }
  }
  ... on LimitReached {
    limit
    running
  }
  ... on HostAway {
    host
    since
  }
  ... on DiskLow {
    host
    freeBytes
  }
}`, {"fragmentName":"WallRunFields"}) as unknown as TypedDocumentString<WallRunFieldsFragment, unknown>;
export const HistoryPageDocument = new TypedDocumentString(`
    query HistoryPage($first: Int!, $after: String, $filter: DeploymentFilter) {
  server {
    timeNow
    activityCursor
  }
  deployments(first: $first, after: $after, filter: $filter) {
    nodes {
      ...RunFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment ResultFields on Deployment {
  id
  number
  state
  finished
  reason
  createdAt
  startedAt
  finishedAt
  durationMs
  version
  canceledBy {
    label
  }
  failure {
    step {
      name
    }
  }
}
fragment RunFields on Deployment {
  ...ResultFields
  origin
  note
  actor {
    label
  }
  service {
    id
    name
    environment
  }
}`) as unknown as TypedDocumentString<HistoryPageQuery, HistoryPageQueryVariables>;
export const ServiceNamesDocument = new TypedDocumentString(`
    query ServiceNames {
  services(first: 500) {
    nodes {
      name
    }
  }
}
    `) as unknown as TypedDocumentString<ServiceNamesQuery, ServiceNamesQueryVariables>;
export const InventoryPageDocument = new TypedDocumentString(`
    query InventoryPage($after: String) {
  server {
    timeNow
    activityCursor
  }
  services(first: 50, after: $after) {
    nodes {
      ...InventoryFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment StartableFields on Service {
  id
  name
  title
  environment
  confirm
  state
  problems {
    severity
    code
    message
    hint
    path
  }
  parametersSchema
}
fragment LiveFields on DeployedService {
  id
  serviceName
  key
  version
  environment
  siteUrl
  deploymentNumber
  deployedAt
  config
  output
  failedAttempt {
    number
    state
    version
    createdAt
    finishedAt
  }
}
fragment InventoryFields on Service {
  ...StartableFields
  group
  versionParameter
  deployed {
    ...LiveFields
  }
}`) as unknown as TypedDocumentString<InventoryPageQuery, InventoryPageQueryVariables>;
export const InventoryActivityDocument = new TypedDocumentString(`
    subscription InventoryActivity($after: String, $filter: ActivityFilter) {
  activity(after: $after, filter: $filter) {
    __typename
    cursor
    at
    ... on DeployedServiceChanged {
      deployedService {
        ...LiveFields
      }
    }
    ... on ServiceChanged {
      service {
        ...InventoryFields
      }
    }
    ... on ServiceDeleted {
      serviceName
    }
  }
}
    fragment StartableFields on Service {
  id
  name
  title
  environment
  confirm
  state
  problems {
    severity
    code
    message
    hint
    path
  }
  parametersSchema
}
fragment LiveFields on DeployedService {
  id
  serviceName
  key
  version
  environment
  siteUrl
  deploymentNumber
  deployedAt
  config
  output
  failedAttempt {
    number
    state
    version
    createdAt
    finishedAt
  }
}
fragment InventoryFields on Service {
  ...StartableFields
  group
  versionParameter
  deployed {
    ...LiveFields
  }
}`) as unknown as TypedDocumentString<InventoryActivitySubscription, InventoryActivitySubscriptionVariables>;
export const PaletteServicesDocument = new TypedDocumentString(`
    query PaletteServices($after: String) {
  services(first: 400, after: $after) {
    nodes {
      name
      title
      description
      environment
      state
      latestDeployment {
        version
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<PaletteServicesQuery, PaletteServicesQueryVariables>;
export const PaletteRunsDocument = new TypedDocumentString(`
    query PaletteRuns {
  server {
    timeNow
  }
  unfinished: deployments(first: 20, filter: { finished: false }) {
    nodes {
      ...ActiveRunFields
    }
  }
}
    fragment ResultFields on Deployment {
  id
  number
  state
  finished
  reason
  createdAt
  startedAt
  finishedAt
  durationMs
  version
  canceledBy {
    label
  }
  failure {
    step {
      name
    }
  }
}
fragment RunFields on Deployment {
  ...ResultFields
  origin
  note
  actor {
    label
  }
  service {
    id
    name
    environment
  }
}
fragment StepFields on Step {
  position
  name
  state
  message
  startedAt
  finishedAt
  durationMs
  seq
  firstLogLine
  lastLogLine
}
fragment EstimateFields on Estimate {
  sampleSize
  p50Ms
  p90Ms
  steps {
    name
    p50Ms
    p90Ms
  }
}
fragment InTheWayFields on Deployment {
  number
  state
  startedAt
  service {
    name
  }
  estimate {
    p50Ms
  }
}
fragment BlockerFields on Blocker {
  __typename
  ... on ServiceBusy {
    position
    deployment {
      ...InTheWayFields
    }
  }
  ... on LockHeldElsewhere {
    name
    position
  }
  ... on LockHeld {
    name
    position
    deployment {
      ...InTheWayFields
    }
  }
  ... on LimitReached {
    limit
    running
  }
  ... on HostAway {
    host
    since
  }
  ... on DiskLow {
    host
    freeBytes
  }
}
fragment ActiveRunFields on Deployment {
  ...RunFields
  queuePosition
  blockers {
    ...BlockerFields
  }
  viewerCan
  estimate {
    ...EstimateFields
  }
  steps {
    ...StepFields
  }
}`) as unknown as TypedDocumentString<PaletteRunsQuery, PaletteRunsQueryVariables>;
export const PaletteServiceDocument = new TypedDocumentString(`
    query PaletteService($name: String!) {
  service(name: $name) {
    ...StartableFields
    siteUrl
    latestDeployment {
      number
    }
  }
}
    fragment StartableFields on Service {
  id
  name
  title
  environment
  confirm
  state
  problems {
    severity
    code
    message
    hint
    path
  }
  parametersSchema
}`) as unknown as TypedDocumentString<PaletteServiceQuery, PaletteServiceQueryVariables>;
export const RunPageDocument = new TypedDocumentString(`
    query RunPage($id: ID!) {
  server {
    timeNow
  }
  deployment(id: $id) {
    lastSeq
    ...ActiveRunFields
    exitCode
    signal
    cancelReason
    parameters
    output
    revision {
      ref
      sha
      url
    }
    logRemovedAt
    service {
      ...StartableFields
      estimate {
        ...EstimateFields
      }
    }
    retryOf {
      number
    }
    configHash
    scriptHash
    previous {
      number
    }
    lastSuccess {
      number
      version
      parameters
      finishedAt
      configHash
      scriptHash
    }
    next {
      number
      state
    }
    failure {
      message
      firstErrorLine
    }
    log(last: 10000) {
      totalLines
      chunks {
        ...ChunkFields
      }
    }
  }
}
    fragment ResultFields on Deployment {
  id
  number
  state
  finished
  reason
  createdAt
  startedAt
  finishedAt
  durationMs
  version
  canceledBy {
    label
  }
  failure {
    step {
      name
    }
  }
}
fragment RunFields on Deployment {
  ...ResultFields
  origin
  note
  actor {
    label
  }
  service {
    id
    name
    environment
  }
}
fragment StepFields on Step {
  position
  name
  state
  message
  startedAt
  finishedAt
  durationMs
  seq
  firstLogLine
  lastLogLine
}
fragment EstimateFields on Estimate {
  sampleSize
  p50Ms
  p90Ms
  steps {
    name
    p50Ms
    p90Ms
  }
}
fragment InTheWayFields on Deployment {
  number
  state
  startedAt
  service {
    name
  }
  estimate {
    p50Ms
  }
}
fragment BlockerFields on Blocker {
  __typename
  ... on ServiceBusy {
    position
    deployment {
      ...InTheWayFields
    }
  }
  ... on LockHeldElsewhere {
    name
    position
  }
  ... on LockHeld {
    name
    position
    deployment {
      ...InTheWayFields
    }
  }
  ... on LimitReached {
    limit
    running
  }
  ... on HostAway {
    host
    since
  }
  ... on DiskLow {
    host
    freeBytes
  }
}
fragment ActiveRunFields on Deployment {
  ...RunFields
  queuePosition
  blockers {
    ...BlockerFields
  }
  viewerCan
  estimate {
    ...EstimateFields
  }
  steps {
    ...StepFields
  }
}
fragment StartableFields on Service {
  id
  name
  title
  environment
  confirm
  state
  problems {
    severity
    code
    message
    hint
    path
  }
  parametersSchema
}
fragment ChunkFields on LogChunk {
  firstLine
  lineCount
  at
  text
  runs {
    lines
    stream
    step
    continued
  }
}`) as unknown as TypedDocumentString<RunPageQuery, RunPageQueryVariables>;
export const RunEventsDocument = new TypedDocumentString(`
    subscription RunEvents($id: ID!, $after: Int!) {
  deploymentEvents(id: $id, after: $after) {
    __typename
    seq
    after
    at
    ... on DeploymentStateChanged {
      state
      finished
      reason
      startedAt
      finishedAt
      exitCode
      signal
      canceledBy {
        label
      }
      estimate {
        ...EstimateFields
      }
    }
    ... on DeploymentBlocked {
      position
      blockers {
        ...BlockerFields
      }
    }
    ... on StepChanged {
      step {
        ...StepFields
      }
    }
    ... on LogAppended {
      chunks {
        ...ChunkFields
      }
    }
  }
}
    fragment StepFields on Step {
  position
  name
  state
  message
  startedAt
  finishedAt
  durationMs
  seq
  firstLogLine
  lastLogLine
}
fragment EstimateFields on Estimate {
  sampleSize
  p50Ms
  p90Ms
  steps {
    name
    p50Ms
    p90Ms
  }
}
fragment InTheWayFields on Deployment {
  number
  state
  startedAt
  service {
    name
  }
  estimate {
    p50Ms
  }
}
fragment BlockerFields on Blocker {
  __typename
  ... on ServiceBusy {
    position
    deployment {
      ...InTheWayFields
    }
  }
  ... on LockHeldElsewhere {
    name
    position
  }
  ... on LockHeld {
    name
    position
    deployment {
      ...InTheWayFields
    }
  }
  ... on LimitReached {
    limit
    running
  }
  ... on HostAway {
    host
    since
  }
  ... on DiskLow {
    host
    freeBytes
  }
}
fragment ChunkFields on LogChunk {
  firstLine
  lineCount
  at
  text
  runs {
    lines
    stream
    step
    continued
  }
}`) as unknown as TypedDocumentString<RunEventsSubscription, RunEventsSubscriptionVariables>;
export const LogLinesDocument = new TypedDocumentString(`
    query LogLines($id: ID!, $fromLine: Int!, $toLine: Int!) {
  deployment(id: $id) {
    log(fromLine: $fromLine, toLine: $toLine) {
      totalLines
      chunks {
        ...ChunkFields
      }
    }
  }
}
    fragment ChunkFields on LogChunk {
  firstLine
  lineCount
  at
  text
  runs {
    lines
    stream
    step
    continued
  }
}`) as unknown as TypedDocumentString<LogLinesQuery, LogLinesQueryVariables>;
export const SearchLogDocument = new TypedDocumentString(`
    query SearchLog($id: ID!, $text: String!, $caseSensitive: Boolean!) {
  deployment(id: $id) {
    searchLog(text: $text, first: 1000, caseSensitive: $caseSensitive) {
      lines
      more
    }
  }
}
    `) as unknown as TypedDocumentString<SearchLogQuery, SearchLogQueryVariables>;
export const LatestRunsDocument = new TypedDocumentString(`
    query LatestRuns {
  deployments(first: 5) {
    nodes {
      number
      state
      service {
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LatestRunsQuery, LatestRunsQueryVariables>;
export const ServicesPageDocument = new TypedDocumentString(`
    query ServicesPage($after: String) {
  server {
    timeNow
    activityCursor
  }
  services(first: 50, after: $after) {
    nodes {
      ...ServiceFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  unfinished: deployments(first: 20, filter: { finished: false }) {
    nodes {
      ...ActiveRunFields
    }
  }
}
    fragment ResultFields on Deployment {
  id
  number
  state
  finished
  reason
  createdAt
  startedAt
  finishedAt
  durationMs
  version
  canceledBy {
    label
  }
  failure {
    step {
      name
    }
  }
}
fragment RunFields on Deployment {
  ...ResultFields
  origin
  note
  actor {
    label
  }
  service {
    id
    name
    environment
  }
}
fragment StepFields on Step {
  position
  name
  state
  message
  startedAt
  finishedAt
  durationMs
  seq
  firstLogLine
  lastLogLine
}
fragment EstimateFields on Estimate {
  sampleSize
  p50Ms
  p90Ms
  steps {
    name
    p50Ms
    p90Ms
  }
}
fragment InTheWayFields on Deployment {
  number
  state
  startedAt
  service {
    name
  }
  estimate {
    p50Ms
  }
}
fragment BlockerFields on Blocker {
  __typename
  ... on ServiceBusy {
    position
    deployment {
      ...InTheWayFields
    }
  }
  ... on LockHeldElsewhere {
    name
    position
  }
  ... on LockHeld {
    name
    position
    deployment {
      ...InTheWayFields
    }
  }
  ... on LimitReached {
    limit
    running
  }
  ... on HostAway {
    host
    since
  }
  ... on DiskLow {
    host
    freeBytes
  }
}
fragment ActiveRunFields on Deployment {
  ...RunFields
  queuePosition
  blockers {
    ...BlockerFields
  }
  viewerCan
  estimate {
    ...EstimateFields
  }
  steps {
    ...StepFields
  }
}
fragment StartableFields on Service {
  id
  name
  title
  environment
  confirm
  state
  problems {
    severity
    code
    message
    hint
    path
  }
  parametersSchema
}
fragment ServiceFields on Service {
  ...StartableFields
  description
  siteUrl
  recentRuns {
    number
    state
    durationMs
  }
  stats {
    deployments
    failures
    p50Ms
    lastSuccessAt
  }
  latestDeployment {
    ...ResultFields
  }
}`) as unknown as TypedDocumentString<ServicesPageQuery, ServicesPageQueryVariables>;
export const ServicePageDocument = new TypedDocumentString(`
    query ServicePage($name: String!) {
  server {
    timeNow
    activityCursor
  }
  service(name: $name) {
    ...ServiceFields
    plannedSteps
    config
    configHash
    scriptHash
    concurrency
    timeoutSeconds
    archivedAt
    estimate {
      ...EstimateFields
    }
    deployments(first: 10) {
      nodes {
        ...RunFields
      }
    }
  }
}
    fragment ResultFields on Deployment {
  id
  number
  state
  finished
  reason
  createdAt
  startedAt
  finishedAt
  durationMs
  version
  canceledBy {
    label
  }
  failure {
    step {
      name
    }
  }
}
fragment RunFields on Deployment {
  ...ResultFields
  origin
  note
  actor {
    label
  }
  service {
    id
    name
    environment
  }
}
fragment EstimateFields on Estimate {
  sampleSize
  p50Ms
  p90Ms
  steps {
    name
    p50Ms
    p90Ms
  }
}
fragment StartableFields on Service {
  id
  name
  title
  environment
  confirm
  state
  problems {
    severity
    code
    message
    hint
    path
  }
  parametersSchema
}
fragment ServiceFields on Service {
  ...StartableFields
  description
  siteUrl
  recentRuns {
    number
    state
    durationMs
  }
  stats {
    deployments
    failures
    p50Ms
    lastSuccessAt
  }
  latestDeployment {
    ...ResultFields
  }
}`) as unknown as TypedDocumentString<ServicePageQuery, ServicePageQueryVariables>;
export const ActivityDocument = new TypedDocumentString(`
    subscription Activity($after: String, $filter: ActivityFilter) {
  activity(after: $after, filter: $filter) {
    __typename
    cursor
    at
    ... on DeploymentChanged {
      deployment {
        ...ActiveRunFields
      }
    }
    ... on ServiceChanged {
      service {
        ...ServiceFields
      }
    }
    ... on ServiceDeleted {
      serviceName
    }
  }
}
    fragment ResultFields on Deployment {
  id
  number
  state
  finished
  reason
  createdAt
  startedAt
  finishedAt
  durationMs
  version
  canceledBy {
    label
  }
  failure {
    step {
      name
    }
  }
}
fragment RunFields on Deployment {
  ...ResultFields
  origin
  note
  actor {
    label
  }
  service {
    id
    name
    environment
  }
}
fragment StepFields on Step {
  position
  name
  state
  message
  startedAt
  finishedAt
  durationMs
  seq
  firstLogLine
  lastLogLine
}
fragment EstimateFields on Estimate {
  sampleSize
  p50Ms
  p90Ms
  steps {
    name
    p50Ms
    p90Ms
  }
}
fragment InTheWayFields on Deployment {
  number
  state
  startedAt
  service {
    name
  }
  estimate {
    p50Ms
  }
}
fragment BlockerFields on Blocker {
  __typename
  ... on ServiceBusy {
    position
    deployment {
      ...InTheWayFields
    }
  }
  ... on LockHeldElsewhere {
    name
    position
  }
  ... on LockHeld {
    name
    position
    deployment {
      ...InTheWayFields
    }
  }
  ... on LimitReached {
    limit
    running
  }
  ... on HostAway {
    host
    since
  }
  ... on DiskLow {
    host
    freeBytes
  }
}
fragment ActiveRunFields on Deployment {
  ...RunFields
  queuePosition
  blockers {
    ...BlockerFields
  }
  viewerCan
  estimate {
    ...EstimateFields
  }
  steps {
    ...StepFields
  }
}
fragment StartableFields on Service {
  id
  name
  title
  environment
  confirm
  state
  problems {
    severity
    code
    message
    hint
    path
  }
  parametersSchema
}
fragment ServiceFields on Service {
  ...StartableFields
  description
  siteUrl
  recentRuns {
    number
    state
    durationMs
  }
  stats {
    deployments
    failures
    p50Ms
    lastSuccessAt
  }
  latestDeployment {
    ...ResultFields
  }
}`) as unknown as TypedDocumentString<ActivitySubscription, ActivitySubscriptionVariables>;
export const SyncServicesDocument = new TypedDocumentString(`
    mutation SyncServices {
  syncServices {
    __typename
    ... on SyncServicesSuccess {
      unchangedCount
      added {
        name
      }
      updated {
        name
      }
      archived {
        name
      }
      invalid {
        name
      }
    }
    ... on Error {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SyncServicesMutation, SyncServicesMutationVariables>;
export const StartDeploymentDocument = new TypedDocumentString(`
    mutation StartDeployment($input: StartDeploymentInput!) {
  startDeployment(input: $input) {
    __typename
    ... on StartDeploymentSuccess {
      replayed
      deployment {
        id
        number
      }
    }
    ... on Error {
      code
      message
    }
    ... on InvalidInputError {
      issues {
        path
        message
      }
    }
    ... on DeploymentInProgressError {
      deployment {
        number
      }
    }
  }
}
    `) as unknown as TypedDocumentString<StartDeploymentMutation, StartDeploymentMutationVariables>;
export const RetryDeploymentDocument = new TypedDocumentString(`
    mutation RetryDeployment($input: RetryDeploymentInput!) {
  retryDeployment(input: $input) {
    __typename
    ... on StartDeploymentSuccess {
      replayed
      deployment {
        id
        number
      }
    }
    ... on Error {
      code
      message
    }
    ... on InvalidInputError {
      issues {
        path
        message
      }
    }
    ... on DeploymentInProgressError {
      deployment {
        number
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RetryDeploymentMutation, RetryDeploymentMutationVariables>;
export const CancelDeploymentDocument = new TypedDocumentString(`
    mutation CancelDeployment($input: CancelDeploymentInput!) {
  cancelDeployment(input: $input) {
    __typename
    ... on CancelDeploymentSuccess {
      deployment {
        id
        state
      }
    }
    ... on Error {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CancelDeploymentMutation, CancelDeploymentMutationVariables>;
export const SessionDocument = new TypedDocumentString(`
    query Session {
  viewer {
    role
    user {
      id
      name
    }
  }
  server {
    version
    timeNow
  }
}
    `) as unknown as TypedDocumentString<SessionQuery, SessionQueryVariables>;
export const SignInDocument = new TypedDocumentString(`
    mutation SignIn($input: SignInInput!) {
  signIn(input: $input) {
    __typename
    ...SignedInFields
    ... on Error {
      code
      message
    }
    ... on TooManyAttemptsError {
      retryAfterSeconds
    }
  }
}
    fragment SignedInFields on SignInSuccess {
  user {
    id
    name
    role
  }
}`) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
export const SignInOnceDocument = new TypedDocumentString(`
    mutation SignInOnce($code: String!) {
  signInOnce(code: $code) {
    __typename
    ...SignedInFields
    ... on Error {
      code
      message
    }
  }
}
    fragment SignedInFields on SignInSuccess {
  user {
    id
    name
    role
  }
}`) as unknown as TypedDocumentString<SignInOnceMutation, SignInOnceMutationVariables>;
export const SignOutDocument = new TypedDocumentString(`
    mutation SignOut {
  signOut {
    __typename
  }
}
    `) as unknown as TypedDocumentString<SignOutMutation, SignOutMutationVariables>;
export const SystemPageDocument = new TypedDocumentString(`
    query SystemPage {
  server {
    timeNow
    activityCursor
  }
  system {
    version
    nodeVersion
    database {
      isEmbedded
      version
      sizeBytes
    }
    logDays
    maxLogBytes
    maxConcurrent
    dataDirectory
    servicesDirectory
    deployUser
    lastSync {
      at
      problem
    }
    hosts {
      name
      seenAt
      isAway
      isHere
    }
  }
  checks {
    code
    title
    state
    message
    hint
    serviceName
  }
}
    `) as unknown as TypedDocumentString<SystemPageQuery, SystemPageQueryVariables>;
export const SystemActivityDocument = new TypedDocumentString(`
    subscription SystemActivity($after: String, $filter: ActivityFilter) {
  activity(after: $after, filter: $filter) {
    __typename
    cursor
  }
}
    `) as unknown as TypedDocumentString<SystemActivitySubscription, SystemActivitySubscriptionVariables>;
export const WallPageDocument = new TypedDocumentString(`
    query WallPage($after: String, $today: DateTime) {
  server {
    timeNow
    activityCursor
  }
  services(first: 50, after: $after) {
    nodes {
      ...WallServiceFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  unfinished: deployments(first: 30, filter: { finished: false }) {
    nodes {
      ...WallRunFields
      service {
        name
      }
    }
  }
  today: deployments(first: 100, filter: { createdAfter: $today }) {
    nodes {
      number
      state
      createdAt
      durationMs
    }
    pageInfo {
      hasNextPage
    }
  }
}
    fragment EstimateFields on Estimate {
  sampleSize
  p50Ms
  p90Ms
  steps {
    name
    p50Ms
    p90Ms
  }
}
fragment InTheWayFields on Deployment {
  number
  state
  startedAt
  service {
    name
  }
  estimate {
    p50Ms
  }
}
fragment BlockerFields on Blocker {
  __typename
  ... on ServiceBusy {
    position
    deployment {
      ...InTheWayFields
    }
  }
  ... on LockHeldElsewhere {
    name
    position
  }
  ... on LockHeld {
    name
    position
    deployment {
      ...InTheWayFields
    }
  }
  ... on LimitReached {
    limit
    running
  }
  ... on HostAway {
    host
    since
  }
  ... on DiskLow {
    host
    freeBytes
  }
}
fragment WallServiceFields on Service {
  name
  title
  environment
  group
  state
  problems {
    severity
    message
  }
  latestDeployment {
    number
    state
    finished
    createdAt
    finishedAt
    version
    canceledBy {
      label
    }
    failure {
      step {
        name
      }
    }
  }
  deployed {
    version
    deployedAt
    deploymentNumber
  }
}
fragment WallRunFields on Deployment {
  number
  state
  finished
  createdAt
  startedAt
  durationMs
  queuePosition
  blockers {
    ...BlockerFields
  }
  estimate {
    ...EstimateFields
  }
  steps {
    position
    name
    state
    startedAt
    durationMs
  }
}`) as unknown as TypedDocumentString<WallPageQuery, WallPageQueryVariables>;
export const WallActivityDocument = new TypedDocumentString(`
    subscription WallActivity($after: String, $filter: ActivityFilter) {
  activity(after: $after, filter: $filter) {
    __typename
    cursor
    at
    ... on DeploymentChanged {
      deployment {
        ...WallRunFields
        service {
          ...WallServiceFields
        }
      }
    }
    ... on ServiceChanged {
      service {
        ...WallServiceFields
      }
    }
    ... on ServiceDeleted {
      serviceName
    }
  }
}
    fragment EstimateFields on Estimate {
  sampleSize
  p50Ms
  p90Ms
  steps {
    name
    p50Ms
    p90Ms
  }
}
fragment InTheWayFields on Deployment {
  number
  state
  startedAt
  service {
    name
  }
  estimate {
    p50Ms
  }
}
fragment BlockerFields on Blocker {
  __typename
  ... on ServiceBusy {
    position
    deployment {
      ...InTheWayFields
    }
  }
  ... on LockHeldElsewhere {
    name
    position
  }
  ... on LockHeld {
    name
    position
    deployment {
      ...InTheWayFields
    }
  }
  ... on LimitReached {
    limit
    running
  }
  ... on HostAway {
    host
    since
  }
  ... on DiskLow {
    host
    freeBytes
  }
}
fragment WallServiceFields on Service {
  name
  title
  environment
  group
  state
  problems {
    severity
    message
  }
  latestDeployment {
    number
    state
    finished
    createdAt
    finishedAt
    version
    canceledBy {
      label
    }
    failure {
      step {
        name
      }
    }
  }
  deployed {
    version
    deployedAt
    deploymentNumber
  }
}
fragment WallRunFields on Deployment {
  number
  state
  finished
  createdAt
  startedAt
  durationMs
  queuePosition
  blockers {
    ...BlockerFields
  }
  estimate {
    ...EstimateFields
  }
  steps {
    position
    name
    state
    startedAt
    durationMs
  }
}`) as unknown as TypedDocumentString<WallActivitySubscription, WallActivitySubscriptionVariables>;