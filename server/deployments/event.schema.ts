import { Actor } from '../access/actor.schema.ts';
import { NotFoundError } from '../errors.ts';
import { builder } from '../graphql/builder.ts';
import { numberOfId } from '../graphql/ids.ts';
import { existing } from '../graphql/loaders.ts';
import { present } from '../graphql/present.ts';
import { renewable } from '../graphql/renewable.ts';
import { Estimate } from '../services/service-parts.schema.ts';
import { Blocker } from './blocker.schema.ts';
import { cancelerOf, DeploymentState } from './deployment.schema.ts';
import { LogChunk } from './log.schema.ts';
import { isFinal } from './states.ts';
import { Step, stepAt } from './step.schema.ts';
import type { StreamedEvent } from './stream-events.ts';

/** An event and whose it is. */
type Event = StreamedEvent & { deployment: number };
type EventOf<Kind> = Extract<Event, { kind: Kind }>;

const DeploymentEventKind = builder.enumType('DeploymentEventKind', {
  values: { STATE: {}, STEP: {}, LOG: {}, BLOCKED: { description: 'Why it waits; see DeploymentBlocked.' } },
});

const typeNames = {
  STATE: 'DeploymentStateChanged',
  BLOCKED: 'DeploymentBlocked',
  STEP: 'StepChanged',
  LOG: 'LogAppended',
} as const;

const DeploymentEvent = builder.interfaceRef<Event>('DeploymentEvent').implement({
  fields: (t) => ({
    seq: t.exposeInt('seq', {
      description:
        'Increasing per deployment; resume with `after: seq`. Only DeploymentBlocked repeats the one before it.',
    }),
    after: t.exposeInt('after', {
      description:
        'The seq this event follows in this stream, after filtering and merging: in step while it is <= your last seq.',
    }),
    at: t.field({ type: 'DateTime', resolve: ({ at }) => new Date(at) }),
  }),
  resolveType: ({ kind }) => typeNames[kind],
});

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

builder.objectRef<EventOf<'STATE'>>(typeNames.STATE).implement({
  description: 'A snapshot: the values at this event, also when it is replayed.',
  interfaces: [DeploymentEvent],
  fields: (t) => ({
    state: t.field({ type: DeploymentState, resolve: ({ data }) => data.state }),
    finished: t.boolean({ resolve: ({ data }) => isFinal(data.state) }),
    reason: t.string({ nullable: true, resolve: ({ data }) => data.reason }),
    startedAt: t.field({ type: 'DateTime', nullable: true, resolve: ({ data }) => dateOf(data.startedAt) }),
    finishedAt: t.field({ type: 'DateTime', nullable: true, resolve: ({ data }) => dateOf(data.finishedAt) }),
    exitCode: t.int({ nullable: true, resolve: ({ data }) => data.exitCode }),
    signal: t.string({ nullable: true, resolve: ({ data }) => data.signal }),
    canceledBy: t.field({
      type: Actor,
      nullable: true,
      // The snapshot keeps the label; who that was is in the row, and never changes once it is there.
      resolve: async ({ data, deployment }, _args, { loaders }) =>
        data.canceledBy === null ? null : cancelerOf(await existing(loaders.deployment, deployment)),
    }),
    estimate: t.field({ type: Estimate, nullable: true, resolve: ({ data }) => data.estimate }),
  }),
});

builder.objectRef<EventOf<'BLOCKED'>>(typeNames.BLOCKED).implement({
  description: `Why a queued deployment waits, when that changes: at most once a second, never replayed.
It has no place of its own in the order: \`seq\` and \`after\` are the seq of the event before it.`,
  interfaces: [DeploymentEvent],
  fields: (t) => ({
    position: t.int({ description: "Place in the service's line; 1 is next.", resolve: ({ data }) => data.position }),
    blockers: t.field({ type: [Blocker], resolve: ({ data }) => data.blockers }),
  }),
});

builder.objectRef<EventOf<'STEP'>>(typeNames.STEP).implement({
  interfaces: [DeploymentEvent],
  fields: (t) => ({
    step: t.field({
      type: Step,
      description: 'The step as it was at this event.',
      resolve: ({ deployment, seq, data }) => stepAt(deployment, seq, data),
    }),
  }),
});

builder.objectRef<EventOf<'LOG'>>(typeNames.LOG).implement({
  interfaces: [DeploymentEvent],
  fields: (t) => ({
    chunks: t.field({
      type: [LogChunk],
      description: 'Consecutive lines; numbers continue without gap from the previous LogAppended.',
      resolve: ({ chunks }) => chunks.map((chunk) => ({ ...chunk, at: new Date(chunk.at) })),
    }),
  }),
});

builder.subscriptionField('deploymentEvents', (t) =>
  t.field({
    type: DeploymentEvent,
    description: `Everything that happens in one deployment, in order, exactly once: state changes, steps, log lines.
Sends everything with \`seq\` greater than \`after\` (0: from the start), then continues live, then completes after the final state.`,
    args: {
      id: t.arg.id({ required: true }),
      after: t.arg.int({ required: true, defaultValue: 0 }),
      kinds: t.arg({ type: [DeploymentEventKind] }),
    },
    subscribe: async (_root, { id, kinds, ...args }, { operations: { deployments }, viewer, listener }) => {
      const deployment = await deployments.byId(viewer, numberOfId('dep', id) ?? 0);
      if (deployment === null) throw new NotFoundError('deployment', id);
      let { after } = args;
      return renewable(listener, async function* (viewer, signal) {
        for await (const event of deployments.events(viewer, deployment.id, { after, ...present({ kinds }), signal })) {
          yield event;
          after = event.seq;
        }
      });
    },
    resolve: (event, { id }) => ({ ...event, deployment: numberOfId('dep', id) ?? 0 }),
  }),
);
