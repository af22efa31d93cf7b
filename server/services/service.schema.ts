import { Token } from '../access/access.schema.ts';
import { builder } from '../graphql/builder.ts';
import { printId } from '../graphql/ids.ts';
import { loadNodes, Node } from '../graphql/node.ts';
import { inOrder } from './parameters-order.ts';
import type { Service as ServiceRow } from './service.entity.ts';
import { ConcurrencyPolicy, Estimate, ServiceProblem, ServiceState, ServiceStats } from './service-parts.schema.ts';
import { type ServiceAction as ServiceActionShape, servicePermissions } from './service-permissions.ts';

const ServiceAction = builder.enumType('ServiceAction', {
  values: { START: { description: 'Start a deployment of it.' } },
});

const ServiceDenial = builder.objectRef<{ action: ServiceActionShape; reason: string }>('ServiceDenial').implement({
  fields: (t) => ({
    action: t.expose('action', { type: ServiceAction }),
    reason: t.exposeString('reason', { description: 'Why not, one sentence for a human.' }),
  }),
});

/** What it deploys to and when is added by the deployments. */
export const Service = builder.objectRef<ServiceRow>('Service');
Service.implement({
  description: 'A directory `services/<name>/` with a config.json and a deploy script.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ resolve: (service) => printId('svc', service.id) }),
    name: t.exposeString('name', { description: 'Directory name; unique, never changes. Use it in URLs, CLI and CI.' }),
    title: t.string({ resolve: ({ manifest, name }) => manifest?.title ?? name }),
    description: t.string({ resolve: ({ manifest }) => manifest?.description ?? '' }),
    environment: t.string({
      nullable: true,
      description: 'Free text of config.json: production, staging.',
      resolve: ({ manifest }) => manifest?.environment,
    }),
    group: t.string({ nullable: true, resolve: ({ manifest }) => manifest?.group }),
    siteUrl: t.field({
      type: 'URL',
      nullable: true,
      description: 'Where the deployed thing answers, as declared in config.json.',
      resolve: ({ manifest }) => manifest?.siteUrl,
    }),
    confirm: t.boolean({
      description: 'Ask before starting (declared, or environment is production).',
      resolve: ({ manifest }) => manifest?.confirm ?? false,
    }),
    state: t.expose('state', { type: ServiceState }),
    problems: t.expose('problems', {
      type: [ServiceProblem],
      description:
        'Why it cannot be deployed, and what does not work as it should, each with the fix. When READY there are only warnings.',
    }),
    parametersSchema: t.field({
      type: 'JSON',
      nullable: true,
      description:
        'JSON Schema 2020-12 of the parameters, as declared in config.json; null: any key is accepted (legacy services).',
      resolve: ({ manifest }) =>
        manifest?.parametersSchema ? inOrder(manifest.parametersSchema, manifest.parametersOrder ?? []) : null,
    }),
    hasParameters: t.boolean({
      description: 'Whether there is something to fill in before a start.',
      resolve: ({ manifest }) => Object.keys(manifest?.parametersSchema?.properties ?? {}).length > 0,
    }),
    plannedSteps: t.exposeStringList('plannedSteps', {
      description: 'Step names known before a run: those that config.json or its playbook declares.',
    }),
    config: t.expose('config', {
      type: 'JSON',
      nullable: true,
      description: 'config.json verbatim; null when it cannot be parsed.',
    }),
    configHash: t.exposeString('configHash', { nullable: true }),
    scriptHash: t.exposeString('scriptHash', { nullable: true }),
    scriptPath: t.exposeString('scriptPath', {
      nullable: true,
      description: 'What is executed; null when it cannot be named.',
    }),
    versionParameter: t.string({
      nullable: true,
      description: 'The parameter that is the version, when config.json names one.',
      resolve: ({ manifest }) => manifest?.versionParameter,
    }),
    compareUrl: t.string({
      nullable: true,
      description: 'Where two versions are compared, as declared: `{from}` and `{to}` stand for them.',
      resolve: ({ manifest }) => manifest?.compareUrl,
    }),
    syncedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the server that answers last read the directories.',
      resolve: (_service, _args, { operations, viewer }) => operations.services.syncedAt(viewer),
    }),
    concurrency: t.field({ type: ConcurrencyPolicy, resolve: ({ manifest }) => manifest?.concurrency ?? 'QUEUE' }),
    timeoutSeconds: t.int({
      resolve: ({ manifest }, _args, { defaultTimeoutSeconds }) => manifest?.timeoutSeconds ?? defaultTimeoutSeconds,
    }),
    url: t.field({
      type: 'URL',
      description: "This service's page.",
      resolve: ({ name }, _args, { publicUrl }) => `${publicUrl}/services/${encodeURIComponent(name)}`,
    }),
    stats: t.expose('stats', { type: ServiceStats, description: 'Last 30 days; stored with the service.' }),
    estimate: t.expose('estimate', {
      type: Estimate,
      nullable: true,
      description: 'From the last 20 successful runs; null with fewer than 3: what a progress bar needs.',
    }),
    viewerCan: t.field({
      type: [ServiceAction],
      description: 'What the caller may do now.',
      resolve: (service, _args, { viewer }) => servicePermissions(viewer, service).can,
    }),
    viewerCannot: t.field({
      type: [ServiceDenial],
      description: 'The other actions, each with the reason.',
      resolve: (service, _args, { viewer }) => servicePermissions(viewer, service).cannot,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime' }),
    archivedAt: t.expose('archivedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Set when the directory disappeared; history stays readable.',
    }),
  }),
});
loadNodes('svc', 'Service', async ({ loaders }, [id = 0]) => loaders.service.load(id));

builder.objectField(Token, 'service', (t) =>
  t.field({
    type: Service,
    nullable: true,
    resolve: ({ serviceId }, _args, { loaders }) => (serviceId ? loaders.service.load(serviceId) : null),
  }),
);
