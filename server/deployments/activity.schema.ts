import { builder } from '../graphql/builder.ts';
import { printId } from '../graphql/ids.ts';
import { present } from '../graphql/present.ts';
import { renewable } from '../graphql/renewable.ts';
import { Service } from '../services/service.schema.ts';
import { DeployedService } from './deployed-service.schema.ts';
import { Deployment } from './deployment.schema.ts';
import type { ActivityEvent as ActivityEventShape } from './stream-activity.ts';

type EventOf<Kind> = Extract<ActivityEventShape, { kind: Kind }>;

const ActivityKind = builder.enumType('ActivityKind', { values: ['DEPLOYMENT', 'SERVICE', 'INVENTORY'] as const });

const typeNames = {
  DEPLOYMENT: 'DeploymentChanged',
  SERVICE: 'ServiceChanged',
  INVENTORY: 'DeployedServiceChanged',
  DELETED: 'ServiceDeleted',
  RESET: 'ActivityReset',
} as const;

const ActivityEvent = builder.interfaceRef<ActivityEventShape>('ActivityEvent').implement({
  fields: (t) => ({
    cursor: t.exposeString('cursor', { description: 'Opaque; resume with `after: cursor`.' }),
    at: t.expose('at', { type: 'DateTime' }),
  }),
  resolveType: ({ kind }) => typeNames[kind],
});

builder.objectRef<EventOf<'DEPLOYMENT'>>(typeNames.DEPLOYMENT).implement({
  interfaces: [ActivityEvent],
  fields: (t) => ({ deployment: t.expose('deployment', { type: Deployment }) }),
});

builder.objectRef<EventOf<'SERVICE'>>(typeNames.SERVICE).implement({
  interfaces: [ActivityEvent],
  fields: (t) => ({ service: t.expose('service', { type: Service }) }),
});

builder.objectRef<EventOf<'INVENTORY'>>(typeNames.INVENTORY).implement({
  interfaces: [ActivityEvent],
  fields: (t) => ({ deployedService: t.expose('deployedService', { type: DeployedService }) }),
});

builder.objectRef<EventOf<'DELETED'>>(typeNames.DELETED).implement({
  interfaces: [ActivityEvent],
  fields: (t) => ({
    serviceId: t.id({ resolve: ({ serviceId }) => printId('svc', serviceId) }),
    serviceName: t.exposeString('serviceName'),
  }),
});

builder.objectRef<EventOf<'RESET'>>(typeNames.RESET).implement({
  description:
    "`after` is older than what is kept, or the viewer's rights have changed: read the screen's query again, then go on from this cursor.",
  interfaces: [ActivityEvent],
});

const ActivityFilter = builder.inputType('ActivityFilter', {
  fields: (t) => ({ services: t.stringList(), kinds: t.field({ type: [ActivityKind] }) }),
});

builder.subscriptionField('activity', (t) =>
  t.field({
    type: ActivityEvent,
    description: `Everything a dashboard shows: deployments, services and what is live, as it appears, changes or goes. Never completes.
\`after\` is a cursor from an earlier event or from \`server.activityCursor\`; without it: from now on.`,
    args: { after: t.arg.string(), filter: t.arg({ type: ActivityFilter }) },
    subscribe: (_root, { after, filter }, { operations: { deployments }, listener }) =>
      renewable(listener, (viewer, signal, isRenewed) =>
        deployments.activity(viewer, { ...present({ after }), ...present(filter ?? {}), isRenewed, signal }),
      ),
    resolve: (event) => event,
  }),
);
