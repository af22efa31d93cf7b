import { builder } from '../graphql/builder.ts';
import { existing } from '../graphql/loaders.ts';
import type { Blocker as BlockerShape } from './blockers.ts';
import { Deployment } from './deployment.schema.ts';

type BlockerOf<Kind> = Extract<BlockerShape, { kind: Kind }>;

const ServiceBusy = builder.objectRef<BlockerOf<'SERVICE_BUSY'>>('ServiceBusy').implement({
  fields: (t) => ({
    deployment: t.field({
      type: Deployment,
      description: 'What occupies the service, else the one before it in the line.',
      resolve: ({ deployment }, _args, { loaders }) => existing(loaders.deployment, deployment),
    }),
    position: t.exposeInt('position', { description: "Place in the service's line; 1 is next." }),
  }),
});

const LockHeld = builder.objectRef<BlockerOf<'LOCK_HELD'>>('LockHeld').implement({
  fields: (t) => ({
    name: t.exposeString('name'),
    deployment: t.field({
      type: Deployment,
      description: 'What holds the lock, else the one before it in the line.',
      resolve: ({ deployment }, _args, { loaders }) => existing(loaders.deployment, deployment),
    }),
    position: t.exposeInt('position', { description: "Place in the lock's line; 1 is next." }),
  }),
});

const LockHeldElsewhere = builder.objectRef<BlockerOf<'LOCK_HELD'>>('LockHeldElsewhere').implement({
  description: 'What holds the lock, or is before it in the line, is of a service that the viewer may not see.',
  fields: (t) => ({
    name: t.exposeString('name'),
    position: t.exposeInt('position', { description: "Place in the lock's line; 1 is next." }),
  }),
});

const LimitReached = builder.objectRef<BlockerOf<'LIMIT_REACHED'>>('LimitReached').implement({
  fields: (t) => ({ limit: t.exposeInt('limit'), running: t.exposeInt('running') }),
});

const HostAway = builder.objectRef<BlockerOf<'HOST_AWAY'>>('HostAway').implement({
  description:
    'What it waits for runs on a host that has not been seen for 30 seconds. An administrator may `fastdeploy forget` it.',
  fields: (t) => ({
    host: t.exposeString('host'),
    since: t.field({ type: 'DateTime', description: 'Last seen.', resolve: ({ since }) => new Date(since) }),
  }),
});

const DiskLow = builder.objectRef<BlockerOf<'DISK_LOW'>>('DiskLow').implement({
  description: 'Too little room is left on this host to start anything.',
  fields: (t) => ({ host: t.exposeString('host'), freeBytes: t.exposeFloat('freeBytes') }),
});

const refs = {
  SERVICE_BUSY: ServiceBusy,
  LOCK_HELD: LockHeld,
  LIMIT_REACHED: LimitReached,
  HOST_AWAY: HostAway,
  DISK_LOW: DiskLow,
};

export const Blocker = builder.unionType('Blocker', {
  description: 'One reason why a queued deployment waits. Pushed live.',
  types: [ServiceBusy, LockHeld, LockHeldElsewhere, LimitReached, HostAway, DiskLow],
  resolveType: async (blocker, { loaders }) => {
    const isHidden = blocker.kind === 'LOCK_HELD' && (await loaders.deployment.load(blocker.deployment)) === null;
    return isHidden ? LockHeldElsewhere : refs[blocker.kind];
  },
});

builder.objectField(Deployment, 'blockers', (t) =>
  t.field({
    type: [Blocker],
    description: 'Why it is not running yet: empty unless queued, and when it is about to start. Computed on read.',
    resolve: async ({ id, state }, _args, { loaders }) =>
      state === 'QUEUED' ? ((await loaders.waiting.load(id))?.blockers ?? []) : [],
  }),
);
