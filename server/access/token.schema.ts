import { ConflictError, InvalidInputError, NotFoundError } from '../errors.ts';
import { builder } from '../graphql/builder.ts';
import { numberOfId } from '../graphql/ids.ts';
import { present } from '../graphql/present.ts';
import { Token, User } from './access.schema.ts';
import { Actor, actorLabelled } from './actor.schema.ts';
import type { Token as TokenRow } from './token.entity.ts';
import type { NewToken } from './token-commands.ts';
import { defaultOverlapHours, lastingKinds, maxOverlapHours } from './token-limits.ts';

const soonMs = 14 * 24 * 3_600_000;

builder.objectFields(Token, (t) => ({
  user: t.field({
    type: User,
    nullable: true,
    description: 'Whose session it is.',
    resolve: ({ user }, _args, { loaders }) => (user ? loaders.user.load(user) : null),
  }),
  lastUsedFrom: t.exposeString('lastUsedFrom', { nullable: true, description: 'Address of the client.' }),
  revokedBy: t.field({
    type: Actor,
    nullable: true,
    description: 'Null when nobody revoked it, or nobody wrote down who.',
    resolve: ({ revokedBy, revokedByUser }) => actorLabelled(revokedBy, revokedByUser),
  }),
  replacedBy: t.field({
    type: Token,
    nullable: true,
    description: 'What took its place when it was rotated; until `expiresAt` both work.',
    resolve: ({ replacedById }, _args, { loaders }) => (replacedById ? loaders.token.load(replacedById) : null),
  }),
  expiresSoon: t.boolean({
    description: 'Works still, for less than 14 days, and nothing took its place. Never for sessions and deployments.',
    resolve: (token) => isLasting(token) && !token.revokedAt && !token.replacedById && endsWithin(token, soonMs),
  }),
}));

const isLasting = ({ kind }: TokenRow): boolean => lastingKinds.some((lasting) => lasting === kind);

function endsWithin({ expiresAt }: TokenRow, ms: number): boolean {
  const left = expiresAt.getTime() - Date.now();
  return left > 0 && left < ms;
}

const RotateTokenInput = builder.inputType('RotateTokenInput', {
  fields: (t) => ({
    id: t.id({ required: true }),
    overlapHours: t.int({
      required: true,
      defaultValue: defaultOverlapHours,
      description: `So long the old secret still works: 0 to ${maxOverlapHours}.`,
    }),
  }),
});

const RotateTokenSuccess = builder.objectRef<NewToken & { replaced: TokenRow }>('RotateTokenSuccess').implement({
  fields: (t) => ({
    secret: t.exposeString('secret', { description: 'Shown once.' }),
    token: t.expose('token', { type: Token, description: 'Has the same rights and the same lifetime, from now on.' }),
    replaced: t.expose('replaced', { type: Token }),
  }),
});

const RevokeTokenSuccess = builder
  .objectRef<{ token: TokenRow }>('RevokeTokenSuccess')
  .implement({ fields: (t) => ({ token: t.expose('token', { type: Token }) }) });

function tokenNumber(id: string): number {
  const number = numberOfId('tok', id);
  if (number === null) throw new NotFoundError('token', id);
  return number;
}

builder.mutationFields((t) => ({
  rotateToken: t.field({
    type: RotateTokenSuccess,
    description: 'A new secret beside the old one. ConflictError for a token that has ended or was replaced already.',
    errors: { types: [NotFoundError, InvalidInputError, ConflictError] },
    args: { input: t.arg({ type: RotateTokenInput, required: true }) },
    resolve: async (_root, { input: { id, ...rest } }, { operations, viewer }) =>
      operations.access.rotateToken(viewer, { ...present(rest), id: tokenNumber(id) }),
  }),
  revokeToken: t.field({
    type: RevokeTokenSuccess,
    description:
      "At once and for good, also a session: one's own, or any for administrators. Runs that it started go on.",
    errors: { types: [NotFoundError] },
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_root, { id }, { operations, viewer }) => ({
      token: await operations.access.revokeToken(viewer, tokenNumber(id)),
    }),
  }),
}));
