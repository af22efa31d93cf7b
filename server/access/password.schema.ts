import { InvalidCredentialsError, InvalidInputError, TooManyAttemptsError } from '../errors.ts';
import { builder } from '../graphql/builder.ts';
import { User, Viewer } from './access.schema.ts';
import type { User as UserRow } from './user.entity.ts';

builder.objectField(Viewer, 'needsCurrentPassword', (t) =>
  t.boolean({
    description: `False for an hour after signing in with a one-time link: \`changePassword\` then takes a new password alone.`,
    resolve: (viewer, _args, { operations }) => operations.access.needsCurrentPassword(viewer),
  }),
);

const ChangePasswordInput = builder.inputType('ChangePasswordInput', {
  fields: (t) => ({
    current: t.string({ description: 'May be left out where `Viewer.needsCurrentPassword` is false.' }),
    new: t.string({ required: true, description: '8 to 1,000 characters.' }),
  }),
});

const ChangePasswordSuccess = builder
  .objectRef<{ user: UserRow; endedSessions: number }>('ChangePasswordSuccess')
  .implement({
    fields: (t) => ({
      user: t.expose('user', { type: User }),
      endedSessionCount: t.exposeInt('endedSessions', {
        description: 'Other sessions of the same person that this ended.',
      }),
    }),
  });

builder.mutationField('changePassword', (t) =>
  t.field({
    type: ChangePasswordSuccess,
    description: "One's own. Ends one's other sessions.",
    errors: { types: [InvalidCredentialsError, InvalidInputError, TooManyAttemptsError] },
    args: { input: t.arg({ type: ChangePasswordInput, required: true }) },
    resolve: async (_root, { input }, { operations, viewer }) =>
      operations.access.changePassword(viewer, { current: input.current ?? undefined, new: input.new }),
  }),
);
