import { builder } from '../graphql/builder.ts';
import { type Connection, connectionOf, PageInfo, pageArgs } from '../graphql/connection.ts';
import { printId } from '../graphql/ids.ts';
import { loadNodes, Node } from '../graphql/node.ts';
import { present } from '../graphql/present.ts';
import { Service } from '../services/service.schema.ts';
import type { DeployedService as DeployedServiceRow } from './deployed-service.entity.ts';
import { Deployment } from './deployment.schema.ts';

export const DeployedService = builder.objectRef<DeployedServiceRow>('DeployedService');
DeployedService.implement({
  description:
    'What is live: the last successful deployment of a service under one key. Everything but `service`, `deployment` and `failedAttempt` can be read with a config token.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => printId('inv', id) }),
    serviceName: t.string({ resolve: ({ service }) => service.name }),
    service: t.field({
      type: Service,
      nullable: true,
      resolve: ({ service }, _args, { loaders }) => loaders.service.load(service.id),
    }),
    key: t.exposeString('key', {
      description:
        'Distinguishes several installs of one service, by a domain name for example. Default: the name of the service.',
    }),
    version: t.exposeString('version', { nullable: true, description: 'From `output` or the version parameter.' }),
    environment: t.exposeString('environment', {
      nullable: true,
      description: 'As config.json said when it was deployed.',
    }),
    siteUrl: t.field({
      type: 'URL',
      nullable: true,
      description: 'Where it answers: `url` of the output, else of config.json.',
      resolve: ({ output, service }) => webAddress(output.url) ?? service.manifest?.siteUrl,
    }),
    deploymentNumber: t.int({ resolve: ({ deployment }) => deployment }),
    deployment: t.field({
      type: Deployment,
      nullable: true,
      resolve: ({ deployment }, _args, { loaders }) => loaders.deployment.load(deployment),
    }),
    failedAttempt: t.field({
      type: Deployment,
      nullable: true,
      description: 'The last attempt since then that began and did not succeed.',
      resolve: ({ failedAttempt }, _args, { loaders }) =>
        failedAttempt === null || failedAttempt === undefined ? null : loaders.deployment.load(failedAttempt),
    }),
    config: t.expose('config', {
      type: 'JSON',
      description: 'The parameters it was deployed with; secrets are "***".',
    }),
    output: t.expose('output', { type: 'JSON', description: 'What the script reported with `output`.' }),
    deployedAt: t.expose('deployedAt', { type: 'DateTime' }),
  }),
});
loadNodes('inv', 'DeployedService', async ({ loaders }, [id = 0]) => loaders.deployedService.load(id));

const webAddress = (value: unknown): string | null =>
  typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value) ? value : null;

const DeployedServiceEdge = builder
  .objectRef<{ cursor: string; node: DeployedServiceRow }>('DeployedServiceEdge')
  .implement({
    fields: (t) => ({ cursor: t.exposeString('cursor'), node: t.expose('node', { type: DeployedService }) }),
  });

const DeployedServiceConnection = builder
  .objectRef<Connection<DeployedServiceRow>>('DeployedServiceConnection')
  .implement({
    fields: (t) => ({
      edges: t.expose('edges', { type: [DeployedServiceEdge] }),
      nodes: t.expose('nodes', { type: [DeployedService] }),
      pageInfo: t.expose('pageInfo', { type: PageInfo }),
      totalCount: t.int({ description: 'Counted only when selected; exact.', resolve: ({ count }) => count() }),
    }),
  });

builder.queryField('deployedServices', (t) =>
  t.field({
    type: DeployedServiceConnection,
    description: 'What is live, in the order of first deployment.',
    args: { ...pageArgs, service: t.arg.string({ description: 'Name of a service.' }) },
    resolve: async (_root, { service, ...page }, { operations: { inventory }, viewer }) => {
      const filter = present({ service });
      const found = await inventory.list(viewer, filter, page);
      return connectionOf(
        found,
        ({ id }) => String(id),
        () => inventory.count(viewer, filter),
      );
    },
  }),
);

builder.objectField(Service, 'deployed', (t) =>
  t.field({
    type: [DeployedService],
    description: 'What is live of it, one for each key; empty before the first success.',
    resolve: async ({ id }, _args, { loaders }) => (await loaders.deployedOfService.load(id)) ?? [],
  }),
);
