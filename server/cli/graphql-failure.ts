import { CommandFailure, exitCodes } from './exit-codes.ts';
import { Unanswered } from './patience.ts';

/** The failure of a whole GraphQL request or stream, as it is on the wire. */
export type TopLevelError = { message: string; extensions?: Readonly<Record<string, unknown>> };

/** What it means for a command. The server's own trouble may be over at the next attempt. */
export function failureOf({ message, extensions }: TopLevelError): Error {
  switch (extensions?.code) {
    case 'UNAUTHENTICATED':
    case 'FORBIDDEN':
      return new CommandFailure(exitCodes.forbidden, message);
    case 'NOT_FOUND':
      return new CommandFailure(exitCodes.refused, message);
    case 'DATABASE_UNAVAILABLE':
    case 'INTERNAL_SERVER_ERROR':
    case 'SHUTTING_DOWN':
    case 'RATE_LIMITED':
      return new Unanswered(message);
    default:
      return new CommandFailure(exitCodes.failure, message);
  }
}
