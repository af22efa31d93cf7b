import type { MikroORM } from '@mikro-orm/postgresql';
import { InvalidCredentialsError, TooManyAttemptsError } from '../errors.ts';
import { audit } from './audit.ts';
import { hashOf } from './credentials.ts';
import { lockUser } from './lock-user.ts';
import { hashOfNobody, hashPassword, isOutdated, isPasswordHash, verifyPassword } from './password.ts';
import type { Session, sessions } from './sessions.ts';
import type { Attempt, signInThrottle } from './throttle.ts';
import { Token } from './token.entity.ts';
import { User } from './user.entity.ts';
import type { Viewer } from './viewer.ts';

export type SignInDeps = {
  orm: MikroORM;
  now: () => number;
  mint: ReturnType<typeof sessions>['mint'];
  throttle: ReturnType<typeof signInThrottle>;
};
export type SignInInput = { name: string; password: string; remember: boolean };

/** Who is let in, and a line for each who is not: with the name that was tried, never with the password. */
export function signIns({ orm, now, mint, throttle }: SignInDeps) {
  /** Throws InvalidCredentialsError (the same, after the same time, for an unknown name) and TooManyAttemptsError. */
  async function signIn(viewer: Viewer, { name, password, remember }: SignInInput): Promise<Session> {
    const attempt = await beginAttempt(viewer, name);
    for (;;) {
      const user = isStorable(name) ? await orm.em.fork().findOne(User, { name }) : null;
      const fits = await verifyPassword(password, comparableHash(user));
      if (user === null || user.disabledAt || !fits) {
        await deny(viewer, { name, user, reason: reasonOf(user) });
        throw new InvalidCredentialsError();
      }
      const session = await letIn(viewer, user, { password, remember });
      if (session === null) continue; // it takes a while to verify a password: it was changed meanwhile
      attempt.succeeded();
      return session;
    }
  }

  /** Null when `user` is not as they were when their password was verified. */
  async function letIn(
    viewer: Viewer,
    { id, passwordHash }: User,
    { password, remember }: Omit<SignInInput, 'name'>,
  ): Promise<Session | null> {
    const renewed = isOutdated(passwordHash) ? await hashPassword(password) : passwordHash;
    return orm.em.fork().transactional(async (em) => {
      const user = await lockUser(em, id);
      if (user === null || user.disabledAt || user.passwordHash !== passwordHash) return null;
      user.passwordHash = renewed;
      return mint(em, user, viewer, { label: 'password', remember });
    });
  }

  /** Uses up a one-time code. Two at the same moment: one of them is refused. */
  async function signInOnce(viewer: Viewer, code: string): Promise<Session> {
    const attempt = await beginAttempt(viewer, null);
    const at = new Date(now());
    const session = await orm.em.fork().transactional(async (em) => {
      const good = { hash: hashOf(code), kind: 'ONCE', revokedAt: null, expiresAt: { $gt: at } } as const;
      const once = await em.findOne(Token, good);
      const user = once?.user ? await lockUser(em, once.user) : null;
      if (user === null || user.disabledAt) return null;
      const used = await em.nativeUpdate(Token, good, { revokedAt: at });
      return used === 1 ? mint(em, user, viewer, { label: 'one-time link', setsPassword: true }) : null;
    });
    if (session === null) {
      await deny(viewer, { name: '', user: null, reason: 'used or expired link' });
      throw new InvalidCredentialsError('This link was used already or is older than 15 minutes.');
    }
    attempt.succeeded();
    return session;
  }

  /** An attempt over the limit is written down once until the limit has room again: a flood fills no table. */
  async function beginAttempt(viewer: Viewer, name: string | null): Promise<Attempt> {
    try {
      return throttle.begin(viewer.remoteAddress, name);
    } catch (error) {
      if (error instanceof TooManyAttemptsError && error.isFirst)
        await deny(viewer, { name: name ?? '', user: null, reason: 'too many attempts' });
      throw error;
    }
  }

  async function deny(viewer: Viewer, denied: { name: string; user: User | null; reason: string }): Promise<void> {
    const em = orm.em.fork();
    audit(em, viewer, {
      ...{ action: 'session.deny', outcome: 'REFUSED', details: { reason: denied.reason } },
      ...{ subject: denied.user && `usr_${denied.user.id}`, subjectLabel: denied.name },
    });
    await em.flush();
  }

  return { signIn, signInOnce, beginAttempt };
}

/** Somebody without a password is compared like nobody: the answer takes as long. */
export const comparableHash = (user: User | null): string =>
  user !== null && isPasswordHash(user.passwordHash) ? user.passwordHash : hashOfNobody;

/** PostgreSQL refuses anything else, so nobody has such a name. */
const isStorable = (name: string): boolean => name.isWellFormed() && !name.includes('\0');

function reasonOf(user: User | null): string {
  if (user === null) return 'unknown name';
  return user.disabledAt ? 'disabled' : 'wrong password';
}
