import { builder } from '../graphql/builder.ts';
import { Token, User } from './access.schema.ts';
import type { AuditActorKind } from './audit-event.entity.ts';

const ActorKind = builder.enumType('ActorKind', {
  values: {
    USER: {},
    TOKEN: {},
    SYSTEM: {
      description:
        "FastDeploy itself, or the command line on the server's own machine. In `canceledBy` and `revokedBy` also a token: only its label is kept there.",
    },
    ANONYMOUS: { description: 'Nobody who was signed in; only in the audit log.' },
  } satisfies Record<AuditActorKind, object>,
});

export type ActorShape = { kind: AuditActorKind; label: string; user?: number | null; token?: number | null };

export const Actor = builder.objectRef<ActorShape>('Actor').implement({
  description:
    'Who did something. The label is kept with the row, so it survives renames and needs no further right to read.',
  fields: (t) => ({
    kind: t.expose('kind', { type: ActorKind }),
    label: t.exposeString('label'),
    user: t.field({
      type: User,
      nullable: true,
      description: 'Null when the viewer may not see users.',
      resolve: ({ user }, _args, { loaders }) => (user ? loaders.user.load(user) : null),
    }),
    token: t.field({
      type: Token,
      nullable: true,
      description: 'Null when the viewer may not see tokens.',
      resolve: ({ token }, _args, { loaders }) => (token ? loaders.token.load(token) : null),
    }),
  }),
});

/** Of whom only the label is kept, and the user where it was one; null: nobody. */
export function actorLabelled(label: string | null | undefined, user: number | null | undefined): ActorShape | null {
  return label ? { kind: user ? 'USER' : 'SYSTEM', label, user: user ?? null } : null;
}
