import { ConflictError, InvalidInputError, NotFoundError } from '../errors.ts';
import { builder } from '../graphql/builder.ts';
import { type Connection, connectionOf, PageInfo, pageArgs } from '../graphql/connection.ts';
import { numberOfId } from '../graphql/ids.ts';
import { present } from '../graphql/present.ts';
import { GrantInput, Role, ServiceScope, Token, User } from './access.schema.ts';
import type { User as UserRow } from './user.entity.ts';

builder.objectFields(User, (t) => ({
  sessionCount: t.int({
    description: 'Sessions that are open now.',
    resolve: async ({ id }, _args, { loaders }) => (await loaders.credentialsOfUser.load(id))?.sessions ?? 0,
  }),
  tokenCount: t.int({
    description: 'Active tokens for machines that this person made.',
    resolve: async ({ id }, _args, { loaders }) => (await loaders.credentialsOfUser.load(id))?.tokens ?? 0,
  }),
  sessions: t.field({
    type: [Token],
    description: 'Open ones, newest first. `revokeToken` ends one of them.',
    resolve: async ({ id }, _args, { loaders }) => (await loaders.sessionsOfUser.load(id)) ?? [],
  }),
}));

const UserEdge = builder.objectRef<{ cursor: string; node: UserRow }>('UserEdge').implement({
  fields: (t) => ({ cursor: t.exposeString('cursor'), node: t.expose('node', { type: User }) }),
});

const UserConnection = builder.objectRef<Connection<UserRow>>('UserConnection').implement({
  fields: (t) => ({
    edges: t.expose('edges', { type: [UserEdge] }),
    nodes: t.expose('nodes', { type: [User] }),
    pageInfo: t.expose('pageInfo', { type: PageInfo }),
    totalCount: t.int({ resolve: ({ count }) => count() }),
  }),
});

builder.queryField('user', (t) =>
  t.field({
    type: User,
    nullable: true,
    description: 'Oneself, or anybody for administrators.',
    args: { name: t.arg.string({ required: true }) },
    resolve: (_root, { name }, { operations, viewer }) => operations.access.userByName(viewer, name),
  }),
);

builder.queryField('users', (t) =>
  t.field({
    type: UserConnection,
    nullable: true,
    description: 'By name. For administrators.',
    args: { ...pageArgs, search: t.arg.string({ description: 'Part of the name.' }), disabled: t.arg.boolean() },
    resolve: async (_root, { search, disabled, ...page }, { operations: { access }, viewer }) => {
      const filter = present({ search, disabled });
      return connectionOf(
        await access.users(viewer, filter, page),
        ({ name }) => name,
        () => access.countUsers(viewer, filter),
      );
    },
  }),
);

const CreateUserInput = builder.inputType('CreateUserInput', {
  fields: (t) => ({
    name: t.string({ required: true, description: '1 to 63 characters without spaces.' }),
    role: t.field({ type: Role, required: true }),
    serviceScope: t.field({ type: ServiceScope, description: 'Without it SELECTED; administrators always see all.' }),
    grants: t.field({ type: [GrantInput] }),
    password: t.string({ description: 'Without one the person sets it: give them `signInUrl`.' }),
  }),
});

const CreateUserSuccess = builder
  .objectRef<{ user: UserRow; signInUrl: string | null }>('CreateUserSuccess')
  .implement({
    fields: (t) => ({
      user: t.expose('user', { type: User }),
      signInUrl: t.expose('signInUrl', {
        type: 'URL',
        nullable: true,
        description: 'Where no password was given: good once, for 15 minutes. Shown once.',
      }),
    }),
  });

const UpdateUserInput = builder.inputType('UpdateUserInput', {
  fields: (t) => ({
    id: t.id({ required: true }),
    role: t.field({ type: Role }),
    serviceScope: t.field({ type: ServiceScope }),
    grants: t.field({ type: [GrantInput], description: 'All that there are from then on.' }),
    password: t.string({ description: 'A new one. Ends their sessions.' }),
    disabled: t.boolean({ description: 'true ends their sessions and suspends their tokens at once.' }),
  }),
});

const UpdateUserSuccess = builder
  .objectRef<{ user: UserRow }>('UpdateUserSuccess')
  .implement({ fields: (t) => ({ user: t.expose('user', { type: User }) }) });

const CreateSignInLinkSuccess = builder
  .objectRef<{ url: string; expiresAt: Date }>('CreateSignInLinkSuccess')
  .implement({
    fields: (t) => ({
      url: t.expose('url', { type: 'URL', description: 'Good once. Shown once.' }),
      expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
    }),
  });

const SignOutEverywhereSuccess = builder
  .objectRef<{ count: number }>('SignOutEverywhereSuccess')
  .implement({ fields: (t) => ({ count: t.exposeInt('count', { description: 'Sessions that were open.' }) }) });

function userNumber(id: string): number {
  const number = numberOfId('usr', id);
  if (number === null) throw new NotFoundError('user', id);
  return number;
}

const signInUrl = (publicUrl: string, code: string): string => `${publicUrl}/sign-in#code=${code}`;

builder.mutationFields((t) => ({
  createUser: t.field({
    type: CreateUserSuccess,
    errors: { types: [InvalidInputError, ConflictError] },
    args: { input: t.arg({ type: CreateUserInput, required: true }) },
    resolve: async (_root, { input }, { operations: { access }, viewer, publicUrl }) => {
      const { name, role, ...rest } = input;
      const user = await access.createUser(viewer, { ...present(rest), name, role });
      if (rest.password != null) return { user, signInUrl: null };
      const { code } = await access.createSignInLink(viewer, user.id);
      return { user, signInUrl: signInUrl(publicUrl, code) };
    },
  }),
  updateUser: t.field({
    type: UpdateUserSuccess,
    description: 'ConflictError for the last administrator, and for disabling oneself.',
    errors: { types: [NotFoundError, InvalidInputError, ConflictError] },
    args: { input: t.arg({ type: UpdateUserInput, required: true }) },
    resolve: async (_root, { input: { id, ...given } }, { operations, viewer }) => ({
      user: await operations.access.updateUser(viewer, { ...present(given), id: userNumber(id) }),
    }),
  }),
  createSignInLink: t.field({
    type: CreateSignInLinkSuccess,
    description: `For a forgotten password: signing in with it, within 15 minutes and once, lets the person set a new one
without the old one. An earlier link of the same person ends.`,
    errors: { types: [NotFoundError, ConflictError] },
    args: { user: t.arg.id({ required: true }) },
    resolve: async (_root, { user }, { operations, viewer, publicUrl }) => {
      const { code, expiresAt } = await operations.access.createSignInLink(viewer, userNumber(user));
      return { url: signInUrl(publicUrl, code), expiresAt };
    },
  }),
  signOutEverywhere: t.field({
    type: SignOutEverywhereSuccess,
    description: "Ends all of one's own sessions, this one too; for administrators also those of somebody else.",
    errors: { types: [NotFoundError] },
    args: { user: t.arg.id() },
    resolve: async (_root, { user }, { operations, viewer, cookie }) => {
      const id = user == null ? null : userNumber(user);
      const count = await operations.access.signOutEverywhere(viewer, id);
      if (id === null || id === viewer.user?.id) cookie.clear();
      return { count };
    },
  }),
}));
