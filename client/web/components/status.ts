import type { DeploymentState, StepState } from '../api/generated/graphql.ts';
import type { IconName } from './Icon.tsx';

/** Colour class of ui.css. Never the only difference: every status has an icon of its own outline and a word. */
export type Tone = 'ok' | 'run' | 'wait' | 'fail' | 'warn' | 'cancel';

export interface Status {
  word: string;
  icon: IconName;
  tone: Tone;
  /** Worth colouring the word too, in lists. */
  alarming: boolean;
}

/** The one table of the words people read for the states of a deployment. */
export const deploymentStatus: Record<DeploymentState, Status> = {
  QUEUED: { word: 'Queued', icon: 'wait', tone: 'wait', alarming: false },
  RUNNING: { word: 'Running', icon: 'run', tone: 'run', alarming: false },
  CANCELING: { word: 'Canceling…', icon: 'run', tone: 'cancel', alarming: false },
  SUCCESS: { word: 'Succeeded', icon: 'ok', tone: 'ok', alarming: false },
  FAILURE: { word: 'Failed', icon: 'fail', tone: 'fail', alarming: true },
  CANCELED: { word: 'Canceled', icon: 'cancel', tone: 'cancel', alarming: false },
  TIMED_OUT: { word: 'Timed out', icon: 'late', tone: 'fail', alarming: true },
  LOST: { word: 'Lost', icon: 'lost', tone: 'warn', alarming: true },
};

/** The one table of the words people read for the states of a step. */
export const stepStatus: Record<StepState, Status> = {
  PENDING: { word: 'Pending', icon: 'wait', tone: 'wait', alarming: false },
  RUNNING: { word: 'Running', icon: 'run', tone: 'run', alarming: false },
  SUCCESS: { word: 'Succeeded', icon: 'ok', tone: 'ok', alarming: false },
  WARNING: { word: 'Warning', icon: 'warn', tone: 'warn', alarming: true },
  FAILURE: { word: 'Failed', icon: 'fail', tone: 'fail', alarming: true },
  SKIPPED: { word: 'Skipped', icon: 'skip', tone: 'wait', alarming: false },
  CANCELED: { word: 'Canceled', icon: 'cancel', tone: 'cancel', alarming: false },
};

export interface ResultParts {
  state: DeploymentState;
  canceledBy: { label: string } | null;
  failure: { step: { name: string } | null } | null;
}

/** `Failed at verify`, `Canceled by admin`: the result of a run in three words. */
export const resultWords = (run: ResultParts): string => {
  const { word } = deploymentStatus[run.state];
  const failedStep = run.failure?.step?.name;
  if (run.state === 'FAILURE' && failedStep) return `${word} at ${failedStep}`;
  if (run.state === 'CANCELED' && run.canceledBy) return `${word} by ${run.canceledBy.label}`;
  return word;
};

/** States a run can be canceled in. */
export const isCancelable = (state: DeploymentState): boolean => state === 'QUEUED' || state === 'RUNNING';
