import { InvalidCredentialsError, TooManyAttemptsError } from '../errors.ts';
import { builder } from '../graphql/builder.ts';
import { printId } from '../graphql/ids.ts';
import { loadNodes, Node } from '../graphql/node.ts';
import { may, type Verb } from './authorise.ts';
import type { Session } from './sessions.ts';
import type { Token as TokenRow } from './token.entity.ts';
import type { User as UserRow } from './user.entity.ts';
import type { Viewer as ViewerShape } from './viewer.ts';

export const Role = builder.enumType('Role', {
  values: {
    VIEWER: { description: 'Reads everything.' },
    OPERATOR: { description: 'Also starts, cancels, syncs, makes service tokens.' },
    ADMIN: { description: 'Also users and all tokens.' },
  },
});

export const ServiceScope = builder.enumType('ServiceScope', {
  values: {
    ALL: {},
    SELECTED: { description: 'Only services that match a grant; none without grants.' },
  },
});

type GrantShape = { service?: string | null | undefined; environment?: string | null | undefined };

const Grant = builder.objectRef<GrantShape>('Grant').implement({
  description:
    'What somebody with the scope SELECTED may see and, as an operator, start. With both, a service must match both.',
  fields: (t) => ({
    service: t.exposeString('service', { nullable: true, description: 'Service name or glob: `blog`, `shop-*`.' }),
    environment: t.exposeString('environment', {
      nullable: true,
      description: 'Value of `environment` in config.json.',
    }),
  }),
});

export const GrantInput = builder.inputType('GrantInput', {
  description: 'At least one of the two.',
  fields: (t) => ({
    service: t.string({ description: 'Service name or glob: `blog`, `shop-*`.' }),
    environment: t.string({ description: 'Value of `environment` in config.json.' }),
  }),
});

export const User = builder.objectRef<UserRow>('User');
User.implement({
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ resolve: (user) => printId('usr', user.id) }),
    name: t.exposeString('name'),
    role: t.expose('role', { type: Role }),
    serviceScope: t.expose('serviceScope', {
      type: ServiceScope,
      description: 'Counts for viewers and operators; administrators see everything.',
    }),
    grants: t.field({
      type: [Grant],
      resolve: async ({ id }, _args, { loaders }) => (await loaders.grantsOfUser.load(id)) ?? [],
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    lastSeenAt: t.expose('lastSeenAt', { type: 'DateTime', nullable: true }),
    disabledAt: t.expose('disabledAt', { type: 'DateTime', nullable: true }),
  }),
});
loadNodes('usr', 'User', async ({ loaders }, [id = 0]) => loaders.user.load(id));

export const TokenKind = builder.enumType('TokenKind', {
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
    serviceScope: t.expose('serviceScope', {
      type: ServiceScope,
      description: 'ALL: whatever its maker may see. SELECTED: of that, what its grants name.',
    }),
    grants: t.field({
      type: [Grant],
      resolve: async ({ id }, _args, { loaders }) => (await loaders.grantsOfToken.load(id)) ?? [],
    }),
    readOnly: t.exposeBoolean('readOnly', { description: 'It reads what its role may read, and changes nothing.' }),
    createdBy: t.field({
      type: User,
      nullable: true,
      resolve: (token, _args, { loaders }) => (token.createdBy ? loaders.user.load(token.createdBy) : null),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
    lastUsedAt: t.expose('lastUsedAt', { type: 'DateTime', nullable: true }),
    revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true }),
    active: t.boolean({
      description: 'Works now. A token of somebody who is disabled does not.',
      resolve: async (token, _args, { loaders }) => {
        if (token.revokedAt || token.expiresAt.getTime() <= Date.now()) return false;
        const holder = token.user ?? token.createdBy;
        return !(holder && (await loaders.user.load(holder))?.disabledAt);
      },
    }),
  }),
});
loadNodes('tok', 'Token', async ({ loaders }, [id = 0]) => loaders.token.load(id));

function kindOf({ kind }: TokenRow) {
  if (kind === 'ONCE') throw new Error('A one-time code never leaves through the API.');
  return kind;
}

const ViewerAction = builder.enumType('ViewerAction', {
  values: {
    START_DEPLOYMENTS: { description: 'Also retries. Whether a service can be started, says `Service.viewerCan`.' },
    CANCEL_DEPLOYMENTS: {},
    SYNC_SERVICES: {},
    MANAGE_TOKENS: {},
    MANAGE_USERS: {},
    READ_AUDIT: {},
    READ_INVENTORY: {},
    MANAGE_SYSTEM: {},
  },
});

const verbs = {
  START_DEPLOYMENTS: 'deployment.start',
  CANCEL_DEPLOYMENTS: 'deployment.cancel',
  SYNC_SERVICES: 'service.sync',
  MANAGE_TOKENS: 'token.manage',
  MANAGE_USERS: 'user.manage',
  READ_AUDIT: 'audit.read',
  READ_INVENTORY: 'inventory.read',
  MANAGE_SYSTEM: 'system.manage',
} as const satisfies Record<typeof ViewerAction.$inferType, Verb>;
const viewerActions = Object.keys(verbs) as (keyof typeof verbs)[];

export const Viewer = builder.objectRef<ViewerShape>('Viewer').implement({
  description: 'Whose credential this request carries.',
  fields: (t) => ({
    token: t.expose('token', { type: Token, nullable: true }),
    user: t.expose('user', { type: User, nullable: true }),
    role: t.expose('role', { type: Role, nullable: true }),
    serviceScope: t.field({
      type: ServiceScope,
      description: 'Whether this credential sees every service. SELECTED also for the token of one service.',
      resolve: ({ scope }) => (scope.length === 0 ? 'ALL' : 'SELECTED'),
    }),
    grants: t.field({
      type: [Grant],
      description: "The grants in effect: the token's own, else those of its person. A token's also need its maker's.",
      resolve: ({ scope }) => (scope[0] ?? []).filter(({ id }) => id === null),
    }),
    can: t.field({
      type: [ViewerAction],
      description: 'What this credential may do at all; a button for anything else is of no use.',
      resolve: (viewer) => viewerActions.filter((action) => may(viewer, verbs[action])),
    }),
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
