import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { ConflictError, InvalidInputError, NotFoundError } from '../errors.ts';
import { audit, subjectOf } from './audit.ts';
import { type GrantInput, grantIssues, replaceGrants } from './grants.ts';
import { endLinks } from './links.ts';
import { lockUser } from './lock-user.ts';
import { hashPassword, passwordIssues } from './password.ts';
import { endSessions } from './session-ends.ts';
import type { Role, ServiceScope, User } from './user.entity.ts';
import type { Viewer } from './viewer.ts';

/** What is left out stays as it is; `grants` replaces all of them. */
export type UpdateUserInput = {
  id: number;
  role?: Role | undefined;
  serviceScope?: ServiceScope | undefined;
  grants?: readonly GrantInput[] | undefined;
  disabled?: boolean | undefined;
  password?: string | undefined;
};

/**
 * Changes what somebody may do. Disabling ends their sessions and links and suspends their tokens; a new password ends
 * their sessions. Throws NotFoundError, InvalidInputError, and ConflictError for oneself and for the last administrator.
 */
export async function updateUser(orm: MikroORM, viewer: Viewer, input: UpdateUserInput, now: number): Promise<User> {
  const { id, grants, password } = input;
  const issues = [
    ...grantIssues(grants ?? []),
    ...(password === undefined ? [] : passwordIssues(password, 'password')),
  ];
  if (issues.length > 0) throw new InvalidInputError(issues);
  const passwordHash = password === undefined ? undefined : await hashPassword(password);
  return orm.em.fork().transactional(async (em) => {
    // Two at once take turns here, so that each sees who is left after the other.
    const administrators = await em.execute<{ id: string }[]>(
      `select id from users where role = 'ADMIN' and disabled_at is null order by id for update`,
    );
    const user = await lockUser(em, id);
    if (user === null) throw new NotFoundError('user', `usr_${id}`);
    const isLast = administrators.length === 1 && Number(administrators[0]?.id) === id;
    refuseLockout(viewer, user, input, isLast);
    await changeRights(em, viewer, user, input);
    if (input.disabled !== undefined && input.disabled !== Boolean(user.disabledAt))
      await setDisabled(em, viewer, user, input.disabled, now);
    if (passwordHash !== undefined) await setPassword(em, viewer, user, passwordHash, now);
    return user;
  });
}

function refuseLockout(viewer: Viewer, user: User, { role, disabled }: UpdateUserInput, isLast: boolean): void {
  if (disabled && !user.disabledAt && viewer.user?.id === user.id)
    throw new ConflictError('You cannot disable yourself. Ask another administrator.');
  const loses = disabled || (role !== undefined && role !== 'ADMIN');
  if (loses && isLast) throw new ConflictError(`${user.name} is the last administrator. Make somebody else one first.`);
}

async function changeRights(em: EntityManager, viewer: Viewer, user: User, input: UpdateUserInput): Promise<void> {
  const { role = user.role, grants } = input;
  const serviceScope = role === 'ADMIN' ? 'ALL' : (input.serviceScope ?? user.serviceScope);
  const details = {
    ...(role !== user.role && { role: { from: user.role, to: role } }),
    ...(serviceScope !== user.serviceScope && { serviceScope: { from: user.serviceScope, to: serviceScope } }),
    ...(grants && { grants }),
  };
  if (Object.keys(details).length === 0) return;
  Object.assign(user, { role, serviceScope });
  if (grants) await replaceGrants(em, { user: user.id }, grants);
  audit(em, viewer, { action: 'user.update', ...subjectOf(user), details });
}

async function setDisabled(
  em: EntityManager,
  viewer: Viewer,
  user: User,
  disabled: boolean,
  now: number,
): Promise<void> {
  user.disabledAt = disabled ? new Date(now) : null;
  audit(em, viewer, { action: disabled ? 'user.disable' : 'user.enable', ...subjectOf(user) });
  if (disabled) await endEverything(em, viewer, user, now);
}

async function setPassword(
  em: EntityManager,
  viewer: Viewer,
  user: User,
  passwordHash: string,
  now: number,
): Promise<void> {
  user.passwordHash = passwordHash;
  audit(em, viewer, { action: 'password.change', ...subjectOf(user) });
  await endEverything(em, viewer, user, now);
}

async function endEverything(em: EntityManager, viewer: Viewer, user: User, now: number): Promise<void> {
  await endSessions(em, viewer, user, now);
  await endLinks(em, user, now);
}
