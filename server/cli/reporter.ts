import { describeEvent } from './describe-event.ts';
import type { DeploymentEvent, DeploymentState, StartedDeployment } from './documents.ts';
import { LiveSteps } from './live-steps.ts';
import { LogOutput } from './log-output.ts';

/** What the deployment was when the command ended. */
export type Result = StartedDeployment & { state: DeploymentState; exitCode: number | null };

/** Shows a deployment to whoever started it. People read standard error; standard output holds one thing only. */
export type Reporter = {
  started(service: string, deployment: StartedDeployment, replayed: boolean): void;
  /** Between the events: what the command itself has to say. */
  note(message: string): void;
  event(event: DeploymentEvent): void;
  ended(result: Result): void;
};

/** Standard output is the id, with `log` the log, with `json` every event and the result as lines of JSON. */
export function createReporter({ json, log }: { json?: boolean; log?: boolean }): Reporter {
  if (json) return jsonReporter();
  return textReporter(log ? new LogOutput({ hideEvents: true }) : null);
}

function jsonReporter(): Reporter {
  const print = (value: object): unknown => process.stdout.write(`${JSON.stringify(value)}\n`);
  return {
    started: () => undefined,
    note: (message) => process.stderr.write(`${message}\n`),
    event: print,
    ended: (result) => print({ type: 'result', ...result }),
  };
}

function textReporter(log: LogOutput | null): Reporter {
  const steps = log === null && process.stderr.isTTY ? new LiveSteps(process.stderr) : plainSteps();
  return {
    started(service, { id, number, url }, replayed) {
      steps.note(`${service} #${number} ${url}${replayed ? ' (started earlier with this idempotency key)' : ''}`);
      if (log === null && !process.stdout.isTTY) process.stdout.write(`${id}\n`);
    },
    note: (message) => steps.note(message),
    event(event) {
      if (event.__typename !== 'LogAppended') steps.event(event);
      else if (log !== null) process.stdout.write(log.print(event.chunks));
    },
    ended() {
      if (log !== null) process.stdout.write(log.end());
      steps.end();
    },
  };
}

/** How steps are shown: as lines, or as a list that changes in place. */
export type Steps = { note(message: string): void; event(event: DeploymentEvent): void; end(): void };

function plainSteps(): Steps {
  const write = (line: string): unknown => process.stderr.write(`${line}\n`);
  return {
    note: write,
    event(event) {
      const line = describeEvent(event);
      if (line !== null) write(line);
    },
    end: () => undefined,
  };
}
