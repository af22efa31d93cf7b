import type { WriteStream } from 'node:tty';
import { stripVTControlCharacters } from 'node:util';
import { describeState, describeStep } from './describe-event.ts';
import type { DeploymentEvent, Step } from './documents.ts';
import { printDuration } from './duration.ts';

type StateEvent = Extract<DeploymentEvent, { __typename: 'DeploymentStateChanged' }>;
type Terminal = Pick<WriteStream, 'write' | 'columns' | 'rows'>;

const tickMs = 1_000;

/** The steps as a list on a terminal: only lines that changed are written again. A list longer than the screen shows its end. */
export class LiveSteps {
  readonly #terminal: Terminal;
  readonly #now: () => number;
  readonly #steps = new Map<number, Step>();
  #state: StateEvent | null = null;
  #drawn: string[] = [];
  readonly #tick: NodeJS.Timeout;

  constructor(terminal: Terminal, now: () => number = Date.now) {
    this.#terminal = terminal;
    this.#now = now;
    this.#tick = setInterval(() => this.#draw(), tickMs).unref();
  }

  /** Written above the list, where it stays. */
  note(message: string): void {
    this.#erase();
    this.#terminal.write(`${message}\n`);
    this.#draw();
  }

  event(event: DeploymentEvent): void {
    if (event.__typename === 'StepChanged') this.#steps.set(event.step.position, event.step);
    else if (event.__typename === 'DeploymentStateChanged') this.#state = event;
    this.#draw();
  }

  /** Leaves the whole list behind, with every line in full. */
  end(): void {
    clearInterval(this.#tick);
    this.#erase();
    for (const line of this.#lines()) this.#terminal.write(`${line}\n`);
  }

  #lines(): string[] {
    const state = this.#state;
    if (state === null) return [];
    const steps = [...this.#steps.values()].map((step) => describeStep(step, this.#duration(step)));
    return [...steps, `${describeState(state)}${this.#progress(state)}`];
  }

  /** Of a running step: until now. */
  #duration({ startedAt, state, durationMs }: Step): number | null {
    if (state !== 'RUNNING' || startedAt === null) return durationMs;
    return Math.max(0, this.#now() - Date.parse(startedAt));
  }

  #progress({ finished, startedAt, estimate }: StateEvent): string {
    if (finished || startedAt === null) return '';
    const usually = estimate === null ? '' : `, usually ${printDuration(estimate.p50Ms)}`;
    return ` ${printDuration(Math.max(0, this.#now() - Date.parse(startedAt)))}${usually}`;
  }

  /** A line that wraps would be two: one that does not fit loses its colour and its end. */
  #fit(line: string): string {
    const columns = (this.#terminal.columns || 80) - 1;
    const plain = stripVTControlCharacters(line);
    return plain.length <= columns ? line : `${plain.slice(0, columns - 1)}…`;
  }

  #draw(): void {
    const room = Math.max(1, (this.#terminal.rows || 24) - 2);
    const lines = this.#lines()
      .slice(-room)
      .map((line) => this.#fit(line));
    let output = this.#drawn.length > 0 ? `\x1b[${this.#drawn.length}A` : '';
    for (const [index, line] of lines.entries()) output += line === this.#drawn[index] ? '\n' : `\x1b[2K${line}\n`;
    if (lines.some((line, index) => line !== this.#drawn[index])) this.#terminal.write(output);
    this.#drawn = lines;
  }

  #erase(): void {
    if (this.#drawn.length > 0) this.#terminal.write(`\x1b[${this.#drawn.length}A\x1b[J`);
    this.#drawn = [];
  }
}
