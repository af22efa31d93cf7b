import { builder } from '../graphql/builder.ts';
import type { RunDot as RunDotShape } from '../services/service.entity.ts';
import { Service } from '../services/service.schema.ts';
import { Deployment, DeploymentState } from './deployment.schema.ts';
import type { DayCount as DayCountShape, ServiceTrend as ServiceTrendShape } from './service-trend.ts';

const RunDot = builder.objectRef<RunDotShape>('RunDot').implement({
  fields: (t) => ({
    number: t.exposeInt('number'),
    state: t.expose('state', { type: DeploymentState }),
    durationMs: t.exposeInt('durationMs', { nullable: true }),
  }),
});

const DayCount = builder.objectRef<DayCountShape>('DayCount').implement({
  fields: (t) => ({
    day: t.exposeString('day', { description: '`2026-11-23`, in UTC.' }),
    successes: t.exposeInt('successes'),
    failures: t.exposeInt('failures'),
    canceled: t.exposeInt('canceled'),
  }),
});

const ServiceTrend = builder.objectRef<ServiceTrendShape>('ServiceTrend').implement({
  description: 'What became of the runs that ended within some days; of the newest 5,000.',
  fields: (t) => ({
    days: t.exposeInt('days'),
    perDay: t.expose('perDay', { type: [DayCount], description: 'Days on which something ended, oldest first.' }),
    successes: t.exposeInt('successes'),
    failures: t.exposeInt('failures', { description: 'FAILURE, TIMED_OUT and LOST.' }),
    canceled: t.exposeInt('canceled', { description: 'In no other figure.' }),
    recoveryMedianSeconds: t.exposeInt('recoveryMedianSeconds', {
      nullable: true,
      description: 'From the end of a failed run to the end of the next success; null without such a pair.',
    }),
    leadTimeMedianSeconds: t.exposeInt('leadTimeMedianSeconds', {
      nullable: true,
      description:
        'From `committed_at` (a parameter, or in `output`) to the end of the success; null where no run says it.',
    }),
    runs: t.expose('runs', { type: [RunDot], description: 'Newest first, at most 100.' }),
  }),
});

/** Longer, and the page would show its age instead of its service. */
const maxTrendDays = 3_650;

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
  trend: t.field({
    type: ServiceTrend,
    args: { days: t.arg.int({ defaultValue: 30, description: '1 to 3650.' }) },
    resolve: ({ id }, { days }, { operations, viewer }) =>
      operations.deployments.trendOf(viewer, id, Math.min(Math.max(days ?? 30, 1), maxTrendDays)),
  }),
  recentRuns: t.field({
    type: [RunDot],
    // A deployment token sees its own run only.
    resolve: ({ recentRuns }, _args, { viewer }) => (viewer.run === null ? recentRuns : []),
    description:
      'Newest first, at most 20: number, state, duration. Stored with the service: costs no query of its own.',
  }),
}));
