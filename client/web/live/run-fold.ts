import type { RunEventsSubscription, RunPageQuery, StepFieldsFragment } from '../api/generated/graphql.ts';

/** A deployment as the run page holds it; its log lives beside it, outside reactivity. */
export type Run = Omit<NonNullable<RunPageQuery['deployment']>, 'log'>;
export type RunEvent = RunEventsSubscription['deploymentEvents'];
export type BlockedEvent = Extract<RunEvent, { __typename: 'DeploymentBlocked' }>;
export type LinesEvent = Extract<RunEvent, { __typename: 'LogAppended' }>;
export type StateEvent = Extract<RunEvent, { __typename: 'DeploymentStateChanged' }>;

/** What a state event changes. Events are snapshots: a repeated or older one is recognised by its seq before this. */
export const foldState = (run: Run, event: StateEvent): Partial<Run> => ({
  state: event.state,
  finished: event.finished,
  reason: event.reason,
  startedAt: event.startedAt,
  finishedAt: event.finishedAt,
  exitCode: event.exitCode,
  signal: event.signal,
  canceledBy: event.canceledBy,
  estimate: event.estimate ?? run.estimate,
  durationMs: span(event.startedAt, event.finishedAt),
  queuePosition: event.state === 'QUEUED' ? run.queuePosition : null,
  blockers: event.state === 'QUEUED' ? run.blockers : [],
  viewerCan: event.finished || event.state === 'CANCELING' ? [] : run.viewerCan,
});

/** Where a step event goes: an index of `steps`, or null when the page already knows something newer. */
export const stepIndex = (steps: readonly StepFieldsFragment[], step: StepFieldsFragment): number | null => {
  const held = steps.findIndex((each) => each.position === step.position);
  if (held === -1) return steps.length;
  return (steps[held]?.seq ?? 0) < step.seq ? held : null;
};

const span = (from: string | null, to: string | null): number | null =>
  from && to ? Date.parse(to) - Date.parse(from) : null;
