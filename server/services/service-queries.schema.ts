import { ConflictError } from '../errors.ts';
import { builder } from '../graphql/builder.ts';
import { type Connection, connectionOf, PageInfo, pageArgs } from '../graphql/connection.ts';
import { present } from '../graphql/present.ts';
import type { Service as ServiceRow } from './service.entity.ts';
import { Service } from './service.schema.ts';
import { ServiceState } from './service-parts.schema.ts';

const ServiceEdge = builder.objectRef<{ cursor: string; node: ServiceRow }>('ServiceEdge').implement({
  fields: (t) => ({ cursor: t.exposeString('cursor'), node: t.expose('node', { type: Service }) }),
});

const ServiceConnection = builder.objectRef<Connection<ServiceRow>>('ServiceConnection').implement({
  fields: (t) => ({
    edges: t.expose('edges', { type: [ServiceEdge] }),
    nodes: t.expose('nodes', { type: [Service] }),
    pageInfo: t.expose('pageInfo', { type: PageInfo }),
    totalCount: t.int({ resolve: ({ count }) => count() }),
  }),
});

const ServiceFilter = builder.inputType('ServiceFilter', {
  fields: (t) => ({
    search: t.string({ description: 'Case-insensitive part of name or description.' }),
    states: t.field({ type: [ServiceState] }),
  }),
});

builder.queryFields((t) => ({
  service: t.field({
    type: Service,
    nullable: true,
    args: { name: t.arg.string({ required: true }) },
    resolve: (_root, { name }, { operations, viewer }) => operations.services.byName(viewer, name),
  }),
  services: t.field({
    type: ServiceConnection,
    args: { ...pageArgs, filter: t.arg({ type: ServiceFilter }) },
    resolve: async (_root, args, { operations: { services }, viewer }) => {
      const filter = present(args.filter ?? {});
      const page = await services.list(viewer, filter, args);
      return connectionOf(
        page,
        ({ name }) => name,
        () => services.count(viewer, filter),
      );
    },
  }),
}));

type Synced = {
  added: ServiceRow[];
  updated: ServiceRow[];
  archived: ServiceRow[];
  invalid: ServiceRow[];
  unchangedCount: number;
};

const SyncServicesSuccess = builder.objectRef<Synced>('SyncServicesSuccess').implement({
  fields: (t) => ({
    added: t.expose('added', { type: [Service] }),
    updated: t.expose('updated', { type: [Service] }),
    archived: t.expose('archived', { type: [Service] }),
    unchangedCount: t.exposeInt('unchangedCount'),
    invalid: t.expose('invalid', {
      type: [Service],
      description: 'Directories that hold problems; they are listed as services too, in state INVALID.',
    }),
  }),
});

const SyncServicesInput = builder.inputType('SyncServicesInput', {
  fields: (t) => ({
    force: t.boolean({
      required: true,
      defaultValue: false,
      description: 'Allow archiving more than half of the services.',
    }),
  }),
});

builder.mutationField('syncServices', (t) =>
  t.field({
    type: SyncServicesSuccess,
    description: 'Reads the services directory now (it is also watched).',
    errors: { types: [ConflictError] },
    args: { input: t.arg({ type: SyncServicesInput }) },
    resolve: (_root, { input }, { operations, viewer }) =>
      operations.services.sync(viewer, { force: input?.force ?? false }),
  }),
);

const CreateDemoServiceSuccess = builder
  .objectRef<{ service: ServiceRow }>('CreateDemoServiceSuccess')
  .implement({ fields: (t) => ({ service: t.expose('service', { type: Service }) }) });

builder.mutationField('createDemoService', (t) =>
  t.field({
    type: CreateDemoServiceSuccess,
    description: 'Writes the example `hello` into the services directory: three files to look at and to deploy.',
    errors: { types: [ConflictError] },
    resolve: async (_root, _args, { operations, viewer }) => ({
      service: await operations.services.createDemo(viewer),
    }),
  }),
);
