import type { MikroORM } from '@mikro-orm/postgresql';
import { NotFoundError, UnauthenticatedError } from '../errors.ts';
import { auditOperations } from './audit.operations.ts';
import { audit, subjectOf } from './audit.ts';
import { authorise } from './authorise.ts';
import { firstAdministrator } from './first-administrator.ts';
import { ending } from './session-ends.ts';
import { type Session, sessions } from './sessions.ts';
import { signIns } from './sign-in.ts';
import { signInThrottle } from './throttle.ts';
import { Token } from './token.entity.ts';
import { tokenOperations } from './token.operations.ts';
import { auditToken } from './token-commands.ts';
import { User } from './user.entity.ts';
import { userOperations } from './user.operations.ts';
import type { Viewer } from './viewer.ts';

/** `now` in milliseconds; given only by tests. */
export type AccessDeps = { orm: MikroORM; now?: () => number };
export type AccessOperations = ReturnType<typeof accessOperations>;

/** Who may come in, as whom, and for how long; and who did what. */
export function accessOperations({ orm, now = Date.now }: AccessDeps) {
  const { mint, viewerOf, rightsNow } = sessions(orm, now);
  const { signIn, signInOnce, beginAttempt } = signIns({ orm, now, mint, throttle: signInThrottle(now) });
  const users = userOperations({ orm, now, beginAttempt });

  /** Ends the session or token that came with the request. */
  async function signOut(viewer: Viewer): Promise<Token> {
    const { token, user } = viewer;
    if (token === null) throw new UnauthenticatedError();
    return orm.em.fork().transactional(async (em) => {
      const ended = await em.findOneOrFail(Token, { id: token.id });
      if (ended.revokedAt) return ended;
      em.assign(ended, ending(viewer, new Date(now())));
      if (user === null) auditToken(em, viewer, 'token.revoke', ended, { kind: ended.kind });
      else audit(em, viewer, { action: 'session.end', ...subjectOf(user), details: { session: `tok_${ended.id}` } });
      return ended;
    });
  }

  /** A session of the first administrator without a password, for commands on the server's own machine. */
  async function mintAdministratorSession(viewer: Viewer): Promise<Session> {
    authorise(viewer, 'user.create');
    return orm.em.fork().transactional(async (em) => {
      const user = await em.findOne(User, { role: 'ADMIN', disabledAt: null }, { orderBy: { id: 'asc' } });
      if (user === null) throw new NotFoundError('user', 'with the role ADMIN');
      return mint(em, user, viewer, { label: 'command line' });
    });
  }

  return {
    ...users,
    ...tokenOperations({ orm, now }),
    ...auditOperations({ orm, now }),
    signIn,
    signInOnce,
    signOut,
    mintAdministratorSession,
    viewerOf,
    rightsNow,
    firstAdministrator: (initial: Parameters<typeof firstAdministrator>[1]) =>
      firstAdministrator(orm, initial, users.createOnceCode),
  };
}
