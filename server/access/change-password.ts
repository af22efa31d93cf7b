import type { MikroORM } from '@mikro-orm/postgresql';
import { ForbiddenError, InvalidCredentialsError, InvalidInputError } from '../errors.ts';
import { audit, subjectOf } from './audit.ts';
import { endLinks } from './links.ts';
import { lockUser } from './lock-user.ts';
import { hashPassword, passwordIssues, verifyPassword } from './password.ts';
import { endSessions } from './session-ends.ts';
import { comparableHash } from './sign-in.ts';
import type { Attempt } from './throttle.ts';
import { Token } from './token.entity.ts';
import { User } from './user.entity.ts';
import type { Viewer } from './viewer.ts';

export type ChangePasswordInput = { current?: string | undefined; new: string };
export type ChangePasswordDeps = {
  orm: MikroORM;
  now: () => number;
  beginAttempt: (viewer: Viewer, name: string | null) => Promise<Attempt>;
};

/** False for a session that began with a one-time link, for an hour or until it has set a password. */
export const needsCurrentPassword = ({ token }: Viewer, now: number): boolean =>
  !token?.setsPasswordUntil || token.setsPasswordUntil.getTime() <= now;

/**
 * Sets the viewer's own password, and ends their other sessions. Guesses at the current one count like failed sign-ins.
 * Throws InvalidCredentialsError, InvalidInputError, TooManyAttemptsError, and ForbiddenError without a session.
 */
export async function changePassword(
  { orm, now, beginAttempt }: ChangePasswordDeps,
  viewer: Viewer,
  input: ChangePasswordInput,
): Promise<{ user: User; endedSessions: number }> {
  const { user: asking, token } = viewer;
  if (asking === null || token === null) throw new ForbiddenError('Only a person who is signed in has a password.');
  const issues = passwordIssues(input.new, 'new');
  if (issues.length > 0) throw new InvalidInputError(issues);
  const self = await orm.em.fork().findOneOrFail(User, { id: asking.id });
  if (needsCurrentPassword(viewer, now())) {
    const attempt = await beginAttempt(viewer, self.name);
    const fits = await verifyPassword(input.current ?? '', comparableHash(self));
    if (!fits) {
      await refuse(orm, viewer, self);
      throw new InvalidCredentialsError('The current password is wrong.');
    }
    attempt.succeeded();
  }
  const passwordHash = await hashPassword(input.new);
  return orm.em.fork().transactional(async (em) => {
    const user = await lockUser(em, self.id);
    if (user === null || user.disabledAt || user.passwordHash !== self.passwordHash)
      throw new InvalidCredentialsError('Your password was changed in the meantime.');
    user.passwordHash = passwordHash;
    await em.nativeUpdate(Token, { id: token.id }, { setsPasswordUntil: null });
    await endLinks(em, user, now());
    audit(em, viewer, { action: 'password.change', ...subjectOf(user) });
    return { user, endedSessions: await endSessions(em, viewer, user, now(), token.id) };
  });
}

async function refuse(orm: MikroORM, viewer: Viewer, self: User): Promise<void> {
  const em = orm.em.fork();
  audit(em, viewer, { action: 'password.change', outcome: 'REFUSED', ...subjectOf(self) });
  await em.flush();
}
