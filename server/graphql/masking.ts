import { type ExecutionResult, GraphQLError } from 'graphql';
import { isUnreachable } from '../database-away.ts';
import { ForbiddenError, InvalidInputError, NotFoundError, UnauthenticatedError } from '../errors.ts';
import type { Log } from '../log.ts';
import { databaseUnavailable, refusal } from './refusal.ts';

/** To whom errors are told, and where their causes are written. */
export type Audience = { requestId: string; log: Log };

/** The result with only such errors as its reader may see; causes go to the log under the same request id. */
export function publicResult<Result extends ExecutionResult>(result: Result, audience: Audience): Result {
  if (!result.errors) return result;
  const answered = Object.values(result.data ?? {}).some((value) => value !== null);
  const errors = result.errors.map((error) => publicError(error, audience));
  return { ...result, errors: answered ? errors.map(withoutStatus) : errors };
}

/** What a caller may know of an error. The unexpected ones are told by a number that the log knows too. */
export function publicError(error: unknown, audience: Audience): GraphQLError {
  const located = error instanceof GraphQLError ? error : undefined;
  const where = placeOf(located);
  const cause = causeOf(error);
  if (cause instanceof GraphQLError) {
    if (cause.extensions.code !== undefined) return located ?? cause;
    return refusal('BAD_USER_INPUT', 400, located?.message ?? cause.message, where);
  }
  if (cause instanceof UnauthenticatedError) return refusal('UNAUTHENTICATED', 401, cause.message, where);
  if (cause instanceof ForbiddenError) return refusal('FORBIDDEN', 403, cause.message, where);
  if (cause instanceof NotFoundError) return refusal('NOT_FOUND', 404, cause.message, where);
  if (cause instanceof InvalidInputError)
    return refusal('BAD_USER_INPUT', 400, cause.message, { ...where, details: { issues: cause.issues } });
  const { requestId, log } = audience;
  if (isUnreachable(cause)) {
    log.warn({ err: cause, requestId, path: located?.path }, 'a request failed while the database is away');
    return refusal('DATABASE_UNAVAILABLE', 503, databaseUnavailable, { ...where, details: { requestId } });
  }
  log.error({ err: cause, requestId, path: located?.path }, 'a request failed');
  return refusal('INTERNAL_SERVER_ERROR', 500, 'Unexpected error.', { ...where, details: { requestId } });
}

/** The error as it is where no status is sent: beside data, in a stream, on a socket. */
export function withoutStatus(error: GraphQLError): GraphQLError {
  const { http: _http, ...extensions } = error.extensions;
  return new GraphQLError(error.message, { ...placeOf(error), extensions });
}

function placeOf(error: GraphQLError | undefined) {
  if (error === undefined) return {};
  const { nodes, source, positions, path } = error;
  return { nodes: nodes ?? null, source: source ?? null, positions: positions ?? null, path: path ?? null };
}

/** What was thrown, below what GraphQL wrapped around it. */
export function causeOf(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.cause instanceof Error) cause = cause.cause;
  return cause;
}
