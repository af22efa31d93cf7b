import { Token } from '../access/access.schema.ts';
import { Actor, type ActorShape, actorLabelled } from '../access/actor.schema.ts';
import { builder } from '../graphql/builder.ts';
import { printId } from '../graphql/ids.ts';
import { existing } from '../graphql/loaders.ts';
import { loadNodes, Node } from '../graphql/node.ts';
import { Service } from '../services/service.schema.ts';
import { Estimate } from '../services/service-parts.schema.ts';
import type { Deployment as DeploymentRow, Revision as RevisionShape } from './deployment.entity.ts';
import { type DeploymentAction as DeploymentActionShape, deploymentPermissions } from './deployment-permissions.ts';
import { durationMs } from './duration.ts';
import { isFinal } from './states.ts';

export const DeploymentState = builder.enumType('DeploymentState', {
  values: {
    QUEUED: { description: 'Accepted, waiting for its turn.' },
    RUNNING: {},
    CANCELING: { description: 'Cancel requested, script still ending.' },
    SUCCESS: { description: 'Script exited 0 and no step failed.' },
    FAILURE: { description: 'Script exited non-zero, or a step failed.' },
    CANCELED: {},
    TIMED_OUT: {},
    LOST: {
      description:
        'Its supervisor vanished, with the host for example, and no result was ever seen; or an administrator gave it up. Nothing is known about the outcome: look before repeating.',
    },
  },
});

const DeploymentAction = builder.enumType('DeploymentAction', { values: ['CANCEL', 'RETRY'] as const });
const DeploymentDenial = builder
  .objectRef<{ action: DeploymentActionShape; reason: string }>('DeploymentDenial')
  .implement({
    fields: (t) => ({
      action: t.expose('action', { type: DeploymentAction }),
      reason: t.exposeString('reason', { description: 'Why not, one sentence for a human.' }),
    }),
  });

/** Who asked for the cancel; null while nobody did. */
export function cancelerOf({ canceledBy, canceledByUser }: DeploymentRow): ActorShape | null {
  return actorLabelled(canceledBy, canceledByUser);
}

const Revision = builder.objectRef<RevisionShape>('Revision').implement({
  fields: (t) => ({
    ref: t.exposeString('ref', { nullable: true }),
    sha: t.exposeString('sha', { nullable: true }),
    url: t.expose('url', { type: 'URL', nullable: true }),
  }),
});

/** Its steps and its log are added in step.schema.ts and log.schema.ts. */
export const Deployment = builder.objectRef<DeploymentRow>('Deployment');
Deployment.implement({
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => printId('dep', id) }),
    number: t.exposeInt('id', {
      description: 'The number people say: #1842. `dep_1842` and `1842` are both accepted wherever a deployment id is.',
    }),
    service: t.field({
      type: Service,
      resolve: ({ service }, _args, { loaders }) => existing(loaders.service, service),
    }),
    state: t.expose('state', { type: DeploymentState }),
    finished: t.boolean({
      description: 'True in every final state. Branch on this, not on a list of states.',
      resolve: ({ state }) => isFinal(state),
    }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'Why it ended like this, one sentence; null while active and on success.',
    }),
    exitCode: t.exposeInt('exitCode', { nullable: true }),
    signal: t.exposeString('signal', { nullable: true, description: 'Signal that ended the script: SIGKILL.' }),
    origin: t.exposeString('origin', { description: 'Free label of who asked: `github`, `cli`, `web`, `webhook`.' }),
    actor: t.field({
      type: Actor,
      resolve: ({ actorKind, actorLabel, user, token }) => ({
        kind: actorKind,
        label: actorLabel,
        user: user ?? null,
        token: token ?? null,
      }),
    }),
    canceledBy: t.field({ type: Actor, nullable: true, resolve: cancelerOf }),
    cancelReason: t.exposeString('cancelReason', { nullable: true }),
    parameters: t.expose('parameters', {
      type: 'JSON',
      description: 'Values passed to the script; secrets are "***".',
    }),
    revision: t.expose('revision', {
      type: Revision,
      nullable: true,
      description: 'Source revision, if the caller said.',
    }),
    note: t.exposeString('note', { nullable: true, description: 'Why, if the caller said.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', nullable: true }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
    durationMs: t.int({
      nullable: true,
      description: 'Null until finished: a client counts from startedAt.',
      resolve: ({ startedAt, finishedAt }) => durationMs(startedAt, finishedAt),
    }),
    queuePosition: t.int({
      nullable: true,
      description: '1 = next to run; null unless queued. Computed on read.',
      resolve: async ({ id, state }, _args, { loaders }) =>
        state === 'QUEUED' ? ((await loaders.waiting.load(id))?.position ?? null) : null,
    }),
    version: t.exposeString('version', { nullable: true, description: 'From `output` or the version parameter.' }),
    url: t.field({ type: 'URL', resolve: ({ id }, _args, { publicUrl }) => `${publicUrl}/deployments/${id}` }),
    lastSeq: t.exposeInt('lastSeq', {
      description:
        'Sequence number of the newest event. Read it with the data, subscribe with `after: lastSeq`: no gap, no overlap.',
    }),
    estimate: t.expose('estimate', {
      type: Estimate,
      nullable: true,
      description: 'As known when the run started; frozen, so that a progress bar never jumps.',
    }),
    output: t.expose('output', {
      type: 'JSON',
      description: 'What the script reported with `output`: version, commit, url, anything.',
    }),
    configHash: t.exposeString('configHash', {
      nullable: true,
      description:
        'sha256 of config.json as it was when the run started; of a queued one, when its steps were planned.',
    }),
    scriptHash: t.exposeString('scriptHash', {
      nullable: true,
      description: 'The same of the deploy script; null until it starts.',
    }),
    previous: t.field({
      type: Deployment,
      nullable: true,
      description: 'Neighbours of the same service.',
      resolve: async ({ id }, _args, { loaders }) => {
        const previous = (await loaders.neighboursOfDeployment.load(id))?.previous;
        return previous ? loaders.deployment.load(previous) : null;
      },
    }),
    next: t.field({
      type: Deployment,
      nullable: true,
      resolve: async ({ id }, _args, { loaders }) => {
        const next = (await loaders.neighboursOfDeployment.load(id))?.next;
        return next ? loaders.deployment.load(next) : null;
      },
    }),
    lastSuccess: t.field({
      type: Deployment,
      nullable: true,
      description: 'The last SUCCESS of the service before this one.',
      resolve: async ({ id }, _args, { loaders }) => {
        const lastSuccess = (await loaders.neighboursOfDeployment.load(id))?.lastSuccess;
        return lastSuccess ? loaders.deployment.load(lastSuccess) : null;
      },
    }),
    retryOf: t.field({
      type: Deployment,
      nullable: true,
      description: 'The deployment this one repeats.',
      resolve: ({ retryOf }, _args, { loaders }) => (retryOf ? loaders.deployment.load(retryOf) : null),
    }),
    viewerCan: t.field({
      type: [DeploymentAction],
      description: 'What the caller may do now.',
      resolve: (deployment, _args, { viewer }) => deploymentPermissions(viewer, deployment).can,
    }),
    viewerCannot: t.field({
      type: [DeploymentDenial],
      description: 'The other actions, each with the reason.',
      resolve: (deployment, _args, { viewer }) => deploymentPermissions(viewer, deployment).cannot,
    }),
  }),
});

loadNodes('dep', 'Deployment', async ({ loaders }, [id = 0]) => loaders.deployment.load(id));

builder.objectField(Token, 'deployment', (t) =>
  t.field({
    type: Deployment,
    nullable: true,
    resolve: ({ deploymentId }, _args, { loaders }) => (deploymentId ? loaders.deployment.load(deploymentId) : null),
  }),
);
