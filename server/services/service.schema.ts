import { Token } from '../access/access.schema.ts';
import { ConflictError, ServiceNotDeployableError } from '../errors.ts';
import { builder } from '../graphql/builder.ts';
import { type Connection, connectionOf, PageInfo, pageArgs } from '../graphql/connection.ts';
import { ErrorInterface } from '../graphql/errors.ts';
import { printId } from '../graphql/ids.ts';
import { loadNodes, Node } from '../graphql/node.ts';
import { present } from '../graphql/present.ts';
import type { Problem } from './problem.ts';
import type {
  Estimate as EstimateShape,
  Service as ServiceRow,
  ServiceStats as ServiceStatsShape,
  StepEstimate as StepEstimateShape,
} from './service.entity.ts';

const ServiceState = builder.enumType('ServiceState', {
  values: {
    READY: {},
    INVALID: { description: 'config.json or the script is broken: see `problems`.' },
    ARCHIVED: { description: 'No longer on disk.' },
  },
});

export const ConcurrencyPolicy = builder.enumType('ConcurrencyPolicy', {
  values: {
    QUEUE: { description: 'Wait for the active deployment of this service (default).' },
    REJECT: { description: 'Refuse while one is active.' },
    PARALLEL: { description: 'Run at the same time.' },
  },
});

const ProblemSeverity = builder.enumType('ProblemSeverity', {
  values: { BLOCKS: { description: 'Cannot be deployed until mended.' }, WARNS: {} },
});

const ServiceProblem = builder.objectRef<Problem>('ServiceProblem').implement({
  fields: (t) => ({
    severity: t.expose('severity', { type: ProblemSeverity }),
    code: t.exposeString('code'),
    message: t.exposeString('message'),
    hint: t.exposeString('hint', { nullable: true, description: 'What to do, as a command or sentence.' }),
    path: t.exposeString('path', {
      nullable: true,
      description: 'File the problem is in, relative to the services directory.',
    }),
  }),
});

builder.objectType(ServiceNotDeployableError, {
  name: 'ServiceNotDeployableError',
  interfaces: [ErrorInterface],
  fields: (t) => ({ problems: t.expose('problems', { type: [ServiceProblem] }) }),
});

const StepEstimate = builder.objectRef<StepEstimateShape>('StepEstimate').implement({
  fields: (t) => ({
    name: t.exposeString('name'),
    p50Ms: t.exposeInt('p50Ms'),
    p90Ms: t.exposeInt('p90Ms'),
  }),
});

export const Estimate = builder.objectRef<EstimateShape>('Estimate').implement({
  fields: (t) => ({
    sampleSize: t.exposeInt('sampleSize'),
    p50Ms: t.exposeInt('p50Ms'),
    p90Ms: t.exposeInt('p90Ms'),
    steps: t.expose('steps', { type: [StepEstimate] }),
  }),
});

const ServiceStats = builder.objectRef<ServiceStatsShape>('ServiceStats').implement({
  fields: (t) => ({
    deployments: t.exposeInt('deployments'),
    failures: t.exposeInt('failures'),
    p50Ms: t.exposeInt('p50Ms', { nullable: true }),
    lastSuccessAt: t.field({
      type: 'DateTime',
      nullable: true,
      resolve: ({ lastSuccessAt }) => (lastSuccessAt === null ? null : new Date(lastSuccessAt)),
    }),
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
      description: 'Why it cannot be deployed, each with the fix. Empty when READY.',
    }),
    parametersSchema: t.field({
      type: 'JSON',
      nullable: true,
      description:
        'JSON Schema 2020-12 of the parameters, as declared in config.json; null: any key is accepted (legacy services).',
      resolve: ({ manifest }) => manifest?.parametersSchema,
    }),
    plannedSteps: t.exposeStringList('plannedSteps', {
      description: 'Step names known before a run: declared, else those of the last successful run.',
    }),
    config: t.expose('config', {
      type: 'JSON',
      nullable: true,
      description: 'config.json verbatim; null when it cannot be parsed or the viewer may not see it.',
    }),
    configHash: t.exposeString('configHash', { nullable: true }),
    scriptHash: t.exposeString('scriptHash', { nullable: true }),
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
