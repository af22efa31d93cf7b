import { GraphQLError, type GraphQLErrorOptions } from 'graphql';

/** Top-level errors (`extensions.code`): what no caller can act on within an operation. */
export type RefusalCode =
  | 'BAD_USER_INPUT'
  | 'CSRF'
  | 'DATABASE_UNAVAILABLE'
  | 'FORBIDDEN'
  | 'GRAPHQL_PARSE_FAILED'
  | 'INTERNAL_SERVER_ERROR'
  | 'NOT_FOUND'
  | 'QUERY_TIMED_OUT'
  | 'QUERY_TOO_COMPLEX'
  | 'QUERY_TOO_DEEP'
  | 'RATE_LIMITED'
  | 'SHUTTING_DOWN'
  | 'UNAUTHENTICATED';

/** Nothing is wrong with what was asked: the same may be asked again. */
export const databaseUnavailable = 'The database cannot answer now. Try again in a moment.';

/** An error that is shown as it is. `status` counts over HTTP when nothing was answered. */
export function refusal(
  code: RefusalCode,
  status: number,
  message: string,
  options: Pick<GraphQLErrorOptions, 'nodes' | 'path' | 'positions' | 'source'> & {
    details?: object;
    headers?: Record<string, string>;
  } = {},
): GraphQLError {
  const { details, headers, ...where } = options;
  // `spec`: with Accept: application/json the specification wants 200 for a document that cannot be executed.
  const http = { status, spec: status === 400, ...(headers && { headers }) };
  return new GraphQLError(message, { ...where, extensions: { code, ...details, http } });
}
