import type { JournalEntry, StopReason } from './journal.ts';
import type { ProcessIdentity } from './process-identity.ts';
import { signalSession } from './process-session.ts';
import type { StopRequest } from './stop-requests.ts';

/** Stops a script once `signal` aborts: SIGTERM to its session, the grace period, SIGKILL. Each step is recorded. */
export class StopSequence {
  readonly #script: ProcessIdentity;
  readonly #graceMs: number;
  readonly #record: (entry: JournalEntry) => void;
  #grace: NodeJS.Timeout | null = null;
  #ended = false;
  #why: StopReason | null = null;

  constructor(script: ProcessIdentity, graceMs: number, signal: AbortSignal, record: (entry: JournalEntry) => void) {
    this.#script = script;
    this.#graceMs = graceMs;
    this.#record = record;
    if (signal.aborted) this.#begin(signal.reason);
    else signal.addEventListener('abort', () => this.#begin(signal.reason), { once: true });
  }

  /** The script has ended: no further signal. */
  close(): void {
    if (this.#grace) clearTimeout(this.#grace);
    this.#ended = true;
  }

  /** Why the script was being stopped when it ended; null when it ended by itself. */
  get why(): StopReason | null {
    return this.#why;
  }

  #begin(request: StopRequest): void {
    if (this.#ended) return;
    this.#why = request.why;
    this.#record({ k: 'stop', ...request });
    this.#send('SIGTERM');
    this.#grace = setTimeout(() => this.#send('SIGKILL'), this.#graceMs);
  }

  #send(signal: NodeJS.Signals): void {
    this.#record({ k: 'kill', signal });
    signalSession(this.#script, signal);
  }
}
