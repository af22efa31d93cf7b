import type { EntityManager } from '@mikro-orm/postgresql';
import { ConflictError } from '../errors.ts';
import { audit, subjectOf } from './audit.ts';
import { mintSecret } from './credentials.ts';
import { Token } from './token.entity.ts';
import type { User } from './user.entity.ts';
import type { Viewer } from './viewer.ts';

/** `code` goes into `/sign-in#code=…`: behind the #, where no proxy and no log sees it. */
export type SignInLink = { code: string; expiresAt: Date };

/** A way to sign in once within 15 minutes, and then to set a password. An earlier one of the same person ends. */
export async function createLink(em: EntityManager, viewer: Viewer, user: User, now: number): Promise<SignInLink> {
  if (user.disabledAt) throw new ConflictError(`${user.name} is disabled. Enable ${user.name} first.`);
  const { secret, ...stored } = mintSecret('ONCE');
  const expiresAt = new Date(now + lifetimeMs);
  await endLinks(em, user, now);
  em.persist(em.create(Token, { ...stored, kind: 'ONCE', label: 'one-time link', user: user.id, expiresAt }));
  audit(em, viewer, { action: 'link.create', ...subjectOf(user) });
  return { code: secret, expiresAt };
}

export async function endLinks(em: EntityManager, user: User, now: number): Promise<void> {
  await em.nativeUpdate(Token, { user: user.id, kind: 'ONCE', revokedAt: null }, { revokedAt: new Date(now) });
}

const lifetimeMs = 15 * 60_000;
