import type { EntityManager } from '@mikro-orm/postgresql';
import { User } from './user.entity.ts';

/**
 * Somebody as they are now, held until the caller's transaction ends: who lets them in and who changes their password or
 * shuts them out take turns. Before any lock on their tokens.
 */
export async function lockUser(em: EntityManager, id: number): Promise<User | null> {
  await em.execute('select from users where id = ? for no key update', [id]);
  return em.findOne(User, { id }, { refresh: true });
}
