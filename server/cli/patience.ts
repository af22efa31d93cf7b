import { setTimeout as delay } from 'node:timers/promises';
import { printDuration } from './duration.ts';
import { CommandFailure, exitCodes } from './exit-codes.ts';

/** The server did not answer, or not to the end; it may answer the next time. */
export class Unanswered extends Error {
  override name = 'Unanswered';
}

const firstBackoffMs = 100;
const longestBackoffMs = 3_000;

/** How long a command goes on asking a server that does not answer: `limitMs` of silence, with growing pauses. */
export class Patience {
  readonly #limitMs: number;
  readonly #tell: (message: string) => void;
  #silentSince: number | null = null;
  #backoffMs = firstBackoffMs;

  constructor(limitMs: number, tell: (message: string) => void) {
    this.#limitMs = limitMs;
    this.#tell = tell;
  }

  /** There was a sign of life. */
  answered(): void {
    if (this.#silentSince !== null) this.#tell('The server answers again.');
    this.#silentSince = null;
    this.#backoffMs = firstBackoffMs;
  }

  /** Waits before the next attempt. Rethrows what another attempt would not change, and gives up in the end. */
  async afterFailure(error: unknown, url: string, signal: AbortSignal): Promise<void> {
    if (!(error instanceof Unanswered)) throw error;
    const now = performance.now();
    if (this.#silentSince === null) {
      this.#silentSince = now;
      this.#tell(`${url} does not answer (${error.message}); trying for ${printDuration(this.#limitMs)}`);
    }
    const left = this.#silentSince + this.#limitMs - now;
    if (left <= 0)
      throw new CommandFailure(exitCodes.unreachable, `${url} did not answer for ${printDuration(this.#limitMs)}.`);
    const pause = this.#backoffMs * (0.5 + Math.random() / 2);
    this.#backoffMs = Math.min(this.#backoffMs * 2, longestBackoffMs);
    await delay(Math.min(pause, left), undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}
