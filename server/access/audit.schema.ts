import { builder } from '../graphql/builder.ts';
import { type Connection, connectionOf, PageInfo, pageArgs } from '../graphql/connection.ts';
import { parseId, printId } from '../graphql/ids.ts';
import { findNode, loadNodes, Node } from '../graphql/node.ts';
import { present } from '../graphql/present.ts';
import { Actor } from './actor.schema.ts';
import type { AuditEvent as AuditEventRow } from './audit-event.entity.ts';
import type { AuditFilter as Filter } from './audit-log.ts';

const AuditOutcome = builder.enumType('AuditOutcome', { values: ['OK', 'REFUSED'] as const });

const AuditEvent = builder.objectRef<AuditEventRow>('AuditEvent');
AuditEvent.implement({
  description: 'Who did what. Append-only: the database refuses to change or remove one.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => printId('aud', id) }),
    at: t.expose('at', { type: 'DateTime' }),
    actor: t.field({
      type: Actor,
      resolve: ({ actorKind, actorLabel, userId, tokenId }) => ({
        ...{ kind: actorKind, label: actorLabel },
        ...{ user: userId ?? null, token: tokenId ?? null },
      }),
    }),
    action: t.exposeString('action', {
      description:
        'Dotted verb: deployment.start, token.revoke, user.create, service.sync, session.create, session.deny.',
    }),
    outcome: t.expose('outcome', { type: AuditOutcome }),
    subjectId: t.exposeID('subject', { nullable: true, description: 'What it was done to.' }),
    subject: t.field({
      type: Node,
      nullable: true,
      description: 'Null when it is gone.',
      resolve: ({ subject }, _args, context) => (subject ? findNode(subject, context) : null),
    }),
    subjectLabel: t.exposeString('subjectLabel', {
      description: 'Kept even when the subject is gone. For session.deny: the name that was tried.',
    }),
    service: t.exposeString('service', { nullable: true, description: 'Name of the service it was about.' }),
    remoteAddress: t.exposeString('remoteAddress', { nullable: true }),
    details: t.expose('details', { type: 'JSON' }),
  }),
});
loadNodes('aud', 'AuditEvent', async ({ loaders }, [id = 0]) => loaders.auditEvent.load(id));

const AuditEventEdge = builder.objectRef<{ cursor: string; node: AuditEventRow }>('AuditEventEdge').implement({
  fields: (t) => ({ cursor: t.exposeString('cursor'), node: t.expose('node', { type: AuditEvent }) }),
});

const AuditEventConnection = builder.objectRef<Connection<AuditEventRow>>('AuditEventConnection').implement({
  fields: (t) => ({
    edges: t.expose('edges', { type: [AuditEventEdge] }),
    nodes: t.expose('nodes', { type: [AuditEvent] }),
    pageInfo: t.expose('pageInfo', { type: PageInfo }),
    totalCount: t.int({ description: 'Counted only when selected.', resolve: ({ count }) => count() }),
  }),
});

const AuditFilter = builder.inputType('AuditFilter', {
  fields: (t) => ({
    actions: t.stringList(),
    actor: t.id({ description: 'Of a user or of a token.' }),
    service: t.string({ description: 'Its name.' }),
    subject: t.id(),
    outcome: t.field({ type: AuditOutcome }),
    after: t.field({ type: 'DateTime', description: 'At this time or later.' }),
    before: t.field({ type: 'DateTime', description: 'Earlier than this time.' }),
  }),
});

builder.queryField('auditEvents', (t) =>
  t.field({
    type: AuditEventConnection,
    nullable: true,
    description: 'Newest first. For administrators; `/audit.csv` and `/audit.json` give all at once.',
    args: { ...pageArgs, filter: t.arg({ type: AuditFilter }) },
    resolve: async (_root, { filter: given, ...page }, { operations: { access }, viewer }) => {
      const { actor, ...same } = present(given ?? {});
      const filter: Filter = { ...same, ...(actor !== undefined && { actor: actorOfId(actor) }) };
      return connectionOf(
        await access.auditEvents(viewer, filter, page),
        ({ id }) => String(id),
        () => access.countAuditEvents(viewer, filter),
      );
    },
  }),
);

/** What is nobody's id matches nothing. */
export function actorOfId(id: string): NonNullable<Filter['actor']> {
  const { kind, numbers: [number = 0] = [] } = parseId(id) ?? {};
  return kind === 'tok' ? { token: number } : { user: kind === 'usr' ? number : 0 };
}
