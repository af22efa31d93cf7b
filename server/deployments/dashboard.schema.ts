import { builder } from '../graphql/builder.ts';
import { Service } from '../services/service.schema.ts';
import { UnregisteredDirectories } from '../services/unregistered.schema.ts';
import { Deployment } from './deployment.schema.ts';
import type { Dashboard as DashboardShape } from './read-dashboard.ts';

const Dashboard = builder.objectRef<DashboardShape>('Dashboard').implement({
  description: 'What the first page shows, in a fixed number of statements whatever the number of services.',
  fields: (t) => ({
    services: t.expose('services', { type: [Service], description: 'All that are not archived, by name.' }),
    unfinished: t.expose('unfinished', {
      type: [Deployment],
      description: 'QUEUED, RUNNING and CANCELING of all services, oldest first, at most 100.',
    }),
    servicesDirectory: t.string({
      nullable: true,
      description: 'Where services are registered; null when the viewer may not register one.',
      resolve: (_dashboard, _args, { operations, viewer }) => operations.services.directory(viewer),
    }),
    unregistered: t.field({
      type: UnregisteredDirectories,
      nullable: true,
      description: 'What is there now and cannot be a service; null when the viewer may not register one.',
      resolve: (_dashboard, _args, { operations, viewer }) => operations.services.unregistered(viewer),
    }),
  }),
});

builder.queryField('dashboard', (t) =>
  t.field({
    type: Dashboard,
    resolve: async (_root, _args, { operations, viewer, loaders }) => {
      const dashboard = await operations.deployments.dashboard(viewer);
      for (const service of dashboard.services) {
        loaders.service.prime(service.id, service);
        loaders.latestOfService.prime(service.id, dashboard.latest.get(service.id) ?? null);
      }
      for (const deployment of dashboard.unfinished) loaders.deployment.prime(deployment.id, deployment);
      for (const [id, steps] of dashboard.steps) loaders.stepsOfDeployment.prime(id, steps);
      return dashboard;
    },
  }),
);
