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

export type ActorKind =
  /** Nobody who was signed in; only in the audit log. */
  | 'ANONYMOUS'
  /** FastDeploy itself, or the command line on the server's own machine. In `canceledBy` and `revokedBy` also a token: only its label is kept there. */
  | 'SYSTEM'
  | 'TOKEN'
  | 'USER';

export type AuditFilter = {
  actions?: Array<string> | null | undefined;
  /** Of a user or of a token. */
  actor?: string | number | null | undefined;
  /** At this time or later. */
  after?: string | null | undefined;
  /** Earlier than this time. */
  before?: string | null | undefined;
  outcome?: AuditOutcome | null | undefined;
  /** Its name. */
  service?: string | null | undefined;
  subject?: string | number | null | undefined;
};

export type AuditOutcome =
  | 'OK'
  | 'REFUSED';

export type CancelDeploymentInput = {
  id: string | number;
  reason?: string | null | undefined;
};

export type ChangePasswordInput = {
  /** May be left out where `Viewer.needsCurrentPassword` is false. */
  current?: string | null | undefined;
  /** 8 to 1,000 characters. */
  new: string;
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

export type CreateTokenInput = {
  /** 1 to 180 for SERVICE, 1 to 365 for API and CONFIG. */
  expiresInDays?: number;
  /** For API and CONFIG: only these services, of those that you may see yourself. Not given: all of them. */
  grants?: Array<GrantInput> | null | undefined;
  /** SERVICE, API or CONFIG. */
  kind: TokenKind;
  /** Who uses it, and where. */
  label: string;
  /** For SERVICE: label put on each deployment it starts. */
  origin?: string | null | undefined;
  /** Only for API: it changes nothing. */
  readOnly?: boolean | null | undefined;
  /** Required for API; at most your own. */
  role?: Role | null | undefined;
  /** Name of the service; required for SERVICE. */
  service?: string | null | undefined;
};

export type CreateUserInput = {
  grants?: Array<GrantInput> | null | undefined;
  /** 1 to 63 characters without spaces. */
  name: string;
  /** Without one the person sets it: give them `signInUrl`. */
  password?: string | null | undefined;
  role: Role;
  /** Without it SELECTED; administrators always see all. */
  serviceScope?: ServiceScope | null | undefined;
};

export type DeleteServiceInput = {
  /** The name once more, as somebody typed it. */
  confirm: string;
  name: string;
};

export type DeploymentAction =
  | 'CANCEL'
  | 'RETRY';

export type DeploymentFilter = {
  /** Names of users and tokens, as the run keeps them. */
  actorLabels?: Array<string> | null | undefined;
  actors?: Array<string | number> | null | undefined;
  createdAfter?: string | null | undefined;
  createdBefore?: string | null | undefined;
  environments?: Array<string> | null | undefined;
  /** true: only finished, false: only active. */
  finished?: boolean | null | undefined;
  origins?: Array<string> | null | undefined;
  /** Part of the note, of the version or of the service's name, or the number. */
  search?: string | null | undefined;
  services?: Array<string> | null | undefined;
  states?: Array<DeploymentState> | null | undefined;
};

export type DeploymentOrder =
  /** By what they took. What has not ended or never began took less than anything else. */
  | 'LONGEST'
  /** Asked for last. */
  | 'NEWEST'
  /** Asked for first. */
  | 'OLDEST'
  | 'SHORTEST';

export type DeploymentState =
  | 'CANCELED'
  /** Cancel requested, script still ending. */
  | 'CANCELING'
  /** Script exited non-zero, or a step failed. */
  | 'FAILURE'
  /** Its supervisor vanished, with the host for example, and no result was ever seen; or an administrator gave it up. Nothing is known about the outcome: look before repeating. */
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

/** At least one of the two. */
export type GrantInput = {
  /** Value of `environment` in config.json. */
  environment?: string | null | undefined;
  /** Service name or glob: `blog`, `shop-*`. */
  service?: string | null | undefined;
};

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
  /** Where it comes from, in a word; a token's own label counts before it. */
  origin?: string | null | undefined;
  /** Laid over the earlier values; null removes one. Secret ones must be given again. */
  parameters?: unknown;
  /** As for startDeployment. */
  whenBusy?: ConcurrencyPolicy | null | undefined;
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

export type RotateTokenInput = {
  id: string | number;
  /** So long the old secret still works: 0 to 168. */
  overlapHours?: number;
};

export type ServiceAction =
  /** Start a deployment of it. */
  | 'START';

export type ServiceScope =
  | 'ALL'
  /** Only services that match a grant; none without grants. */
  | 'SELECTED';

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
  /** Where it comes from, in a word; a token's own label counts before it. */
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

export type TokenKind =
  /** Acts with a role. For dashboards and integrations. */
  | 'API'
  /** Reads the inventory only. For monitoring, backup, logging. */
  | 'CONFIG'
  /** Given to a running script: reports steps of that deployment, dies with it. */
  | 'DEPLOYMENT'
  /** Starts and reads deployments of one service; 1 to 180 days. For CI. */
  | 'SERVICE'
  /** A signed-in person (web or `fastdeploy login`). */
  | 'SESSION';

export type UpdateUserInput = {
  /** true ends their sessions and suspends their tokens at once. */
  disabled?: boolean | null | undefined;
  /** All that there are from then on. */
  grants?: Array<GrantInput> | null | undefined;
  id: string | number;
  /** A new one. Ends their sessions. */
  password?: string | null | undefined;
  role?: Role | null | undefined;
  serviceScope?: ServiceScope | null | undefined;
};

export type ViewerAction =
  | 'CANCEL_DEPLOYMENTS'
  | 'MANAGE_SYSTEM'
  | 'MANAGE_TOKENS'
  | 'MANAGE_USERS'
  | 'READ_AUDIT'
  | 'READ_INVENTORY'
  /** Also retries. Whether a service can be started, says `Service.viewerCan`. */
  | 'START_DEPLOYMENTS'
  | 'SYNC_SERVICES';

export type AccountPageQueryVariables = Exact<{ [key: string]: never; }>;


export type AccountPageQuery = { server: { timeNow: string }, viewer: { needsCurrentPassword: boolean, role: Role | null, token: { id: string } | null, user: { id: string, name: string, role: Role, serviceScope: ServiceScope, grants: Array<{ service: string | null, environment: string | null }>, sessions: Array<{ id: string, label: string, prefix: string, createdAt: string, lastUsedAt: string | null, lastUsedFrom: string | null }> } | null } | null };

export type ChangePasswordMutationVariables = Exact<{
  input: ChangePasswordInput;
}>;


export type ChangePasswordMutation = { changePassword:
    | { __typename: 'ChangePasswordSuccess', endedSessionCount: number }
    | { __typename: 'InvalidCredentialsError', code: ErrorCode, message: string }
    | { __typename: 'InvalidInputError', code: ErrorCode, message: string, issues: Array<{ path: Array<string>, message: string }> }
    | { __typename: 'TooManyAttemptsError', code: ErrorCode, message: string }
   };

export type AuditEventFieldsFragment = { id: string, at: string, action: string, outcome: AuditOutcome, subjectId: string | null, subjectLabel: string, service: string | null, remoteAddress: string | null, details: unknown, actor: { kind: ActorKind, label: string, user: { id: string } | null, token: { id: string } | null } };

export type AuditPageQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: AuditFilter | null | undefined;
}>;


export type AuditPageQuery = { server: { timeNow: string }, services: { nodes: Array<{ name: string }> }, users: { nodes: Array<{ id: string, name: string }> } | null, auditEvents: { nodes: Array<{ id: string, at: string, action: string, outcome: AuditOutcome, subjectId: string | null, subjectLabel: string, service: string | null, remoteAddress: string | null, details: unknown, actor: { kind: ActorKind, label: string, user: { id: string } | null, token: { id: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

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

export type ActiveRunFieldsFragment = { currentStep: string | null, queuePosition: number | null, viewerCan: Array<DeploymentAction>, origin: string, note: string | null, id: string, number: number, state: DeploymentState, finished: boolean, reason: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, version: string | null, blockers: Array<
    | { __typename: 'DiskLow', host: string, freeBytes: number }
    | { __typename: 'HostAway', host: string, since: string }
    | { __typename: 'LimitReached', limit: number, running: number }
    | { __typename: 'LockHeld', name: string, position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } }
    | { __typename: 'LockHeldElsewhere', name: string, position: number }
    | { __typename: 'ServiceBusy', position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } }
  >, estimate: { sampleSize: number, p50Ms: number, p90Ms: number, steps: Array<{ name: string, p50Ms: number, p90Ms: number }> } | null, steps: Array<{ position: number, name: string, state: StepState, message: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, seq: number, firstLogLine: number | null, lastLogLine: number | null }>, actor: { label: string }, service: { id: string, name: string, environment: string | null }, canceledBy: { label: string } | null, failure: { step: { name: string } | null } | null };

export type StartableFieldsFragment = { id: string, name: string, title: string, environment: string | null, confirm: boolean, state: ServiceState, hasParameters: boolean, concurrency: ConcurrencyPolicy, problems: Array<{ severity: ProblemSeverity, code: string, message: string, hint: string | null, path: string | null }>, viewerCannot: Array<{ action: ServiceAction, reason: string }> };

export type ServiceFieldsFragment = { description: string, group: string | null, siteUrl: string | null, id: string, name: string, title: string, environment: string | null, confirm: boolean, state: ServiceState, hasParameters: boolean, concurrency: ConcurrencyPolicy, recentRuns: Array<{ number: number, state: DeploymentState, durationMs: number | null }>, stats: { deployments: number, failures: number, p50Ms: number | null, lastSuccessAt: string | null }, latestDeployment: { id: string, number: number, state: DeploymentState, finished: boolean, reason: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, version: string | null, canceledBy: { label: string } | null, failure: { step: { name: string } | null } | null } | null, problems: Array<{ severity: ProblemSeverity, code: string, message: string, hint: string | null, path: string | null }>, viewerCannot: Array<{ action: ServiceAction, reason: string }> };

export type ChunkFieldsFragment = { firstLine: number, lineCount: number, at: string, text: string, runs: Array<{ lines: number, stream: LogStream, step: number | null, continued: boolean }> };

export type HistoryPageQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: DeploymentFilter | null | undefined;
  failed?: DeploymentFilter | null | undefined;
  order?: DeploymentOrder | null | undefined;
}>;


export type HistoryPageQuery = { server: { timeNow: string, activityCursor: string }, deployments: { totalCount: number, nodes: Array<{ currentStep: string | null, origin: string, note: string | null, id: string, number: number, state: DeploymentState, finished: boolean, reason: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, version: string | null, estimate: { p50Ms: number, p90Ms: number } | null, actor: { label: string }, service: { id: string, name: string, environment: string | null }, canceledBy: { label: string } | null, failure: { step: { name: string } | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, failed: { totalCount: number }, deploymentFacets: { states: Array<{ value: string, count: number }>, services: Array<{ value: string, count: number }>, environments: Array<{ value: string, count: number }>, origins: Array<{ value: string, count: number }>, actors: Array<{ value: string, count: number }> } };

export type HistoryRowsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: DeploymentFilter | null | undefined;
  order?: DeploymentOrder | null | undefined;
}>;


export type HistoryRowsQuery = { deployments: { nodes: Array<{ currentStep: string | null, origin: string, note: string | null, id: string, number: number, state: DeploymentState, finished: boolean, reason: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, version: string | null, estimate: { p50Ms: number, p90Ms: number } | null, actor: { label: string }, service: { id: string, name: string, environment: string | null }, canceledBy: { label: string } | null, failure: { step: { name: string } | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type FacetFieldsFragment = { value: string, count: number };

export type HistoryFieldsFragment = { currentStep: string | null, origin: string, note: string | null, id: string, number: number, state: DeploymentState, finished: boolean, reason: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, version: string | null, estimate: { p50Ms: number, p90Ms: number } | null, actor: { label: string }, service: { id: string, name: string, environment: string | null }, canceledBy: { label: string } | null, failure: { step: { name: string } | null } | null };

export type LiveFieldsFragment = { id: string, serviceName: string, key: string, version: string | null, environment: string | null, siteUrl: string | null, deploymentNumber: number, deployedAt: string, config: unknown, output: unknown, failedAttempt: { number: number, state: DeploymentState, version: string | null, createdAt: string, finishedAt: string | null } | null };

export type InventoryFieldsFragment = { group: string | null, versionParameter: string | null, id: string, name: string, title: string, environment: string | null, confirm: boolean, state: ServiceState, hasParameters: boolean, concurrency: ConcurrencyPolicy, deployed: Array<{ id: string, serviceName: string, key: string, version: string | null, environment: string | null, siteUrl: string | null, deploymentNumber: number, deployedAt: string, config: unknown, output: unknown, failedAttempt: { number: number, state: DeploymentState, version: string | null, createdAt: string, finishedAt: string | null } | null }>, problems: Array<{ severity: ProblemSeverity, code: string, message: string, hint: string | null, path: string | null }>, viewerCannot: Array<{ action: ServiceAction, reason: string }> };

export type InventoryPageQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type InventoryPageQuery = { server: { timeNow: string, activityCursor: string }, services: { nodes: Array<{ group: string | null, versionParameter: string | null, id: string, name: string, title: string, environment: string | null, confirm: boolean, state: ServiceState, hasParameters: boolean, concurrency: ConcurrencyPolicy, deployed: Array<{ id: string, serviceName: string, key: string, version: string | null, environment: string | null, siteUrl: string | null, deploymentNumber: number, deployedAt: string, config: unknown, output: unknown, failedAttempt: { number: number, state: DeploymentState, version: string | null, createdAt: string, finishedAt: string | null } | null }>, problems: Array<{ severity: ProblemSeverity, code: string, message: string, hint: string | null, path: string | null }>, viewerCannot: Array<{ action: ServiceAction, reason: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type InventoryActivitySubscriptionVariables = Exact<{
  after?: string | null | undefined;
  filter?: ActivityFilter | null | undefined;
}>;


export type InventoryActivitySubscription = { activity:
    | { __typename: 'ActivityReset', cursor: string, at: string }
    | { __typename: 'DeployedServiceChanged', cursor: string, at: string, deployedService: { id: string, serviceName: string, key: string, version: string | null, environment: string | null, siteUrl: string | null, deploymentNumber: number, deployedAt: string, config: unknown, output: unknown, failedAttempt: { number: number, state: DeploymentState, version: string | null, createdAt: string, finishedAt: string | null } | null } }
    | { __typename: 'DeploymentChanged', cursor: string, at: string }
    | { __typename: 'ServiceChanged', cursor: string, at: string, service: { group: string | null, versionParameter: string | null, id: string, name: string, title: string, environment: string | null, confirm: boolean, state: ServiceState, hasParameters: boolean, concurrency: ConcurrencyPolicy, deployed: Array<{ id: string, serviceName: string, key: string, version: string | null, environment: string | null, siteUrl: string | null, deploymentNumber: number, deployedAt: string, config: unknown, output: unknown, failedAttempt: { number: number, state: DeploymentState, version: string | null, createdAt: string, finishedAt: string | null } | null }>, problems: Array<{ severity: ProblemSeverity, code: string, message: string, hint: string | null, path: string | null }>, viewerCannot: Array<{ action: ServiceAction, reason: string }> } }
    | { __typename: 'ServiceDeleted', serviceName: string, cursor: string, at: string }
   };

export type PaletteServicesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type PaletteServicesQuery = { services: { nodes: Array<{ name: string, title: string, description: string, environment: string | null, state: ServiceState, latestDeployment: { version: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type PaletteRunsQueryVariables = Exact<{ [key: string]: never; }>;


export type PaletteRunsQuery = { server: { timeNow: string }, unfinished: { nodes: Array<{ currentStep: string | null, queuePosition: number | null, viewerCan: Array<DeploymentAction>, origin: string, note: string | null, id: string, number: number, state: DeploymentState, finished: boolean, reason: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, version: string | null, blockers: Array<
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


export type PaletteServiceQuery = { service: { siteUrl: string | null, id: string, name: string, title: string, environment: string | null, confirm: boolean, state: ServiceState, hasParameters: boolean, concurrency: ConcurrencyPolicy, latestDeployment: { number: number } | null, problems: Array<{ severity: ProblemSeverity, code: string, message: string, hint: string | null, path: string | null }>, viewerCannot: Array<{ action: ServiceAction, reason: string }> } | null };

export type RunPageQueryVariables = Exact<{
  id: string | number;
}>;


export type RunPageQuery = { server: { timeNow: string }, deployment: { lastSeq: number, exitCode: number | null, signal: string | null, parameters: unknown, logRemovedAt: string | null, currentStep: string | null, queuePosition: number | null, viewerCan: Array<DeploymentAction>, version: string | null, output: unknown, cancelReason: string | null, configHash: string | null, scriptHash: string | null, origin: string, note: string | null, id: string, number: number, state: DeploymentState, finished: boolean, reason: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, service: { id: string, name: string, environment: string | null, title: string, confirm: boolean, state: ServiceState, hasParameters: boolean, concurrency: ConcurrencyPolicy, estimate: { sampleSize: number, p50Ms: number, p90Ms: number, steps: Array<{ name: string, p50Ms: number, p90Ms: number }> } | null, problems: Array<{ severity: ProblemSeverity, code: string, message: string, hint: string | null, path: string | null }>, viewerCannot: Array<{ action: ServiceAction, reason: string }> }, retryOf: { number: number } | null, previous: { number: number } | null, lastSuccess: { number: number, version: string | null, parameters: unknown, finishedAt: string | null, configHash: string | null, scriptHash: string | null } | null, log: { totalLines: number, chunks: Array<{ firstLine: number, lineCount: number, at: string, text: string, runs: Array<{ lines: number, stream: LogStream, step: number | null, continued: boolean }> }> }, blockers: Array<
      | { __typename: 'DiskLow', host: string, freeBytes: number }
      | { __typename: 'HostAway', host: string, since: string }
      | { __typename: 'LimitReached', limit: number, running: number }
      | { __typename: 'LockHeld', name: string, position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } }
      | { __typename: 'LockHeldElsewhere', name: string, position: number }
      | { __typename: 'ServiceBusy', position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } }
    >, estimate: { sampleSize: number, p50Ms: number, p90Ms: number, steps: Array<{ name: string, p50Ms: number, p90Ms: number }> } | null, steps: Array<{ position: number, name: string, state: StepState, message: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, seq: number, firstLogLine: number | null, lastLogLine: number | null }>, revision: { ref: string | null, sha: string | null, url: string | null } | null, failure: { message: string, firstErrorLine: number | null, step: { name: string } | null } | null, next: { number: number, state: DeploymentState } | null, actor: { label: string }, canceledBy: { label: string } | null } | null };

export type OutcomeFieldsFragment = { version: string | null, output: unknown, cancelReason: string | null, configHash: string | null, scriptHash: string | null, revision: { ref: string | null, sha: string | null, url: string | null } | null, failure: { message: string, firstErrorLine: number | null, step: { name: string } | null } | null, next: { number: number, state: DeploymentState } | null };

export type RunOutcomeQueryVariables = Exact<{
  id: string | number;
}>;


export type RunOutcomeQuery = { deployment: { version: string | null, output: unknown, cancelReason: string | null, configHash: string | null, scriptHash: string | null, revision: { ref: string | null, sha: string | null, url: string | null } | null, failure: { message: string, firstErrorLine: number | null, step: { name: string } | null } | null, next: { number: number, state: DeploymentState } | null } | null };

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

export type ServicesPageQueryVariables = Exact<{ [key: string]: never; }>;


export type ServicesPageQuery = { server: { timeNow: string, activityCursor: string }, dashboard: { servicesDirectory: string | null, unregistered: { totalCount: number, nodes: Array<{ directory: string, problem: { message: string, hint: string | null } }> } | null, services: Array<{ description: string, group: string | null, siteUrl: string | null, id: string, name: string, title: string, environment: string | null, confirm: boolean, state: ServiceState, hasParameters: boolean, concurrency: ConcurrencyPolicy, recentRuns: Array<{ number: number, state: DeploymentState, durationMs: number | null }>, stats: { deployments: number, failures: number, p50Ms: number | null, lastSuccessAt: string | null }, latestDeployment: { id: string, number: number, state: DeploymentState, finished: boolean, reason: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, version: string | null, canceledBy: { label: string } | null, failure: { step: { name: string } | null } | null } | null, problems: Array<{ severity: ProblemSeverity, code: string, message: string, hint: string | null, path: string | null }>, viewerCannot: Array<{ action: ServiceAction, reason: string }> }>, unfinished: Array<{ currentStep: string | null, queuePosition: number | null, viewerCan: Array<DeploymentAction>, origin: string, note: string | null, id: string, number: number, state: DeploymentState, finished: boolean, reason: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, version: string | null, blockers: Array<
        | { __typename: 'DiskLow', host: string, freeBytes: number }
        | { __typename: 'HostAway', host: string, since: string }
        | { __typename: 'LimitReached', limit: number, running: number }
        | { __typename: 'LockHeld', name: string, position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } }
        | { __typename: 'LockHeldElsewhere', name: string, position: number }
        | { __typename: 'ServiceBusy', position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } }
      >, estimate: { sampleSize: number, p50Ms: number, p90Ms: number, steps: Array<{ name: string, p50Ms: number, p90Ms: number }> } | null, steps: Array<{ position: number, name: string, state: StepState, message: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, seq: number, firstLogLine: number | null, lastLogLine: number | null }>, actor: { label: string }, service: { id: string, name: string, environment: string | null }, canceledBy: { label: string } | null, failure: { step: { name: string } | null } | null }> } };

export type UnregisteredDirectoriesQueryVariables = Exact<{ [key: string]: never; }>;


export type UnregisteredDirectoriesQuery = { dashboard: { unregistered: { totalCount: number, nodes: Array<{ directory: string, problem: { message: string, hint: string | null } }> } | null } };

export type UnregisteredFieldsFragment = { totalCount: number, nodes: Array<{ directory: string, problem: { message: string, hint: string | null } }> };

export type ServicePageQueryVariables = Exact<{
  name: string;
  days: number;
}>;


export type ServicePageQuery = { server: { timeNow: string, activityCursor: string }, service: { plannedSteps: Array<string>, config: unknown, configHash: string | null, scriptHash: string | null, scriptPath: string | null, syncedAt: string | null, updatedAt: string, concurrency: ConcurrencyPolicy, timeoutSeconds: number, archivedAt: string | null, description: string, group: string | null, siteUrl: string | null, id: string, name: string, title: string, environment: string | null, confirm: boolean, state: ServiceState, hasParameters: boolean, estimate: { sampleSize: number, p50Ms: number, p90Ms: number, steps: Array<{ name: string, p50Ms: number, p90Ms: number }> } | null, trend: { days: number, successes: number, failures: number, canceled: number, recoveryMedianSeconds: number | null, leadTimeMedianSeconds: number | null, perDay: Array<{ day: string, successes: number, failures: number, canceled: number }>, runs: Array<{ number: number, state: DeploymentState, durationMs: number | null }> }, unfinishedDeployments: Array<{ currentStep: string | null, queuePosition: number | null, viewerCan: Array<DeploymentAction>, origin: string, note: string | null, id: string, number: number, state: DeploymentState, finished: boolean, reason: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, version: string | null, blockers: Array<
        | { __typename: 'DiskLow', host: string, freeBytes: number }
        | { __typename: 'HostAway', host: string, since: string }
        | { __typename: 'LimitReached', limit: number, running: number }
        | { __typename: 'LockHeld', name: string, position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } }
        | { __typename: 'LockHeldElsewhere', name: string, position: number }
        | { __typename: 'ServiceBusy', position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } }
      >, estimate: { sampleSize: number, p50Ms: number, p90Ms: number, steps: Array<{ name: string, p50Ms: number, p90Ms: number }> } | null, steps: Array<{ position: number, name: string, state: StepState, message: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, seq: number, firstLogLine: number | null, lastLogLine: number | null }>, actor: { label: string }, service: { id: string, name: string, environment: string | null }, canceledBy: { label: string } | null, failure: { step: { name: string } | null } | null }>, live: { nodes: Array<{ number: number, version: string | null, finishedAt: string | null, actor: { label: string } }> }, deployments: { totalCount: number, nodes: Array<{ currentStep: string | null, origin: string, note: string | null, id: string, number: number, state: DeploymentState, finished: boolean, reason: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, version: string | null, estimate: { p50Ms: number, p90Ms: number } | null, actor: { label: string }, service: { id: string, name: string, environment: string | null }, canceledBy: { label: string } | null, failure: { step: { name: string } | null } | null }> }, recentRuns: Array<{ number: number, state: DeploymentState, durationMs: number | null }>, stats: { deployments: number, failures: number, p50Ms: number | null, lastSuccessAt: string | null }, latestDeployment: { id: string, number: number, state: DeploymentState, finished: boolean, reason: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, version: string | null, canceledBy: { label: string } | null, failure: { step: { name: string } | null } | null } | null, problems: Array<{ severity: ProblemSeverity, code: string, message: string, hint: string | null, path: string | null }>, viewerCannot: Array<{ action: ServiceAction, reason: string }> } | null };

export type TrendFieldsFragment = { days: number, successes: number, failures: number, canceled: number, recoveryMedianSeconds: number | null, leadTimeMedianSeconds: number | null, perDay: Array<{ day: string, successes: number, failures: number, canceled: number }>, runs: Array<{ number: number, state: DeploymentState, durationMs: number | null }> };

export type CreateDemoServiceMutationVariables = Exact<{ [key: string]: never; }>;


export type CreateDemoServiceMutation = { createDemoService:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'CreateDemoServiceSuccess', service: { description: string, group: string | null, siteUrl: string | null, id: string, name: string, title: string, environment: string | null, confirm: boolean, state: ServiceState, hasParameters: boolean, concurrency: ConcurrencyPolicy, recentRuns: Array<{ number: number, state: DeploymentState, durationMs: number | null }>, stats: { deployments: number, failures: number, p50Ms: number | null, lastSuccessAt: string | null }, latestDeployment: { id: string, number: number, state: DeploymentState, finished: boolean, reason: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, version: string | null, canceledBy: { label: string } | null, failure: { step: { name: string } | null } | null } | null, problems: Array<{ severity: ProblemSeverity, code: string, message: string, hint: string | null, path: string | null }>, viewerCannot: Array<{ action: ServiceAction, reason: string }> } }
   };

export type DeleteServiceMutationVariables = Exact<{
  input: DeleteServiceInput;
}>;


export type DeleteServiceMutation = { deleteService:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'DeleteServiceSuccess', name: string, deletedDeployments: number }
    | { __typename: 'InvalidInputError', code: ErrorCode, message: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
   };

export type ActivitySubscriptionVariables = Exact<{
  after?: string | null | undefined;
  filter?: ActivityFilter | null | undefined;
}>;


export type ActivitySubscription = { activity:
    | { __typename: 'ActivityReset', cursor: string, at: string }
    | { __typename: 'DeployedServiceChanged', cursor: string, at: string }
    | { __typename: 'DeploymentChanged', cursor: string, at: string, deployment: { currentStep: string | null, queuePosition: number | null, viewerCan: Array<DeploymentAction>, origin: string, note: string | null, id: string, number: number, state: DeploymentState, finished: boolean, reason: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, version: string | null, blockers: Array<
          | { __typename: 'DiskLow', host: string, freeBytes: number }
          | { __typename: 'HostAway', host: string, since: string }
          | { __typename: 'LimitReached', limit: number, running: number }
          | { __typename: 'LockHeld', name: string, position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } }
          | { __typename: 'LockHeldElsewhere', name: string, position: number }
          | { __typename: 'ServiceBusy', position: number, deployment: { number: number, state: DeploymentState, startedAt: string | null, service: { name: string }, estimate: { p50Ms: number } | null } }
        >, estimate: { sampleSize: number, p50Ms: number, p90Ms: number, steps: Array<{ name: string, p50Ms: number, p90Ms: number }> } | null, steps: Array<{ position: number, name: string, state: StepState, message: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, seq: number, firstLogLine: number | null, lastLogLine: number | null }>, actor: { label: string }, service: { id: string, name: string, environment: string | null }, canceledBy: { label: string } | null, failure: { step: { name: string } | null } | null } }
    | { __typename: 'ServiceChanged', cursor: string, at: string, service: { description: string, group: string | null, siteUrl: string | null, id: string, name: string, title: string, environment: string | null, confirm: boolean, state: ServiceState, hasParameters: boolean, concurrency: ConcurrencyPolicy, recentRuns: Array<{ number: number, state: DeploymentState, durationMs: number | null }>, stats: { deployments: number, failures: number, p50Ms: number | null, lastSuccessAt: string | null }, latestDeployment: { id: string, number: number, state: DeploymentState, finished: boolean, reason: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, version: string | null, canceledBy: { label: string } | null, failure: { step: { name: string } | null } | null } | null, problems: Array<{ severity: ProblemSeverity, code: string, message: string, hint: string | null, path: string | null }>, viewerCannot: Array<{ action: ServiceAction, reason: string }> } }
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
    | { __typename: 'DeploymentInProgressError', code: ErrorCode, message: string, deployment: { number: number, state: DeploymentState, finished: boolean, startedAt: string | null, createdAt: string, actor: { label: string }, estimate: { p50Ms: number } | null } }
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
    | { __typename: 'DeploymentInProgressError', code: ErrorCode, message: string, deployment: { number: number, state: DeploymentState, finished: boolean, startedAt: string | null, createdAt: string, actor: { label: string }, estimate: { p50Ms: number } | null } }
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


export type SessionQuery = { viewer: { role: Role | null, token: { expiresAt: string } | null, user: { id: string, name: string } | null } | null, server: { version: string, timeNow: string } };

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

export type StartFormQueryVariables = Exact<{
  name: string;
  from: string | number;
  hasFrom: boolean;
}>;


export type StartFormQuery = { server: { timeNow: string, activityCursor: string }, service: { description: string, parametersSchema: unknown, plannedSteps: Array<string>, configHash: string | null, scriptHash: string | null, scriptPath: string | null, syncedAt: string | null, versionParameter: string | null, compareUrl: string | null, concurrency: ConcurrencyPolicy, id: string, name: string, title: string, environment: string | null, confirm: boolean, state: ServiceState, hasParameters: boolean, estimate: { sampleSize: number, p50Ms: number, p90Ms: number } | null, unfinishedDeployments: Array<{ number: number, state: DeploymentState, finished: boolean, startedAt: string | null, createdAt: string, actor: { label: string }, estimate: { p50Ms: number } | null }>, lastGood: { nodes: Array<{ number: number, version: string | null, finishedAt: string | null, parameters: unknown, configHash: string | null, scriptHash: string | null, note: string | null }> }, problems: Array<{ severity: ProblemSeverity, code: string, message: string, hint: string | null, path: string | null }>, viewerCannot: Array<{ action: ServiceAction, reason: string }> } | null, from?: { number: number, version: string | null, finishedAt: string | null, parameters: unknown, configHash: string | null, scriptHash: string | null, note: string | null, service: { name: string } } | null };

export type EarlierFieldsFragment = { number: number, version: string | null, finishedAt: string | null, parameters: unknown, configHash: string | null, scriptHash: string | null, note: string | null };

export type InProgressFieldsFragment = { number: number, state: DeploymentState, finished: boolean, startedAt: string | null, createdAt: string, actor: { label: string }, estimate: { p50Ms: number } | null };

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

export type TokenFieldsFragment = { id: string, kind: TokenKind, prefix: string, label: string, role: Role | null, serviceScope: ServiceScope, readOnly: boolean, createdAt: string, expiresAt: string, expiresSoon: boolean, lastUsedAt: string | null, lastUsedFrom: string | null, active: boolean, revokedAt: string | null, grants: Array<{ service: string | null, environment: string | null }>, service: { name: string } | null, createdBy: { name: string, disabledAt: string | null } | null, revokedBy: { label: string } | null, replacedBy: { label: string, prefix: string } | null };

type ProblemFields_ConflictError_Fragment = { code: ErrorCode, message: string };

type ProblemFields_DeploymentInProgressError_Fragment = { code: ErrorCode, message: string };

type ProblemFields_DeploymentNotActiveError_Fragment = { code: ErrorCode, message: string };

type ProblemFields_IdempotencyKeyReusedError_Fragment = { code: ErrorCode, message: string };

type ProblemFields_InvalidCredentialsError_Fragment = { code: ErrorCode, message: string };

type ProblemFields_InvalidInputError_Fragment = { code: ErrorCode, message: string, issues: Array<{ path: Array<string>, message: string }> };

type ProblemFields_NotFoundError_Fragment = { code: ErrorCode, message: string };

type ProblemFields_QueueFullError_Fragment = { code: ErrorCode, message: string };

type ProblemFields_ServiceNotDeployableError_Fragment = { code: ErrorCode, message: string };

type ProblemFields_TooManyAttemptsError_Fragment = { code: ErrorCode, message: string };

export type ProblemFieldsFragment =
  | ProblemFields_ConflictError_Fragment
  | ProblemFields_DeploymentInProgressError_Fragment
  | ProblemFields_DeploymentNotActiveError_Fragment
  | ProblemFields_IdempotencyKeyReusedError_Fragment
  | ProblemFields_InvalidCredentialsError_Fragment
  | ProblemFields_InvalidInputError_Fragment
  | ProblemFields_NotFoundError_Fragment
  | ProblemFields_QueueFullError_Fragment
  | ProblemFields_ServiceNotDeployableError_Fragment
  | ProblemFields_TooManyAttemptsError_Fragment
;

export type TokensPageQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  kinds?: Array<TokenKind> | TokenKind | null | undefined;
  active?: boolean | null | undefined;
  service?: string | null | undefined;
  search?: string | null | undefined;
}>;


export type TokensPageQuery = { server: { timeNow: string }, viewer: { can: Array<ViewerAction>, role: Role | null } | null, services: { nodes: Array<{ name: string }> }, tokens: { nodes: Array<{ id: string, kind: TokenKind, prefix: string, label: string, role: Role | null, serviceScope: ServiceScope, readOnly: boolean, createdAt: string, expiresAt: string, expiresSoon: boolean, lastUsedAt: string | null, lastUsedFrom: string | null, active: boolean, revokedAt: string | null, grants: Array<{ service: string | null, environment: string | null }>, service: { name: string } | null, createdBy: { name: string, disabledAt: string | null } | null, revokedBy: { label: string } | null, replacedBy: { label: string, prefix: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type CreateTokenMutationVariables = Exact<{
  input: CreateTokenInput;
}>;


export type CreateTokenMutation = { createToken:
    | { __typename: 'CreateTokenSuccess', secret: string, token: { id: string, kind: TokenKind, prefix: string, label: string, role: Role | null, serviceScope: ServiceScope, readOnly: boolean, createdAt: string, expiresAt: string, expiresSoon: boolean, lastUsedAt: string | null, lastUsedFrom: string | null, active: boolean, revokedAt: string | null, grants: Array<{ service: string | null, environment: string | null }>, service: { name: string } | null, createdBy: { name: string, disabledAt: string | null } | null, revokedBy: { label: string } | null, replacedBy: { label: string, prefix: string } | null } }
    | { __typename: 'InvalidInputError', code: ErrorCode, message: string, issues: Array<{ path: Array<string>, message: string }> }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
   };

export type RotateTokenMutationVariables = Exact<{
  input: RotateTokenInput;
}>;


export type RotateTokenMutation = { rotateToken:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'InvalidInputError', code: ErrorCode, message: string, issues: Array<{ path: Array<string>, message: string }> }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'RotateTokenSuccess', secret: string, token: { id: string, kind: TokenKind, prefix: string, label: string, role: Role | null, serviceScope: ServiceScope, readOnly: boolean, createdAt: string, expiresAt: string, expiresSoon: boolean, lastUsedAt: string | null, lastUsedFrom: string | null, active: boolean, revokedAt: string | null, grants: Array<{ service: string | null, environment: string | null }>, service: { name: string } | null, createdBy: { name: string, disabledAt: string | null } | null, revokedBy: { label: string } | null, replacedBy: { label: string, prefix: string } | null } }
   };

export type RevokeTokenMutationVariables = Exact<{
  id: string | number;
}>;


export type RevokeTokenMutation = { revokeToken:
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'RevokeTokenSuccess', token: { id: string } }
   };

export type UserFieldsFragment = { id: string, name: string, role: Role, serviceScope: ServiceScope, createdAt: string, lastSeenAt: string | null, disabledAt: string | null, sessionCount: number, tokenCount: number, grants: Array<{ service: string | null, environment: string | null }> };

export type UsersPageQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  search?: string | null | undefined;
  disabled?: boolean | null | undefined;
}>;


export type UsersPageQuery = { server: { timeNow: string }, viewer: { user: { id: string } | null } | null, users: { nodes: Array<{ id: string, name: string, role: Role, serviceScope: ServiceScope, createdAt: string, lastSeenAt: string | null, disabledAt: string | null, sessionCount: number, tokenCount: number, grants: Array<{ service: string | null, environment: string | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null, enabled: { nodes: Array<{ id: string, role: Role }>, pageInfo: { hasNextPage: boolean } } | null };

export type CreateUserMutationVariables = Exact<{
  input: CreateUserInput;
}>;


export type CreateUserMutation = { createUser:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'CreateUserSuccess', signInUrl: string | null, user: { name: string } }
    | { __typename: 'InvalidInputError', code: ErrorCode, message: string, issues: Array<{ path: Array<string>, message: string }> }
   };

export type UpdateUserMutationVariables = Exact<{
  input: UpdateUserInput;
}>;


export type UpdateUserMutation = { updateUser:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'InvalidInputError', code: ErrorCode, message: string, issues: Array<{ path: Array<string>, message: string }> }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'UpdateUserSuccess', user: { id: string, name: string, role: Role, serviceScope: ServiceScope, createdAt: string, lastSeenAt: string | null, disabledAt: string | null, sessionCount: number, tokenCount: number, grants: Array<{ service: string | null, environment: string | null }> } }
   };

export type CreateSignInLinkMutationVariables = Exact<{
  user: string | number;
}>;


export type CreateSignInLinkMutation = { createSignInLink:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'CreateSignInLinkSuccess', url: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
   };

export type SignOutEverywhereMutationVariables = Exact<{
  user?: string | number | null | undefined;
}>;


export type SignOutEverywhereMutation = { signOutEverywhere:
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'SignOutEverywhereSuccess', count: number }
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
export const AuditEventFieldsFragmentDoc = new TypedDocumentString(`
    fragment AuditEventFields on AuditEvent {
  id
  at
  actor {
    kind
    label
    user {
      id
    }
    token {
      id
    }
  }
  action
  outcome
  subjectId
  subjectLabel
  service
  remoteAddress
  details
}
    `, {"fragmentName":"AuditEventFields"}) as unknown as TypedDocumentString<AuditEventFieldsFragment, unknown>;
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
  currentStep
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
  hasParameters
  concurrency
  viewerCannot {
    action
    reason
  }
}
    `, {"fragmentName":"StartableFields"}) as unknown as TypedDocumentString<StartableFieldsFragment, unknown>;
export const ServiceFieldsFragmentDoc = new TypedDocumentString(`
    fragment ServiceFields on Service {
  ...StartableFields
  description
  group
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
  hasParameters
  concurrency
  viewerCannot {
    action
    reason
  }
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
export const FacetFieldsFragmentDoc = new TypedDocumentString(`
    fragment FacetFields on Facet {
  value
  count
}
    `, {"fragmentName":"FacetFields"}) as unknown as TypedDocumentString<FacetFieldsFragment, unknown>;
export const HistoryFieldsFragmentDoc = new TypedDocumentString(`
    fragment HistoryFields on Deployment {
  ...RunFields
  currentStep
  estimate {
    p50Ms
    p90Ms
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
}`, {"fragmentName":"HistoryFields"}) as unknown as TypedDocumentString<HistoryFieldsFragment, unknown>;
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
  hasParameters
  concurrency
  viewerCannot {
    action
    reason
  }
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
export const OutcomeFieldsFragmentDoc = new TypedDocumentString(`
    fragment OutcomeFields on Deployment {
  version
  output
  cancelReason
  revision {
    ref
    sha
    url
  }
  configHash
  scriptHash
  failure {
    step {
      name
    }
    message
    firstErrorLine
  }
  next {
    number
    state
  }
}
    `, {"fragmentName":"OutcomeFields"}) as unknown as TypedDocumentString<OutcomeFieldsFragment, unknown>;
export const UnregisteredFieldsFragmentDoc = new TypedDocumentString(`
    fragment UnregisteredFields on UnregisteredDirectories {
  totalCount
  nodes {
    directory
    problem {
      message
      hint
    }
  }
}
    `, {"fragmentName":"UnregisteredFields"}) as unknown as TypedDocumentString<UnregisteredFieldsFragment, unknown>;
export const TrendFieldsFragmentDoc = new TypedDocumentString(`
    fragment TrendFields on ServiceTrend {
  days
  successes
  failures
  canceled
  recoveryMedianSeconds
  leadTimeMedianSeconds
  perDay {
    day
    successes
    failures
    canceled
  }
  runs {
    number
    state
    durationMs
  }
}
    `, {"fragmentName":"TrendFields"}) as unknown as TypedDocumentString<TrendFieldsFragment, unknown>;
export const SignedInFieldsFragmentDoc = new TypedDocumentString(`
    fragment SignedInFields on SignInSuccess {
  user {
    id
    name
    role
  }
}
    `, {"fragmentName":"SignedInFields"}) as unknown as TypedDocumentString<SignedInFieldsFragment, unknown>;
export const EarlierFieldsFragmentDoc = new TypedDocumentString(`
    fragment EarlierFields on Deployment {
  number
  version
  finishedAt
  parameters
  configHash
  scriptHash
  note
}
    `, {"fragmentName":"EarlierFields"}) as unknown as TypedDocumentString<EarlierFieldsFragment, unknown>;
export const InProgressFieldsFragmentDoc = new TypedDocumentString(`
    fragment InProgressFields on Deployment {
  number
  state
  finished
  startedAt
  createdAt
  actor {
    label
  }
  estimate {
    p50Ms
  }
}
    `, {"fragmentName":"InProgressFields"}) as unknown as TypedDocumentString<InProgressFieldsFragment, unknown>;
export const TokenFieldsFragmentDoc = new TypedDocumentString(`
    fragment TokenFields on Token {
  id
  kind
  prefix
  label
  role
  serviceScope
  grants {
    service
    environment
  }
  readOnly
  service {
    name
  }
  createdBy {
    name
    disabledAt
  }
  createdAt
  expiresAt
  expiresSoon
  lastUsedAt
  lastUsedFrom
  active
  revokedAt
  revokedBy {
    label
  }
  replacedBy {
    label
    prefix
  }
}
    `, {"fragmentName":"TokenFields"}) as unknown as TypedDocumentString<TokenFieldsFragment, unknown>;
export const ProblemFieldsFragmentDoc = new TypedDocumentString(`
    fragment ProblemFields on Error {
  code
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
    `, {"fragmentName":"ProblemFields"}) as unknown as TypedDocumentString<ProblemFieldsFragment, unknown>;
export const UserFieldsFragmentDoc = new TypedDocumentString(`
    fragment UserFields on User {
  id
  name
  role
  serviceScope
  grants {
    service
    environment
  }
  createdAt
  lastSeenAt
  disabledAt
  sessionCount
  tokenCount
}
    `, {"fragmentName":"UserFields"}) as unknown as TypedDocumentString<UserFieldsFragment, unknown>;
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
export const AccountPageDocument = new TypedDocumentString(`
    query AccountPage {
  server {
    timeNow
  }
  viewer {
    needsCurrentPassword
    role
    token {
      id
    }
    user {
      id
      name
      role
      serviceScope
      grants {
        service
        environment
      }
      sessions {
        id
        label
        prefix
        createdAt
        lastUsedAt
        lastUsedFrom
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AccountPageQuery, AccountPageQueryVariables>;
export const ChangePasswordDocument = new TypedDocumentString(`
    mutation ChangePassword($input: ChangePasswordInput!) {
  changePassword(input: $input) {
    __typename
    ... on ChangePasswordSuccess {
      endedSessionCount
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Error {
  code
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}`) as unknown as TypedDocumentString<ChangePasswordMutation, ChangePasswordMutationVariables>;
export const AuditPageDocument = new TypedDocumentString(`
    query AuditPage($first: Int!, $after: String, $filter: AuditFilter) {
  server {
    timeNow
  }
  services(first: 500) {
    nodes {
      name
    }
  }
  users(first: 100) {
    nodes {
      id
      name
    }
  }
  auditEvents(first: $first, after: $after, filter: $filter) {
    nodes {
      ...AuditEventFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment AuditEventFields on AuditEvent {
  id
  at
  actor {
    kind
    label
    user {
      id
    }
    token {
      id
    }
  }
  action
  outcome
  subjectId
  subjectLabel
  service
  remoteAddress
  details
}`) as unknown as TypedDocumentString<AuditPageQuery, AuditPageQueryVariables>;
export const HistoryPageDocument = new TypedDocumentString(`
    query HistoryPage($first: Int!, $after: String, $filter: DeploymentFilter, $failed: DeploymentFilter, $order: DeploymentOrder) {
  server {
    timeNow
    activityCursor
  }
  deployments(first: $first, after: $after, filter: $filter, order: $order) {
    totalCount
    nodes {
      ...HistoryFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  failed: deployments(first: 1, filter: $failed) {
    totalCount
  }
  deploymentFacets(filter: $filter) {
    states {
      ...FacetFields
    }
    services {
      ...FacetFields
    }
    environments {
      ...FacetFields
    }
    origins {
      ...FacetFields
    }
    actors {
      ...FacetFields
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
fragment FacetFields on Facet {
  value
  count
}
fragment HistoryFields on Deployment {
  ...RunFields
  currentStep
  estimate {
    p50Ms
    p90Ms
  }
}`) as unknown as TypedDocumentString<HistoryPageQuery, HistoryPageQueryVariables>;
export const HistoryRowsDocument = new TypedDocumentString(`
    query HistoryRows($first: Int!, $after: String, $filter: DeploymentFilter, $order: DeploymentOrder) {
  deployments(first: $first, after: $after, filter: $filter, order: $order) {
    nodes {
      ...HistoryFields
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
}
fragment HistoryFields on Deployment {
  ...RunFields
  currentStep
  estimate {
    p50Ms
    p90Ms
  }
}`) as unknown as TypedDocumentString<HistoryRowsQuery, HistoryRowsQueryVariables>;
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
  hasParameters
  concurrency
  viewerCannot {
    action
    reason
  }
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
  hasParameters
  concurrency
  viewerCannot {
    action
    reason
  }
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
  currentStep
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
  hasParameters
  concurrency
  viewerCannot {
    action
    reason
  }
}`) as unknown as TypedDocumentString<PaletteServiceQuery, PaletteServiceQueryVariables>;
export const RunPageDocument = new TypedDocumentString(`
    query RunPage($id: ID!) {
  server {
    timeNow
  }
  deployment(id: $id) {
    lastSeq
    ...ActiveRunFields
    ...OutcomeFields
    exitCode
    signal
    parameters
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
  currentStep
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
  hasParameters
  concurrency
  viewerCannot {
    action
    reason
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
}
fragment OutcomeFields on Deployment {
  version
  output
  cancelReason
  revision {
    ref
    sha
    url
  }
  configHash
  scriptHash
  failure {
    step {
      name
    }
    message
    firstErrorLine
  }
  next {
    number
    state
  }
}`) as unknown as TypedDocumentString<RunPageQuery, RunPageQueryVariables>;
export const RunOutcomeDocument = new TypedDocumentString(`
    query RunOutcome($id: ID!) {
  deployment(id: $id) {
    ...OutcomeFields
  }
}
    fragment OutcomeFields on Deployment {
  version
  output
  cancelReason
  revision {
    ref
    sha
    url
  }
  configHash
  scriptHash
  failure {
    step {
      name
    }
    message
    firstErrorLine
  }
  next {
    number
    state
  }
}`) as unknown as TypedDocumentString<RunOutcomeQuery, RunOutcomeQueryVariables>;
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
    query ServicesPage {
  server {
    timeNow
    activityCursor
  }
  dashboard {
    servicesDirectory
    unregistered {
      ...UnregisteredFields
    }
    services {
      ...ServiceFields
    }
    unfinished {
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
  currentStep
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
  hasParameters
  concurrency
  viewerCannot {
    action
    reason
  }
}
fragment ServiceFields on Service {
  ...StartableFields
  description
  group
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
fragment UnregisteredFields on UnregisteredDirectories {
  totalCount
  nodes {
    directory
    problem {
      message
      hint
    }
  }
}`) as unknown as TypedDocumentString<ServicesPageQuery, ServicesPageQueryVariables>;
export const UnregisteredDirectoriesDocument = new TypedDocumentString(`
    query UnregisteredDirectories {
  dashboard {
    unregistered {
      ...UnregisteredFields
    }
  }
}
    fragment UnregisteredFields on UnregisteredDirectories {
  totalCount
  nodes {
    directory
    problem {
      message
      hint
    }
  }
}`) as unknown as TypedDocumentString<UnregisteredDirectoriesQuery, UnregisteredDirectoriesQueryVariables>;
export const ServicePageDocument = new TypedDocumentString(`
    query ServicePage($name: String!, $days: Int!) {
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
    scriptPath
    syncedAt
    updatedAt
    concurrency
    timeoutSeconds
    archivedAt
    estimate {
      ...EstimateFields
    }
    trend(days: $days) {
      ...TrendFields
    }
    unfinishedDeployments(first: 5) {
      ...ActiveRunFields
    }
    live: deployments(first: 1, filter: { states: [SUCCESS] }) {
      nodes {
        number
        version
        finishedAt
        actor {
          label
        }
      }
    }
    deployments(first: 50) {
      totalCount
      nodes {
        ...HistoryFields
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
  currentStep
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
  hasParameters
  concurrency
  viewerCannot {
    action
    reason
  }
}
fragment ServiceFields on Service {
  ...StartableFields
  description
  group
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
fragment HistoryFields on Deployment {
  ...RunFields
  currentStep
  estimate {
    p50Ms
    p90Ms
  }
}
fragment TrendFields on ServiceTrend {
  days
  successes
  failures
  canceled
  recoveryMedianSeconds
  leadTimeMedianSeconds
  perDay {
    day
    successes
    failures
    canceled
  }
  runs {
    number
    state
    durationMs
  }
}`) as unknown as TypedDocumentString<ServicePageQuery, ServicePageQueryVariables>;
export const CreateDemoServiceDocument = new TypedDocumentString(`
    mutation CreateDemoService {
  createDemoService {
    __typename
    ... on CreateDemoServiceSuccess {
      service {
        ...ServiceFields
      }
    }
    ... on Error {
      code
      message
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
  hasParameters
  concurrency
  viewerCannot {
    action
    reason
  }
}
fragment ServiceFields on Service {
  ...StartableFields
  description
  group
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
}`) as unknown as TypedDocumentString<CreateDemoServiceMutation, CreateDemoServiceMutationVariables>;
export const DeleteServiceDocument = new TypedDocumentString(`
    mutation DeleteService($input: DeleteServiceInput!) {
  deleteService(input: $input) {
    __typename
    ... on DeleteServiceSuccess {
      name
      deletedDeployments
    }
    ... on Error {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<DeleteServiceMutation, DeleteServiceMutationVariables>;
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
  currentStep
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
  hasParameters
  concurrency
  viewerCannot {
    action
    reason
  }
}
fragment ServiceFields on Service {
  ...StartableFields
  description
  group
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
        ...InProgressFields
      }
    }
  }
}
    fragment InProgressFields on Deployment {
  number
  state
  finished
  startedAt
  createdAt
  actor {
    label
  }
  estimate {
    p50Ms
  }
}`) as unknown as TypedDocumentString<StartDeploymentMutation, StartDeploymentMutationVariables>;
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
        ...InProgressFields
      }
    }
  }
}
    fragment InProgressFields on Deployment {
  number
  state
  finished
  startedAt
  createdAt
  actor {
    label
  }
  estimate {
    p50Ms
  }
}`) as unknown as TypedDocumentString<RetryDeploymentMutation, RetryDeploymentMutationVariables>;
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
    token {
      expiresAt
    }
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
export const StartFormDocument = new TypedDocumentString(`
    query StartForm($name: String!, $from: ID!, $hasFrom: Boolean!) {
  server {
    timeNow
    activityCursor
  }
  service(name: $name) {
    ...StartableFields
    description
    parametersSchema
    plannedSteps
    configHash
    scriptHash
    scriptPath
    syncedAt
    versionParameter
    compareUrl
    concurrency
    estimate {
      sampleSize
      p50Ms
      p90Ms
    }
    unfinishedDeployments(first: 5) {
      ...InProgressFields
    }
    lastGood: deployments(first: 1, filter: { states: [SUCCESS] }) {
      nodes {
        ...EarlierFields
      }
    }
  }
  from: deployment(id: $from) @include(if: $hasFrom) {
    ...EarlierFields
    service {
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
  hasParameters
  concurrency
  viewerCannot {
    action
    reason
  }
}
fragment EarlierFields on Deployment {
  number
  version
  finishedAt
  parameters
  configHash
  scriptHash
  note
}
fragment InProgressFields on Deployment {
  number
  state
  finished
  startedAt
  createdAt
  actor {
    label
  }
  estimate {
    p50Ms
  }
}`) as unknown as TypedDocumentString<StartFormQuery, StartFormQueryVariables>;
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
export const TokensPageDocument = new TypedDocumentString(`
    query TokensPage($first: Int!, $after: String, $kinds: [TokenKind!], $active: Boolean, $service: String, $search: String) {
  server {
    timeNow
  }
  viewer {
    can
    role
  }
  services(first: 500) {
    nodes {
      name
    }
  }
  tokens(
    first: $first
    after: $after
    kinds: $kinds
    active: $active
    service: $service
    search: $search
  ) {
    nodes {
      ...TokenFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment TokenFields on Token {
  id
  kind
  prefix
  label
  role
  serviceScope
  grants {
    service
    environment
  }
  readOnly
  service {
    name
  }
  createdBy {
    name
    disabledAt
  }
  createdAt
  expiresAt
  expiresSoon
  lastUsedAt
  lastUsedFrom
  active
  revokedAt
  revokedBy {
    label
  }
  replacedBy {
    label
    prefix
  }
}`) as unknown as TypedDocumentString<TokensPageQuery, TokensPageQueryVariables>;
export const CreateTokenDocument = new TypedDocumentString(`
    mutation CreateToken($input: CreateTokenInput!) {
  createToken(input: $input) {
    __typename
    ... on CreateTokenSuccess {
      secret
      token {
        ...TokenFields
      }
    }
    ...ProblemFields
  }
}
    fragment TokenFields on Token {
  id
  kind
  prefix
  label
  role
  serviceScope
  grants {
    service
    environment
  }
  readOnly
  service {
    name
  }
  createdBy {
    name
    disabledAt
  }
  createdAt
  expiresAt
  expiresSoon
  lastUsedAt
  lastUsedFrom
  active
  revokedAt
  revokedBy {
    label
  }
  replacedBy {
    label
    prefix
  }
}
fragment ProblemFields on Error {
  code
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}`) as unknown as TypedDocumentString<CreateTokenMutation, CreateTokenMutationVariables>;
export const RotateTokenDocument = new TypedDocumentString(`
    mutation RotateToken($input: RotateTokenInput!) {
  rotateToken(input: $input) {
    __typename
    ... on RotateTokenSuccess {
      secret
      token {
        ...TokenFields
      }
    }
    ...ProblemFields
  }
}
    fragment TokenFields on Token {
  id
  kind
  prefix
  label
  role
  serviceScope
  grants {
    service
    environment
  }
  readOnly
  service {
    name
  }
  createdBy {
    name
    disabledAt
  }
  createdAt
  expiresAt
  expiresSoon
  lastUsedAt
  lastUsedFrom
  active
  revokedAt
  revokedBy {
    label
  }
  replacedBy {
    label
    prefix
  }
}
fragment ProblemFields on Error {
  code
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}`) as unknown as TypedDocumentString<RotateTokenMutation, RotateTokenMutationVariables>;
export const RevokeTokenDocument = new TypedDocumentString(`
    mutation RevokeToken($id: ID!) {
  revokeToken(id: $id) {
    __typename
    ... on RevokeTokenSuccess {
      token {
        id
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Error {
  code
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}`) as unknown as TypedDocumentString<RevokeTokenMutation, RevokeTokenMutationVariables>;
export const UsersPageDocument = new TypedDocumentString(`
    query UsersPage($first: Int!, $after: String, $search: String, $disabled: Boolean) {
  server {
    timeNow
  }
  viewer {
    user {
      id
    }
  }
  users(first: $first, after: $after, search: $search, disabled: $disabled) {
    nodes {
      ...UserFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  enabled: users(first: 100, disabled: false) {
    nodes {
      id
      role
    }
    pageInfo {
      hasNextPage
    }
  }
}
    fragment UserFields on User {
  id
  name
  role
  serviceScope
  grants {
    service
    environment
  }
  createdAt
  lastSeenAt
  disabledAt
  sessionCount
  tokenCount
}`) as unknown as TypedDocumentString<UsersPageQuery, UsersPageQueryVariables>;
export const CreateUserDocument = new TypedDocumentString(`
    mutation CreateUser($input: CreateUserInput!) {
  createUser(input: $input) {
    __typename
    ... on CreateUserSuccess {
      signInUrl
      user {
        name
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Error {
  code
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}`) as unknown as TypedDocumentString<CreateUserMutation, CreateUserMutationVariables>;
export const UpdateUserDocument = new TypedDocumentString(`
    mutation UpdateUser($input: UpdateUserInput!) {
  updateUser(input: $input) {
    __typename
    ... on UpdateUserSuccess {
      user {
        ...UserFields
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Error {
  code
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment UserFields on User {
  id
  name
  role
  serviceScope
  grants {
    service
    environment
  }
  createdAt
  lastSeenAt
  disabledAt
  sessionCount
  tokenCount
}`) as unknown as TypedDocumentString<UpdateUserMutation, UpdateUserMutationVariables>;
export const CreateSignInLinkDocument = new TypedDocumentString(`
    mutation CreateSignInLink($user: ID!) {
  createSignInLink(user: $user) {
    __typename
    ... on CreateSignInLinkSuccess {
      url
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Error {
  code
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}`) as unknown as TypedDocumentString<CreateSignInLinkMutation, CreateSignInLinkMutationVariables>;
export const SignOutEverywhereDocument = new TypedDocumentString(`
    mutation SignOutEverywhere($user: ID) {
  signOutEverywhere(user: $user) {
    __typename
    ... on SignOutEverywhereSuccess {
      count
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Error {
  code
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}`) as unknown as TypedDocumentString<SignOutEverywhereMutation, SignOutEverywhereMutationVariables>;
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