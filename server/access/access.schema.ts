import { InvalidCredentialsError, TooManyAttemptsError } from '../errors.ts';
import { builder } from '../graphql/builder.ts';
import { printId } from '../graphql/ids.ts';
import { loadNodes, Node } from '../graphql/node.ts';
import type { Session } from './sessions.ts';
import type { Token as TokenRow } from './token.entity.ts';
import type { User as UserRow } from './user.entity.ts';
import type { Viewer as ViewerShape } from './viewer.ts';

const Role = builder.enumType('Role', {
  values: {
    VIEWER: { description: 'Reads everything.' },
    OPERATOR: { description: 'Also starts, cancels, syncs, makes service tokens.' },
    ADMIN: { description: 'Also users and all tokens.' },
  },
});

export const User = builder.objectRef<UserRow>('User');
User.implement({
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ resolve: (user) => printId('usr', user.id) }),
    name: t.exposeString('name'),
    role: t.expose('role', { type: Role }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    lastSeenAt: t.expose('lastSeenAt', { type: 'DateTime', nullable: true }),
    disabledAt: t.expose('disabledAt', { type: 'DateTime', nullable: true }),
  }),
});
loadNodes('usr', 'User', async ({ loaders }, [id = 0]) => loaders.user.load(id));

const TokenKind = builder.enumType('TokenKind', {
  values: {
    SESSION: { description: 'A signed-in person (web or `fastdeploy login`).' },
    SERVICE: { description: 'Starts and reads deployments of one service; 1 to 180 days. For CI.' },
    DEPLOYMENT: { description: 'Given to a running script: reports steps of that deployment, dies with it.' },
    CONFIG: { description: 'Reads the inventory only. For monitoring, backup, logging.' },
    API: { description: 'Acts with a role. For dashboards and integrations.' },
  },
});

/** Its service and deployment are added by those features. */
export const Token = builder.objectRef<TokenRow>('Token');
Token.implement({
  description: 'A credential. Its secret is shown once, when it is made; only a hash is kept.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ resolve: (token) => printId('tok', token.id) }),
    kind: t.field({ type: TokenKind, resolve: kindOf }),
    prefix: t.exposeString('prefix', {
      description: 'First characters of the secret, to recognise it: fd_session_9fK2W.',
    }),
    label: t.exposeString('label'),
    origin: t.exposeString('origin', { nullable: true }),
    role: t.expose('role', { type: Role, nullable: true, description: 'Only for API tokens.' }),
    createdBy: t.field({
      type: User,
      nullable: true,
      resolve: (token, _args, { loaders }) => (token.createdBy ? loaders.user.load(token.createdBy) : null),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
    lastUsedAt: t.expose('lastUsedAt', { type: 'DateTime', nullable: true }),
    revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true }),
    active: t.boolean({ resolve: (token) => !token.revokedAt && token.expiresAt.getTime() > Date.now() }),
  }),
});
loadNodes('tok', 'Token', async ({ loaders }, [id = 0]) => loaders.token.load(id));

function kindOf({ kind }: TokenRow) {
  if (kind === 'ONCE') throw new Error('A one-time code never leaves through the API.');
  return kind;
}

const Viewer = builder.objectRef<ViewerShape>('Viewer').implement({
  description: 'Whose credential this request carries.',
  fields: (t) => ({
    token: t.expose('token', { type: Token, nullable: true }),
    user: t.expose('user', { type: User, nullable: true }),
    role: t.expose('role', { type: Role, nullable: true }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({ type: Viewer, nullable: true, resolve: (_root, _args, { viewer }) => (viewer.token ? viewer : null) }),
);

const SignInInput = builder.inputType('SignInInput', {
  fields: (t) => ({
    name: t.string({ required: true }),
    password: t.string({ required: true }),
    remember: t.boolean({
      required: true,
      defaultValue: false,
      description: '30 days instead of 12 sliding hours.',
    }),
  }),
});

const SignInSuccess = builder.objectRef<Session>('SignInSuccess').implement({
  fields: (t) => ({
    token: t.exposeString('secret', {
      description: 'Also set as an HttpOnly SameSite=Strict cookie for browsers.',
    }),
    expiresAt: t.field({ type: 'DateTime', resolve: ({ token }) => token.expiresAt }),
    user: t.expose('user', { type: User }),
  }),
});

/** Both ways to sign in answer with one union; the plugin makes it once for one name. */
const signInErrors = {
  types: [InvalidCredentialsError, TooManyAttemptsError],
  result: { name: 'SignInSuccess' },
  union: { name: 'SignInResult' },
};

const SignOutSuccess = builder.objectRef<{ token: TokenRow }>('SignOutSuccess').implement({
  fields: (t) => ({ token: t.expose('token', { type: Token }) }),
});

builder.mutationFields((t) => ({
  signIn: t.field({
    type: SignInSuccess,
    errors: signInErrors,
    args: { input: t.arg({ type: SignInInput, required: true }) },
    resolve: async (_root, { input }, { operations, viewer, cookie }) => {
      const session = await operations.access.signIn(viewer, input);
      cookie.set(session);
      return session;
    },
  }),
  signInOnce: t.field({
    type: SignInSuccess,
    description: 'With the one-time code of the first start or of a password reset; 15 minutes, once.',
    errors: signInErrors,
    args: { code: t.arg.string({ required: true }) },
    resolve: async (_root, { code }, { operations, viewer, cookie }) => {
      const session = await operations.access.signInOnce(viewer, code);
      cookie.set(session);
      return session;
    },
  }),
  signOut: t.field({
    type: SignOutSuccess,
    errors: { types: [] },
    resolve: async (_root, _args, { operations, viewer, cookie }) => {
      const token = await operations.access.signOut(viewer);
      cookie.clear();
      return { token };
    },
  }),
}));
