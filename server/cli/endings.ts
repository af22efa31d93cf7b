import { CommandFailure, exitCodes } from './exit-codes.ts';

/** Aborts with the CommandFailure that ends the command. */
export type Endings = Disposable & { signal: AbortSignal };

/** The longest time that a timer takes. */
const maxTimerMs = 2 ** 31 - 1;

/** Ctrl-C and `--timeout`: both end the command and never the deployment. A second Ctrl-C kills the command. */
export function endings(timeoutMs: number | null): Endings {
  const controller = new AbortController();
  const interrupt = (): void => controller.abort(new CommandFailure(exitCodes.interrupted, 'Interrupted.'));
  const expire = (): void =>
    controller.abort(new CommandFailure(exitCodes.timeout, 'The time of --timeout has passed.'));
  const timer = timeoutMs === null ? undefined : setTimeout(expire, Math.min(timeoutMs, maxTimerMs));
  process.once('SIGINT', interrupt);
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      clearTimeout(timer);
      process.off('SIGINT', interrupt);
    },
  };
}
