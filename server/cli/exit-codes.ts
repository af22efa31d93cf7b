/** What the exit code of a command says. Scripts branch on these numbers: they never change their meaning. */
export const exitCodes = {
  ok: 0,
  /** The deployment ended in FAILURE, or the command itself failed. */
  failure: 1,
  usage: 2,
  canceled: 3,
  /** Not signed in, or signed in and not allowed. */
  forbidden: 4,
  timedOut: 5,
  lost: 6,
  /** Nothing was started: unknown service, invalid parameter, busy. */
  refused: 7,
  /** The server did not answer for as long as we were ready to wait: the outcome is unknown. */
  unreachable: 8,
  /** `--timeout` passed; the run goes on. */
  timeout: 124,
  /** Ctrl-C; the run goes on. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends a command with this code and this message, which says what to do and is shown without a stack. */
export class CommandFailure extends Error {
  override name = 'CommandFailure';
  readonly exitCode: ExitCode;
  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}
