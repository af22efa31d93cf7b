import type { Estimate } from '../services/service.entity.ts';
import type { DeploymentState, StepState } from './states.ts';

/** Run-length: the next `lines` lines came from `stream` while the step at `step` was current. `continued`: no newline followed the last of them. */
export type LogRun = { stream: LogStream; step: number | null; lines: number; continued?: true };
export type LogStream = 'STDOUT' | 'STDERR' | 'EVENT' | 'SYSTEM';

/** The deployment as it was at an event; timestamps are ISO strings. */
export type StateSnapshot = {
  state: DeploymentState;
  reason: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  exitCode: number | null;
  signal: string | null;
  canceledBy: string | null;
  estimate: Estimate | null;
};

/** The step as it was at an event. */
export type StepSnapshot = {
  position: number;
  name: string;
  state: StepState;
  message: string;
  startedAt: string | null;
  finishedAt: string | null;
  firstLine: number | null;
  lastLine: number | null;
};

export type LogSnapshot = { firstLine: number; lineCount: number; text: string; runs: LogRun[] };

/** One event of a deployment's stream: given its seq under the row's lock, published after the commit. `at` is an ISO string. */
export type DeploymentEvent = { seq: number; at: string } & (
  | { kind: 'STATE'; data: StateSnapshot }
  | { kind: 'STEP'; data: StepSnapshot }
  | { kind: 'LOG'; data: LogSnapshot }
);
