import { builder } from './builder.ts';

/** `version` and `timeNow` are public: a sign-in page needs them, and every HTTP answer carries a Date anyway. */
const ServerInfo = builder.objectRef<object>('ServerInfo').implement({
  fields: (t) => ({
    version: t.string({ resolve: (_server, _args, { version }) => version }),
    activityCursor: t.string({
      description: 'Newest position of the activity stream, for `activity(after:)`.',
      resolve: (_server, _args, { operations, viewer }) => operations.deployments.activityCursor(viewer),
    }),
    timeNow: t.field({ type: 'DateTime', resolve: () => new Date() }),
  }),
});

builder.queryField('server', (t) => t.field({ type: ServerInfo, resolve: () => ({}) }));
