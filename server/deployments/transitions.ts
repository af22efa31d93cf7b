import type { DeploymentState } from './states.ts';

/** What can happen to a deployment. The one table of what follows is below; ARCHITECTURE.md prints it and a test tries every cell. */
export type Happening =
  /** A server took it from the queue. */
  | 'claimed'
  /** It was claimed, its script never started, and it goes back to its place in the queue. */
  | 'returned'
  /** It cannot be run: the service is not deployable any more, or the supervisor cannot be started. */
  | 'refused'
  | 'cancelRequested'
  /** The script ended and the outcome says how (outcome.ts). */
  | 'succeeded'
  | 'failed'
  | 'timedOut'
  | 'stopped'
  /** Supervisor and script are proved gone without an exit record. */
  | 'lost';

const table: Record<'QUEUED' | 'RUNNING' | 'CANCELING', Partial<Record<Happening, DeploymentState>>> = {
  QUEUED: { claimed: 'RUNNING', refused: 'FAILURE', cancelRequested: 'CANCELED' },
  RUNNING: {
    returned: 'QUEUED',
    refused: 'FAILURE',
    cancelRequested: 'CANCELING',
    succeeded: 'SUCCESS',
    failed: 'FAILURE',
    timedOut: 'TIMED_OUT',
    stopped: 'CANCELED',
    lost: 'LOST',
  },
  CANCELING: {
    refused: 'CANCELED',
    succeeded: 'CANCELED',
    failed: 'CANCELED',
    timedOut: 'CANCELED',
    stopped: 'CANCELED',
    lost: 'LOST',
  },
};

/** The state after `happening`, or null where it cannot happen: final states are left by nothing. */
export function transition(state: DeploymentState, happening: Happening): DeploymentState | null {
  if (state === 'QUEUED' || state === 'RUNNING' || state === 'CANCELING') return table[state][happening] ?? null;
  return null;
}
