import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { actorOfId } from '../access/audit.schema.ts';
import type { AuditEvent } from '../access/audit-event.entity.ts';
import type { AuditFilter } from '../access/audit-log.ts';
import { mayUnlimited } from '../access/authorise-unlimited.ts';
import { type InputIssue, InvalidInputError } from '../errors.ts';
import { printId } from '../graphql/ids.ts';
import { csvRow } from './csv.ts';
import type { Gateway } from './gateway.ts';
import { sendWhileAllowed } from './stream-answer.ts';

export type AuditFormat = 'csv' | 'json';

/** The whole audit log, or what the filter leaves of it: `/audit.csv` and `/audit.json`, newest first. */
export function sendAudit(
  gateway: Gateway,
  req: IncomingMessage,
  res: ServerResponse,
  format: AuditFormat,
  query: URLSearchParams,
): Promise<void> {
  return sendWhileAllowed(gateway, req, res, async ({ listener, signal, stop }) => {
    const events = gateway.operations.access.exportAuditEvents(listener.viewer, filterOf(query));
    listener.onChange(() => mayUnlimited(listener.viewer, 'audit.read') || stop());
    res.writeHead(200, {
      'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="fastdeploy-audit.${format}"`,
      'cache-control': 'no-store',
    });
    res.flushHeaders();
    if (req.method === 'HEAD') res.end();
    else await pipeline(format === 'csv' ? asCsv(events) : asJson(events), res, { signal });
  });
}

const columns = [
  ...['id', 'at', 'actorKind', 'actor', 'user', 'token', 'action', 'outcome', 'subject', 'subjectLabel'],
  ...['service', 'remoteAddress', 'details'],
] as const;
type Column = (typeof columns)[number];

function recordOf(event: AuditEvent): Record<Column, unknown> {
  const { id, at, actorKind, actorLabel, userId, tokenId, ...same } = event;
  return {
    ...{ id: printId('aud', id), at: at.toISOString(), actorKind, actor: actorLabel },
    ...{ user: userId ? printId('usr', userId) : null, token: tokenId ? printId('tok', tokenId) : null },
    ...{ action: same.action, outcome: same.outcome, subject: same.subject ?? null, subjectLabel: same.subjectLabel },
    ...{ service: same.service ?? null, remoteAddress: same.remoteAddress ?? null, details: same.details },
  };
}

async function* asCsv(events: AsyncIterable<AuditEvent>): AsyncGenerator<string, void, void> {
  yield csvRow(columns);
  for await (const event of events) {
    const record = recordOf(event);
    yield csvRow(columns.map((column) => (column === 'details' ? JSON.stringify(record.details) : record[column])));
  }
}

async function* asJson(events: AsyncIterable<AuditEvent>): AsyncGenerator<string, void, void> {
  let separator = '[\n';
  for await (const event of events) {
    yield `${separator}${JSON.stringify(recordOf(event))}`;
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

/** The filter of the GraphQL API as query parameters; `actions` may be repeated or separated by commas. */
function filterOf(query: URLSearchParams): AuditFilter {
  const issues: InputIssue[] = [];
  const time = (name: string): Date | undefined => {
    const text = query.get(name);
    const date = text === null ? undefined : new Date(text);
    if (date !== undefined && Number.isNaN(date.getTime()))
      issues.push({ path: [name], message: `must be a time like 2026-11-23T04:20:00Z, got "${text}"` });
    return date;
  };
  const outcome = query.get('outcome');
  if (outcome !== null && outcome !== 'OK' && outcome !== 'REFUSED')
    issues.push({ path: ['outcome'], message: `must be OK or REFUSED, got "${outcome}"` });
  const unknown = [...query.keys()].filter((name) => !parameters.includes(name));
  issues.push(...unknown.map((name) => ({ path: [name], message: `is not one of ${parameters.join(', ')}` })));
  const [after, before] = [time('after'), time('before')];
  if (issues.length > 0) throw new InvalidInputError(issues);
  const actor = query.get('actor');
  return {
    actions: query.has('actions') ? query.getAll('actions').flatMap((list) => list.split(',')) : undefined,
    actor: actor === null ? undefined : actorOfId(actor),
    service: query.get('service') ?? undefined,
    subject: query.get('subject') ?? undefined,
    outcome: outcome === 'OK' || outcome === 'REFUSED' ? outcome : undefined,
    ...{ after, before },
  };
}

const parameters = ['actions', 'actor', 'service', 'subject', 'outcome', 'after', 'before'];
