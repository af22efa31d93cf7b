import { ServiceNotDeployableError } from '../errors.ts';
import { builder } from '../graphql/builder.ts';
import { ErrorInterface } from '../graphql/errors.ts';
import type { Problem } from './problem.ts';
import type {
  Estimate as EstimateShape,
  ServiceStats as ServiceStatsShape,
  StepEstimate as StepEstimateShape,
} from './service.entity.ts';

export const ServiceState = builder.enumType('ServiceState', {
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

export const ServiceProblem = builder.objectRef<Problem>('ServiceProblem').implement({
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

export const ServiceStats = builder.objectRef<ServiceStatsShape>('ServiceStats').implement({
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
