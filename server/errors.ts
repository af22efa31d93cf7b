import type { Problem } from './services/problem.ts';

/** A failure the caller can act on: shown as it is, in GraphQL as a member of the operation's result union. Knows no GraphQL. */
export abstract class DomainError extends Error {
  abstract readonly code: ErrorCode;
}

export const errorCodes = [
  'CONFLICT',
  'DEPLOYMENT_NOT_ACTIVE',
  'IDEMPOTENCY_KEY_REUSED',
  'INVALID_CREDENTIALS',
  'INVALID_INPUT',
  'NOT_FOUND',
  'QUEUE_FULL',
  'SERVICE_NOT_DEPLOYABLE',
  'TOO_MANY_ATTEMPTS',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** No such thing, or not visible to the caller: the two are told apart by nobody. */
export class NotFoundError extends DomainError {
  override name = 'NotFoundError';
  readonly code = 'NOT_FOUND';
  readonly subject: string;
  constructor(kind: string, subject: string) {
    super(`There is no ${kind} ${subject}, or you may not see it.`);
    this.subject = subject;
  }
}

export type InputIssue = { path: string[]; message: string };

/** Every issue of an input at once, not only the first. */
export class InvalidInputError extends DomainError {
  override name = 'InvalidInputError';
  readonly code = 'INVALID_INPUT';
  readonly issues: InputIssue[];
  constructor(issues: InputIssue[]) {
    super(issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
    this.issues = issues;
  }
}

/** The thing exists already, or changed underneath. */
export class ConflictError extends DomainError {
  override name = 'ConflictError';
  readonly code = 'CONFLICT';
}

export class InvalidCredentialsError extends DomainError {
  override name = 'InvalidCredentialsError';
  readonly code = 'INVALID_CREDENTIALS';
  constructor(message = 'Name or password is wrong.') {
    super(message);
  }
}

export class TooManyAttemptsError extends DomainError {
  override name = 'TooManyAttemptsError';
  readonly code = 'TOO_MANY_ATTEMPTS';
  readonly retryAfterSeconds: number;
  /** The first refusal since the limit was reached: only this one is written down. */
  readonly isFirst: boolean;
  constructor(retryAfterSeconds: number, isFirst: boolean) {
    super(`Too many attempts. Try again in ${retryAfterSeconds} s.`);
    this.retryAfterSeconds = retryAfterSeconds;
    this.isFirst = isFirst;
  }
}

export class ServiceNotDeployableError extends DomainError {
  override name = 'ServiceNotDeployableError';
  readonly code = 'SERVICE_NOT_DEPLOYABLE';
  readonly problems: Problem[];
  constructor(service: string, problems: Problem[]) {
    super(`${service} cannot be deployed: ${problems.map((problem) => problem.message).join('; ')}`);
    this.problems = problems;
  }
}

/** The deployment that is in the way is given by its number; the schema resolves it. */
export class DeploymentInProgressError extends DomainError {
  override name = 'DeploymentInProgressError';
  readonly code = 'CONFLICT';
  readonly deploymentId: number;
  constructor(service: string, deploymentId: number) {
    super(`${service} is being deployed already (#${deploymentId}).`);
    this.deploymentId = deploymentId;
  }
}

export class QueueFullError extends DomainError {
  override name = 'QueueFullError';
  readonly code = 'QUEUE_FULL';
  readonly limit: number;
  constructor(service: string, limit: number) {
    super(`${service} has ${limit} unfinished deployments already. Wait for one to end or cancel one.`);
    this.limit = limit;
  }
}

export class IdempotencyKeyReusedError extends DomainError {
  override name = 'IdempotencyKeyReusedError';
  readonly code = 'IDEMPOTENCY_KEY_REUSED';
  readonly deploymentId: number;
  constructor(deploymentId: number) {
    super(`This idempotency key started #${deploymentId} with other input. Use a new key for new input.`);
    this.deploymentId = deploymentId;
  }
}

export class DeploymentNotActiveError extends DomainError {
  override name = 'DeploymentNotActiveError';
  readonly code = 'DEPLOYMENT_NOT_ACTIVE';
  readonly deploymentId: number;
  constructor(deploymentId: number, state: string) {
    super(`#${deploymentId} has ended already (${state}).`);
    this.deploymentId = deploymentId;
  }
}

/** Nobody is signed in, or the credential is unknown, expired or revoked. A top-level GraphQL error, never part of a union. */
export class UnauthenticatedError extends Error {
  override name = 'UnauthenticatedError';
  constructor(message = 'Sign in first: no valid session or token came with this request.') {
    super(message);
  }
}

/** The caller is known and may not. A top-level GraphQL error, never part of a union. */
export class ForbiddenError extends Error {
  override name = 'ForbiddenError';
  /** What was refused, for the audit log. */
  readonly verb: string | null;
  constructor(message: string, verb: string | null = null) {
    super(message);
    this.verb = verb;
  }
}

/** The text was there once, and retention removed it. Everything else about the deployment is kept. */
export class LogRemovedError extends Error {
  override name = 'LogRemovedError';
  constructor(deploymentId: number, removedAt: Date) {
    const day = removedAt.toISOString().slice(0, 10);
    super(
      `The log of #${deploymentId} was removed on ${day} because of its age (FASTDEPLOY_LOG_DAYS); its steps, outcome and parameters are kept.`,
    );
  }
}

/** The operator has to change something before the server can start: printed alone, without a stack, exit code 1. */
export class StartRefused extends Error {
  override name = 'StartRefused';
}
