import { GrantInput, Role, Token, TokenKind } from '../access/access.schema.ts';
import type { Token as TokenRow } from '../access/token.entity.ts';
import type { NewToken } from '../access/token-commands.ts';
import { defaultDays, maxDays } from '../access/token-limits.ts';
import type { TokenFilter } from '../access/token-lists.ts';
import type { PageInput } from '../db/keyset.ts';
import { InvalidInputError, NotFoundError } from '../errors.ts';
import { builder } from '../graphql/builder.ts';
import { type Connection, connectionOf, PageInfo, pageArgs } from '../graphql/connection.ts';
import type { Context } from '../graphql/context.ts';
import { present } from '../graphql/present.ts';
import type { Service as ServiceRow } from './service.entity.ts';
import { Service } from './service.schema.ts';

const TokenEdge = builder.objectRef<{ cursor: string; node: TokenRow }>('TokenEdge').implement({
  fields: (t) => ({ cursor: t.exposeString('cursor'), node: t.expose('node', { type: Token }) }),
});

const TokenConnection = builder.objectRef<Connection<TokenRow>>('TokenConnection').implement({
  fields: (t) => ({
    edges: t.expose('edges', { type: [TokenEdge] }),
    nodes: t.expose('nodes', { type: [Token] }),
    pageInfo: t.expose('pageInfo', { type: PageInfo }),
    totalCount: t.int({ resolve: ({ count }) => count() }),
  }),
});

async function pageOfTokens({ operations: { access }, viewer }: Context, filter: TokenFilter, page: PageInput) {
  return connectionOf(
    await access.tokens(viewer, filter, page),
    ({ id }) => String(id),
    () => access.countTokens(viewer, filter),
  );
}

builder.queryField('tokens', (t) =>
  t.field({
    type: TokenConnection,
    nullable: true,
    description: "Newest first: one's own, or all for administrators.",
    args: {
      ...pageArgs,
      kinds: t.arg({ type: [TokenKind] }),
      active: t.arg.boolean({ description: 'true: only such as work now; false: only the others.' }),
      service: t.arg.string({ description: 'Name of the service it is for.' }),
      search: t.arg.string({ description: 'Part of label, prefix or origin.' }),
    },
    resolve: async (_root, { kinds, active, service, search, ...page }, context) => {
      const found = service == null ? null : await context.operations.services.byName(context.viewer, service);
      const serviceId = service == null ? undefined : (found?.id ?? 0); // of no service: matches nothing
      return pageOfTokens(context, present({ kinds, active, search, serviceId }), page);
    },
  }),
);

builder.objectField(Service, 'tokens', (t) =>
  t.field({
    type: TokenConnection,
    nullable: true,
    description: "Tokens for this service: one's own, or all for administrators.",
    args: { ...pageArgs, active: t.arg.boolean() },
    resolve: ({ id }, { active, ...page }, context) => pageOfTokens(context, present({ active, serviceId: id }), page),
  }),
);

const CreateTokenInput = builder.inputType('CreateTokenInput', {
  fields: (t) => ({
    kind: t.field({ type: TokenKind, required: true, description: 'SERVICE, API or CONFIG.' }),
    label: t.string({ required: true, description: 'Who uses it, and where.' }),
    service: t.string({ description: 'Name of the service; required for SERVICE.' }),
    origin: t.string({ description: 'For SERVICE: label put on each deployment it starts.' }),
    role: t.field({ type: Role, description: 'Required for API; at most your own.' }),
    readOnly: t.boolean({ description: 'Only for API: it changes nothing.' }),
    grants: t.field({
      type: [GrantInput],
      description:
        'For API and CONFIG: only these services, of those that you may see yourself. Not given: all of them.',
    }),
    expiresInDays: t.int({
      required: true,
      defaultValue: defaultDays,
      description: `1 to ${maxDays.SERVICE} for SERVICE, 1 to ${maxDays.API} for API and CONFIG.`,
    }),
  }),
});

const CreateTokenSuccess = builder.objectRef<NewToken>('CreateTokenSuccess').implement({
  fields: (t) => ({
    secret: t.exposeString('secret', { description: 'Shown once.' }),
    token: t.expose('token', { type: Token }),
  }),
});

builder.mutationField('createToken', (t) =>
  t.field({
    type: CreateTokenSuccess,
    description: 'Operators make SERVICE tokens for services they may start, administrators any.',
    errors: { types: [NotFoundError, InvalidInputError] },
    args: { input: t.arg({ type: CreateTokenInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      const { kind, label, service, ...rest } = input;
      const named = service == null ? {} : { service: await mustFind(context, service) };
      return context.operations.access.createToken(context.viewer, { ...present(rest), ...named, kind, label });
    },
  }),
);

async function mustFind({ operations, viewer }: Context, name: string): Promise<ServiceRow> {
  const service = await operations.services.byName(viewer, name);
  if (service === null) throw new NotFoundError('service', name);
  return service;
}
