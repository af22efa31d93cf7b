import { randomBytes } from 'node:crypto';
import type { MikroORM } from '@mikro-orm/postgresql';
import { StartRefused } from '../errors.ts';
import { hashPassword, isPasswordHash } from './password.ts';
import { User } from './user.entity.ts';
import { system, type Viewer } from './viewer.ts';

/** INITIAL_USER_NAME, INITIAL_USER_PASSWORD, INITIAL_PASSWORD_HASH. */
export type InitialUser = { name: string; password: string | null; passwordHash: string | null };
/** `password` only when we made it up: one that was given is not repeated anywhere. */
export type FirstAdministrator = { name: string; password: string | null; onceCode: string };

/** Makes the first administrator and a link to sign in with; null when there is a user already. Several servers may try at once. */
export async function firstAdministrator(
  orm: MikroORM,
  initial: InitialUser,
  createOnceCode: (viewer: Viewer, userName: string) => Promise<string>,
): Promise<FirstAdministrator | null> {
  if ((await orm.em.fork().count(User)) > 0) return null;
  if (initial.passwordHash !== null && !isPasswordHash(initial.passwordHash))
    throw new StartRefused('INITIAL_PASSWORD_HASH is neither a bcrypt nor an argon2id hash.');
  const given = initial.password !== null || initial.passwordHash !== null;
  const password = initial.password ?? randomBytes(generatedBytes).toString('base64url');
  const passwordHash = initial.passwordHash ?? (await hashPassword(password));
  const made = await orm.em.fork().transactional(async (em) => {
    await em.execute('lock table users in share row exclusive mode');
    if ((await em.count(User)) > 0) return false;
    em.create(User, { name: initial.name, role: 'ADMIN', serviceScope: 'ALL', passwordHash });
    return true;
  });
  if (!made) return null;
  return {
    name: initial.name,
    password: given ? null : password,
    onceCode: await createOnceCode(system, initial.name),
  };
}

const generatedBytes = 15;
