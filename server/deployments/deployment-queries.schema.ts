import type { PageInput } from '../db/keyset.ts';
import { builder } from '../graphql/builder.ts';
import { type Connection, connectionOf, PageInfo, pageArgs } from '../graphql/connection.ts';
import type { Context } from '../graphql/context.ts';
import { numberOfId } from '../graphql/ids.ts';
import { present } from '../graphql/present.ts';
import { Service } from '../services/service.schema.ts';
import type { Deployment as DeploymentRow } from './deployment.entity.ts';
import { Deployment, DeploymentState } from './deployment.schema.ts';
import type { DeploymentFilter as Filter } from './deployment-filter.ts';
import { cursorIn, type DeploymentOrder as Order } from './deployment-order.ts';

const DeploymentEdge = builder.objectRef<{ cursor: string; node: DeploymentRow }>('DeploymentEdge').implement({
  fields: (t) => ({ cursor: t.exposeString('cursor'), node: t.expose('node', { type: Deployment }) }),
});

const DeploymentConnection = builder.objectRef<Connection<DeploymentRow>>('DeploymentConnection').implement({
  fields: (t) => ({
    edges: t.expose('edges', { type: [DeploymentEdge] }),
    nodes: t.expose('nodes', { type: [Deployment] }),
    pageInfo: t.expose('pageInfo', { type: PageInfo }),
    totalCount: t.int({
      description: 'Counted only when selected; exact.',
      resolve: ({ count }) => count(),
    }),
  }),
});

export const DeploymentFilter = builder.inputType('DeploymentFilter', {
  fields: (t) => ({
    services: t.stringList(),
    states: t.field({ type: [DeploymentState] }),
    finished: t.boolean({ description: 'true: only finished, false: only active.' }),
    origins: t.stringList(),
    actors: t.idList(),
    actorLabels: t.stringList({ description: 'Names of users and tokens, as the run keeps them.' }),
    environments: t.stringList(),
    search: t.string({ description: "Part of the note, of the version or of the service's name, or the number." }),
    createdAfter: t.field({ type: 'DateTime' }),
    createdBefore: t.field({ type: 'DateTime' }),
  }),
});

const DeploymentOrder = builder.enumType('DeploymentOrder', {
  values: {
    NEWEST: { description: 'Asked for last.' },
    OLDEST: { description: 'Asked for first.' },
    LONGEST: { description: 'By what they took. What has not ended or never began took less than anything else.' },
    SHORTEST: {},
  },
});

type FilterInput = typeof DeploymentFilter.$inferInput;

/** An actor that is no user's id matches nothing, like any other id of nobody. */
export function filterOf({ actors, ...filter }: FilterInput): Filter {
  return { ...present(filter), ...(actors && { actors: actors.map((id) => numberOfId('usr', id) ?? 0) }) };
}

type ListArgs = PageInput & { order?: Order | null | undefined };

async function pageOfDeployments({ operations: { deployments }, viewer }: Context, filter: Filter, args: ListArgs) {
  const order = args.order ?? 'NEWEST';
  const found = await deployments.list(viewer, filter, args, order);
  return connectionOf(
    found,
    (deployment) => cursorIn(order, deployment),
    () => deployments.count(viewer, filter),
  );
}

builder.queryFields((t) => ({
  deployment: t.field({
    type: Deployment,
    nullable: true,
    description: '`dep_1842` or `1842`.',
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, { operations, viewer }) => operations.deployments.byId(viewer, numberOfId('dep', id) ?? 0),
  }),
  deployments: t.field({
    type: DeploymentConnection,
    description: 'Newest first, where no other order is asked for. A cursor is one of its order.',
    args: { ...pageArgs, filter: t.arg({ type: DeploymentFilter }), order: t.arg({ type: DeploymentOrder }) },
    resolve: (_root, args, context) => pageOfDeployments(context, filterOf(args.filter ?? {}), args),
  }),
}));

builder.objectField(Service, 'deployments', (t) =>
  t.field({
    type: DeploymentConnection,
    args: { ...pageArgs, filter: t.arg({ type: DeploymentFilter }), order: t.arg({ type: DeploymentOrder }) },
    resolve: ({ name }, args, context) =>
      pageOfDeployments(context, { ...filterOf(args.filter ?? {}), services: [name] }, args),
  }),
);
