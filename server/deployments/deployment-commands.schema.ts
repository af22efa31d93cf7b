import {
  ConflictError,
  DeploymentInProgressError,
  DeploymentNotActiveError,
  IdempotencyKeyReusedError,
  InvalidInputError,
  NotFoundError,
  QueueFullError,
  ServiceNotDeployableError,
} from '../errors.ts';
import { builder } from '../graphql/builder.ts';
import type { Context } from '../graphql/context.ts';
import { ErrorInterface } from '../graphql/errors.ts';
import { numberOfId } from '../graphql/ids.ts';
import { existing } from '../graphql/loaders.ts';
import { present } from '../graphql/present.ts';
import { ConcurrencyPolicy } from '../services/service-parts.schema.ts';
import type { Deployment as DeploymentRow } from './deployment.entity.ts';
import { Deployment } from './deployment.schema.ts';

builder.objectType(DeploymentInProgressError, {
  name: 'DeploymentInProgressError',
  interfaces: [ErrorInterface],
  fields: (t) => ({ deployment: t.field({ type: Deployment, resolve: deploymentOf }) }),
});

builder.objectType(IdempotencyKeyReusedError, {
  name: 'IdempotencyKeyReusedError',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    deployment: t.field({
      type: Deployment,
      description: 'The deployment the key started, with other input.',
      resolve: deploymentOf,
    }),
  }),
});

builder.objectType(DeploymentNotActiveError, {
  name: 'DeploymentNotActiveError',
  interfaces: [ErrorInterface],
  fields: (t) => ({ deployment: t.field({ type: Deployment, resolve: deploymentOf }) }),
});

builder.objectType(QueueFullError, {
  name: 'QueueFullError',
  interfaces: [ErrorInterface],
  fields: (t) => ({ limit: t.exposeInt('limit') }),
});

function deploymentOf({ deploymentId }: { deploymentId: number }, _args: object, { loaders }: Context) {
  return existing(loaders.deployment, deploymentId);
}

const RevisionInput = builder.inputType('RevisionInput', {
  fields: (t) => ({ ref: t.string(), sha: t.string(), url: t.field({ type: 'URL' }) }),
});

const StartDeploymentInput = builder.inputType('StartDeploymentInput', {
  fields: (t) => ({
    service: t.string({ description: 'Service name. May be left out with a service token (it names one).' }),
    parameters: t.field({
      type: 'JSON',
      description: 'Checked against `Service.parametersSchema`; every issue is reported.',
    }),
    idempotencyKey: t.string({
      description: `Makes a retry safe: the same key and service returns the same deployment (\`replayed: true\`) instead of starting another.
1-255 printable characters, kept as long as the deployment. In CI: run id + attempt.`,
    }),
    origin: t.string({ description: "Where it comes from, in a word; a token's own label counts before it." }),
    revision: t.field({ type: RevisionInput }),
    note: t.string(),
    whenBusy: t.field({
      type: ConcurrencyPolicy,
      description:
        "Overrides the service's policy: QUEUE waits for those before it also in a parallel service; PARALLEL only where the service allows it.",
    }),
  }),
});

const StartDeploymentSuccess = builder
  .objectRef<{ deployment: DeploymentRow; replayed: boolean }>('StartDeploymentSuccess')
  .implement({
    fields: (t) => ({
      deployment: t.expose('deployment', { type: Deployment }),
      replayed: t.exposeBoolean('replayed', {
        description: 'True when the idempotency key matched an earlier request.',
      }),
    }),
  });

const RetryDeploymentInput = builder.inputType('RetryDeploymentInput', {
  fields: (t) => ({
    id: t.id({ required: true }),
    parameters: t.field({
      type: 'JSON',
      description: 'Laid over the earlier values; null removes one. Secret ones must be given again.',
    }),
    idempotencyKey: t.string(),
    origin: t.string({ description: "Where it comes from, in a word; a token's own label counts before it." }),
    note: t.string({ description: 'Instead of the earlier one.' }),
    whenBusy: t.field({ type: ConcurrencyPolicy, description: 'As for startDeployment.' }),
  }),
});

const CancelDeploymentInput = builder.inputType('CancelDeploymentInput', {
  fields: (t) => ({ id: t.id({ required: true }), reason: t.string() }),
});

const CancelDeploymentSuccess = builder
  .objectRef<{ deployment: DeploymentRow }>('CancelDeploymentSuccess')
  .implement({ fields: (t) => ({ deployment: t.expose('deployment', { type: Deployment }) }) });

const startErrors = [
  NotFoundError,
  InvalidInputError,
  ServiceNotDeployableError,
  DeploymentInProgressError,
  QueueFullError,
  IdempotencyKeyReusedError,
];

function existingNumber(id: string): number {
  const number = numberOfId('dep', id);
  if (number === null) throw new NotFoundError('deployment', id);
  return number;
}

builder.mutationFields((t) => ({
  startDeployment: t.field({
    type: StartDeploymentSuccess,
    errors: { types: startErrors },
    args: { input: t.arg({ type: StartDeploymentInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      const { revision, ...given } = present(input);
      const service = given.service ?? (await serviceOfToken(context));
      const source = revision && { ref: revision.ref ?? null, sha: revision.sha ?? null, url: revision.url ?? null };
      return context.operations.deployments.start(context.viewer, {
        ...given,
        ...present({ revision: source }),
        service,
      });
    },
  }),
  retryDeployment: t.field({
    type: StartDeploymentSuccess,
    description: `Starts again what has ended: same parameters, revision and note. Secrets must be given again.
ConflictError while it is not over yet.`,
    errors: { types: [...startErrors, ConflictError] },
    args: { input: t.arg({ type: RetryDeploymentInput, required: true }) },
    resolve: async (_root, { input: { id, ...given } }, { operations, viewer }) =>
      operations.deployments.retry(viewer, { ...present(given), id: existingNumber(id) }),
  }),
  cancelDeployment: t.field({
    type: CancelDeploymentSuccess,
    errors: { types: [NotFoundError, DeploymentNotActiveError] },
    args: { input: t.arg({ type: CancelDeploymentInput, required: true }) },
    resolve: async (_root, { input: { id, reason } }, { operations, viewer }) => ({
      deployment: await operations.deployments.cancel(viewer, existingNumber(id), reason ?? null),
    }),
  }),
}));

/** A service token names its service. */
async function serviceOfToken({ viewer, loaders }: Context): Promise<string> {
  const service = viewer.token?.serviceId ? await loaders.service.load(viewer.token.serviceId) : null;
  if (service === null) throw new InvalidInputError([{ path: ['service'], message: 'say which service to deploy' }]);
  return service.name;
}
