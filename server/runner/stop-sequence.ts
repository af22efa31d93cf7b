import type { JournalEntry, StopReason } from './journal.ts';
import type { ProcessIdentity } from './process-identity.ts';
import { signalScript } from './script-signals.ts';
import type { RunSpec } from './spec.ts';
import type { StopRequest } from './stop-requests.ts';

/** Where a stop sequence leaves its traces: records of the journal, and lines of the log for people. */
export type StopTraces = { record: (entry: JournalEntry) => void; say: (text: string) => void };

/** A script that cannot be killed is tried again: somebody may have put the missing rule in place. */
const retryMs = 5_000;

/** Stops a script once `signal` aborts: SIGTERM to its session, the grace period, SIGKILL. Each step is recorded. */
export class StopSequence {
  readonly #script: ProcessIdentity;
  readonly #spec: Pick<RunSpec, 'stopGraceMs' | 'stopHelper'>;
  readonly #traces: StopTraces;
  #timer: NodeJS.Timeout | null = null;
  #sending: Promise<void> = Promise.resolve();
  #ended = false;
  #hasWarned = false;
  #why: StopReason | null = null;

  constructor(
    script: ProcessIdentity,
    spec: Pick<RunSpec, 'stopGraceMs' | 'stopHelper'>,
    signal: AbortSignal,
    traces: StopTraces,
  ) {
    this.#script = script;
    this.#spec = spec;
    this.#traces = traces;
    if (signal.aborted) this.#begin(signal.reason);
    else signal.addEventListener('abort', () => this.#begin(signal.reason), { once: true });
  }

  /** The script has ended: no further signal. Resolves when the one under way has left its traces. */
  async close(): Promise<void> {
    this.#ended = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#sending;
  }

  /** Why the script was being stopped when it ended; null when it ended by itself. */
  get why(): StopReason | null {
    return this.#why;
  }

  #begin(request: StopRequest): void {
    if (this.#ended) return;
    this.#why = request.why;
    this.#traces.record({ k: 'stop', ...request });
    this.#sending = this.#terminate();
    this.#killIn(this.#spec.stopGraceMs);
  }

  async #terminate(): Promise<void> {
    this.#traces.record({ k: 'kill', signal: 'SIGTERM' }); // in any case: what is refused is relayed by sudo
    const delivery = await signalScript(this.#script, 'SIGTERM', this.#spec.stopHelper);
    if (typeof delivery === 'object') this.#warn(delivery);
  }

  #killIn(ms: number): void {
    this.#timer = setTimeout(() => {
      this.#sending = this.#sending.then(() => this.#kill());
    }, ms);
  }

  /** Across sudo a refusal leaves sudo alive: killed, it would report an end while the script still runs. */
  async #kill(): Promise<void> {
    if (this.#ended) return;
    const delivery = await signalScript(this.#script, 'SIGKILL', this.#spec.stopHelper);
    if (delivery === 'sent' || this.#spec.stopHelper === undefined)
      this.#traces.record({ k: 'kill', signal: 'SIGKILL' });
    if (typeof delivery !== 'object') return;
    this.#warn(delivery);
    if (!this.#ended) this.#killIn(retryMs);
  }

  #warn({ refused, repair }: { refused: string; repair: string }): void {
    if (this.#hasWarned) return;
    this.#hasWarned = true;
    this.#traces.say(
      `Cancel cannot stop this script: FastDeploy may not kill it (${refused}). It was asked to end, and may ignore that. ${repair}`.trim(),
    );
  }
}
