import { builder } from '../graphql/builder.ts';
import { printId } from '../graphql/ids.ts';
import { loadNodes, Node } from '../graphql/node.ts';
import { Deployment } from './deployment.schema.ts';
import { durationMs } from './duration.ts';
import type { StepSnapshot } from './snapshots.ts';
import type { Step as StepRow } from './step.entity.ts';

const StepState = builder.enumType('StepState', {
  description: 'The words scripts write, upper-cased.',
  values: {
    PENDING: {},
    RUNNING: {},
    SUCCESS: {},
    WARNING: {
      description: 'Done, but worth a look; does not fail the deployment (real runners send `warning`).',
    },
    FAILURE: {},
    SKIPPED: {},
    CANCELED: {},
  },
});

export const Step = builder.objectRef<StepRow>('Step');
Step.implement({
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ resolve: ({ deployment, position }) => printId('stp', deployment, position) }),
    position: t.exposeInt('position', { description: 'Position in the deployment, from 1.' }),
    name: t.exposeString('name'),
    state: t.expose('state', { type: StepState }),
    message: t.exposeString('message', { description: 'At most 4096 characters; the rest is in the log.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', nullable: true }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
    durationMs: t.int({
      nullable: true,
      resolve: ({ startedAt, finishedAt }) => durationMs(startedAt, finishedAt),
    }),
    seq: t.exposeInt('seq', {
      description: '`seq` of the last event that changed this step: ignore a replayed StepChanged that is older.',
    }),
    firstLogLine: t.exposeInt('firstLine', {
      nullable: true,
      description: 'Log lines written while this step was the current one: [firstLine, lastLine].',
    }),
    lastLogLine: t.exposeInt('lastLine', { nullable: true }),
  }),
});
loadNodes('stp', 'Step', async ({ loaders }, [deployment = 0, position = 0]) => {
  const steps = await loaders.stepsOfDeployment.load(deployment);
  return steps?.find((step) => step.position === position) ?? null;
});

/** The step as it was at the event `seq`. */
export function stepAt(deployment: number, seq: number, { startedAt, finishedAt, ...snapshot }: StepSnapshot): StepRow {
  const date = (text: string | null): Date | null => (text === null ? null : new Date(text));
  return { ...snapshot, deployment, seq, startedAt: date(startedAt), finishedAt: date(finishedAt) };
}

const StepCounts = builder.objectRef<StepRow[]>('StepCounts').implement({
  fields: (t) => {
    const count = (state: StepRow['state']) =>
      t.int({ resolve: (steps) => steps.filter((step) => step.state === state).length });
    return {
      total: t.int({ resolve: (steps) => steps.length }),
      pending: count('PENDING'),
      running: count('RUNNING'),
      success: count('SUCCESS'),
      warning: count('WARNING'),
      failure: count('FAILURE'),
      skipped: count('SKIPPED'),
      canceled: count('CANCELED'),
    };
  },
});

builder.objectFields(Deployment, (t) => ({
  steps: t.field({
    type: [Step],
    description:
      'Planned and reported steps in order of appearance: at most 1,000, and up to two in which FastDeploy says what else went wrong.',
    resolve: async ({ id }, _args, { loaders }) => (await loaders.stepsOfDeployment.load(id)) ?? [],
  }),
  currentStep: t.string({
    nullable: true,
    description: 'Name of the step that runs now; null unless the deployment does.',
    resolve: async ({ id, state }, _args, { loaders }) => {
      if (state !== 'RUNNING' && state !== 'CANCELING') return null;
      const steps = await loaders.stepsOfDeployment.load(id);
      return steps?.findLast((step) => step.state === 'RUNNING')?.name ?? null;
    },
  }),
  stepCounts: t.field({
    type: StepCounts,
    resolve: async ({ id }, _args, { loaders }) => (await loaders.stepsOfDeployment.load(id)) ?? [],
  }),
}));
