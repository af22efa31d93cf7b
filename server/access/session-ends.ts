import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf } from './actor.ts';
import { audit, subjectOf } from './audit.ts';
import { Token } from './token.entity.ts';
import type { User } from './user.entity.ts';
import type { Viewer } from './viewer.ts';

/** Ends all sessions of a person but `kept`, within the caller's transaction. Returns how many there were; none leaves no line in the audit log. */
export async function endSessions(
  em: EntityManager,
  viewer: Viewer,
  user: User,
  now: number,
  kept: number | null = null,
): Promise<number> {
  const at = new Date(now);
  const open = { user: user.id, kind: 'SESSION', revokedAt: null, expiresAt: { $gt: at } } as const;
  const others = kept === null ? {} : { id: { $ne: kept } };
  const count = await em.nativeUpdate(Token, { ...open, ...others }, ending(viewer, at));
  if (count > 0) audit(em, viewer, { action: 'session.end', ...subjectOf(user), details: { sessions: count } });
  return count;
}

/** When and by whom, as it is kept with the token. */
export function ending(viewer: Viewer, at: Date) {
  const { label, userId } = actorOf(viewer);
  return { revokedAt: at, revokedBy: label, revokedByUser: userId };
}
