/** True when the statement may succeed later as it is: the server or the way to it is away, not the statement wrong. */
export const isAway = (error: unknown): boolean =>
  isUnreachable(error) || hasState(error, (state) => state === stoodStill || awayClasses.includes(state.slice(0, 2)));

/** True when no PostgreSQL answers. Narrower than {@link isAway}: a deadlock or a full disk is for us to look at. */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (unreachableCodes.includes(codeOf(error)) || isNoSocket(error) || unreachableWords.test(error.message))
    return true;
  if (hasState(error, (state) => state.startsWith('08') || unreachableStates.includes(state))) return true;
  return isUnreachable(error.cause);
}

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '');

/** The socket is not there; a file that is missing says the same with another system call. */
const isNoSocket = (error: Error): boolean =>
  codeOf(error) === 'ENOENT' && 'syscall' in error && error.syscall === 'connect';

/** The ORM's own errors carry the state too, and those that wrap another one name it as their cause. */
function hasState(error: unknown, matches: (state: string) => boolean): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  return (/^[0-9A-Z]{5}$/.test(code) && matches(code)) || hasState(error.cause, matches);
}

/** Connection exceptions, insufficient resources, operator intervention, system errors, transaction rollback. */
const awayClasses = ['08', '53', '57', '58', '40'];
/** The transaction was ended because this process stood still in it for too long. */
const stoodStill = '25P03';
/** Shutting down, crashed, starting, and no place for another connection. */
const unreachableStates = ['57P01', '57P02', '57P03', '53300'];
const unreachableCodes = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
];
/** What pg says without a code when a connection ends under a query or cannot be had. */
const unreachableWords =
  /connection (terminated|ended)|connection timeout|timeout (expired|exceeded)|not queryable|client (was closed|has already been)|connection (is )?closed/i;
