import { builder } from '../graphql/builder.ts';
import type { RunDot as RunDotShape } from '../services/service.entity.ts';
import { Service } from '../services/service.schema.ts';
import { Deployment, DeploymentState } from './deployment.schema.ts';

const RunDot = builder.objectRef<RunDotShape>('RunDot').implement({
  fields: (t) => ({
    number: t.exposeInt('number'),
    state: t.expose('state', { type: DeploymentState }),
    durationMs: t.exposeInt('durationMs', { nullable: true }),
  }),
});

builder.objectFields(Service, (t) => ({
  latestDeployment: t.field({
    type: Deployment,
    nullable: true,
    description: 'Most recent deployment in any state.',
    resolve: ({ id }, _args, { loaders }) => loaders.latestOfService.load(id),
  }),
  unfinishedDeployments: t.field({
    type: [Deployment],
    description: 'QUEUED, RUNNING and CANCELING, oldest first.',
    args: { first: t.arg.int({ defaultValue: 20 }) },
    resolve: async ({ id }, { first }, { loaders }) => {
      const unfinished = await loaders.unfinishedOfService.load(id);
      return (unfinished ?? []).slice(0, Math.max(first ?? 20, 0));
    },
  }),
  recentRuns: t.field({
    type: [RunDot],
    // A deployment token sees its own run only.
    resolve: ({ recentRuns }, _args, { viewer }) => (viewer.run === null ? recentRuns : []),
    description:
      'Newest first, at most 20: number, state, duration. Stored with the service: costs no query of its own.',
  }),
}));
