import type { MikroORM } from '@mikro-orm/postgresql';
import type { Page, PageInput } from '../db/keyset.ts';
import type { ForbiddenError } from '../errors.ts';
import { audit } from './audit.ts';
import type { AuditEvent } from './audit-event.entity.ts';
import * as log from './audit-log.ts';
import { authoriseUnlimited, mayUnlimited } from './authorise-unlimited.ts';
import type { Viewer } from './viewer.ts';

/** The same refusal of the same credential is written down once in this time: a loop fills no table. */
const refusalIsNewAfterMs = 60_000;
const maxRemembered = 10_000;

/** Who did what. Rows are written where things are done; here they are read, and refusals are written. */
export function auditOperations({ orm, now }: { orm: MikroORM; now: () => number }) {
  const refused = new Map<string, number>();

  function isNew(key: string): boolean {
    const at = now();
    if (refused.size > maxRemembered) for (const [old, until] of refused) if (until <= at) refused.delete(old);
    if ((refused.get(key) ?? 0) > at) return false;
    refused.set(key, at + refusalIsNewAfterMs);
    return true;
  }

  return {
    async auditEvents(viewer: Viewer, filter: log.AuditFilter, page: PageInput): Promise<Page<AuditEvent>> {
      authoriseUnlimited(viewer, 'audit.read');
      return log.listAuditEvents(orm, filter, page);
    },

    async countAuditEvents(viewer: Viewer, filter: log.AuditFilter): Promise<number> {
      authoriseUnlimited(viewer, 'audit.read');
      return log.countAuditEvents(orm, filter);
    },

    exportAuditEvents(viewer: Viewer, filter: log.AuditFilter): AsyncIterable<AuditEvent> {
      authoriseUnlimited(viewer, 'audit.read');
      return log.exportAuditEvents(orm, filter);
    },

    async auditEventsByIds(viewer: Viewer, ids: readonly number[]): Promise<Map<number, AuditEvent>> {
      return mayUnlimited(viewer, 'audit.read') ? log.auditEventsByIds(orm, ids) : new Map();
    },

    /** Somebody known wanted to do what they may not. */
    async recordRefusal(viewer: Viewer, { verb, message }: ForbiddenError, mutation: string): Promise<void> {
      const action = verb ?? mutation;
      if (!isNew(`${viewer.token?.id} ${action}`)) return;
      const em = orm.em.fork();
      audit(em, viewer, { action, outcome: 'REFUSED', details: { mutation, message } });
      await em.flush();
    },
  };
}
