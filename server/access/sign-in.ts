import type { MikroORM } from '@mikro-orm/postgresql';
import { InvalidCredentialsError, TooManyAttemptsError } from '../errors.ts';
import { audit } from './audit.ts';
import { hashOf } from './credentials.ts';
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
    const em = orm.em.fork();
    const user = isStorable(name) ? await em.findOne(User, { name }) : null;
    const fits = await verifyPassword(password, comparableHash(user));
    if (user === null || user.disabledAt || !fits) {
      await deny(viewer, { name, user, reason: reasonOf(user) });
      throw new InvalidCredentialsError();
    }
    attempt.succeeded();
    if (isOutdated(user.passwordHash)) user.passwordHash = await hashPassword(password);
    return em.transactional((within) => mint(within, user, viewer, { label: 'password', remember }));
  }

  /** Uses up a one-time code. Two at the same moment: one of them is refused. */
  async function signInOnce(viewer: Viewer, code: string): Promise<Session> {
    const attempt = await beginAttempt(viewer, null);
    const at = new Date(now());
    const session = await orm.em.fork().transactional(async (em) => {
      const good = { hash: hashOf(code), kind: 'ONCE', revokedAt: null, expiresAt: { $gt: at } } as const;
      const used = await em.nativeUpdate(Token, good, { revokedAt: at });
      const once = used === 1 ? await em.findOne(Token, { hash: good.hash }) : null;
      const user = once?.user ? await em.findOne(User, { id: once.user, disabledAt: null }) : null;
      return user && mint(em, user, viewer, { label: 'one-time link', setsPassword: true });
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
