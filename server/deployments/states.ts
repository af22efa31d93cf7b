/** The words of scripts, database, GraphQL and UI alike. */
export const deploymentStates = [
  'QUEUED',
  'RUNNING',
  'CANCELING',
  'SUCCESS',
  'FAILURE',
  'CANCELED',
  'TIMED_OUT',
  'LOST',
] as const;
export type DeploymentState = (typeof deploymentStates)[number];

export const stepStates = ['PENDING', 'RUNNING', 'SUCCESS', 'WARNING', 'FAILURE', 'SKIPPED', 'CANCELED'] as const;
export type StepState = (typeof stepStates)[number];

export type UnfinishedState = 'QUEUED' | 'RUNNING' | 'CANCELING';
export type FinalState = Exclude<DeploymentState, UnfinishedState>;

/** True in every final state: nothing leads out of one. */
export const isFinal = (state: DeploymentState): state is FinalState =>
  state !== 'QUEUED' && state !== 'RUNNING' && state !== 'CANCELING';

/** The step still may change. */
export const isOpen = (state: StepState): boolean => state === 'PENDING' || state === 'RUNNING';
