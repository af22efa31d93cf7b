import { type FilterQuery, type MikroORM, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { keysetOf, type Page, type PageInput, pageOf } from '../db/keyset.ts';
import { containing } from '../db/like.ts';
import { ConflictError, InvalidInputError } from '../errors.ts';
import { audit, subjectOf } from './audit.ts';
import { type GrantInput, grantIssues, replaceGrants } from './grants.ts';
import { hashPassword, noPassword, passwordIssues } from './password.ts';
import { type Role, type ServiceScope, User } from './user.entity.ts';
import type { Viewer } from './viewer.ts';

/** Without a password the person comes in by a one-time link and sets one. */
export type CreateUserInput = {
  name: string;
  password?: string | undefined;
  role: Role;
  serviceScope?: ServiceScope | undefined;
  grants?: readonly GrantInput[] | undefined;
};
export type UserFilter = { search?: string | undefined; disabled?: boolean | undefined };

export const userName = /^[^\s\p{C}]{1,63}$/u;
const maxPageSize = 100;

/**
 * Who is no administrator sees no service until one is granted, unless the scope says ALL. Throws InvalidInputError with
 * every issue, and ConflictError for a name that is taken.
 */
export async function createUser(orm: MikroORM, viewer: Viewer, input: CreateUserInput): Promise<User> {
  const { name, password, role, grants = [] } = input;
  const issues = [
    ...(userName.test(name) ? [] : [{ path: ['name'], message: 'must be 1 to 63 characters without spaces' }]),
    ...(password === undefined ? [] : passwordIssues(password, 'password')),
    ...grantIssues(grants),
  ];
  if (issues.length > 0) throw new InvalidInputError(issues);
  const serviceScope = role === 'ADMIN' ? 'ALL' : (input.serviceScope ?? 'SELECTED');
  const passwordHash = password === undefined ? noPassword : await hashPassword(password);
  try {
    return await orm.em.fork().transactional(async (em) => {
      const user = em.create(User, { name, role, serviceScope, passwordHash });
      await em.persist(user).flush();
      await replaceGrants(em, { user: user.id }, grants);
      audit(em, viewer, { action: 'user.create', ...subjectOf(user), details: { role, serviceScope, grants } });
      return user;
    });
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    throw new ConflictError(`There is a user ${name} already.`);
  }
}

/** By name. */
export async function listUsers(orm: MikroORM, filter: UserFilter, input: PageInput): Promise<Page<User>> {
  const keyset = keysetOf(input, maxPageSize);
  const where = matching(filter);
  if (keyset.after !== null) where.push({ name: { $gt: keyset.after } });
  if (keyset.before !== null) where.push({ name: { $lt: keyset.before } });
  const orderBy = { name: keyset.backwards ? 'desc' : 'asc' } as const;
  return pageOf(await orm.em.fork().find(User, { $and: where }, { orderBy, limit: keyset.limit }), keyset);
}

export async function countUsers(orm: MikroORM, filter: UserFilter): Promise<number> {
  return orm.em.fork().count(User, { $and: matching(filter) });
}

function matching({ search, disabled }: UserFilter): FilterQuery<User>[] {
  const all: FilterQuery<User>[] = [];
  if (search) all.push({ name: { $ilike: containing(search) } });
  if (disabled !== undefined) all.push({ disabledAt: disabled ? { $ne: null } : null });
  return all;
}
