import { type MikroORM, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import {
  ConflictError,
  InvalidCredentialsError,
  InvalidInputError,
  NotFoundError,
  UnauthenticatedError,
} from '../errors.ts';
import { authorise } from './authorise.ts';
import { hashOf, mintSecret } from './credentials.ts';
import { firstAdministrator } from './first-administrator.ts';
import { Grant } from './grant.entity.ts';
import { type GrantInput, grantIssues, replaceGrants } from './grants.ts';
import { hashOfNobody, hashPassword, isOutdated, verifyPassword } from './password.ts';
import { type Session, sessions } from './sessions.ts';
import { signInThrottle } from './throttle.ts';
import { Token } from './token.entity.ts';
import { type Role, type ServiceScope, User } from './user.entity.ts';
import type { Viewer } from './viewer.ts';

/** `now` in milliseconds; given only by tests. */
export type AccessDeps = { orm: MikroORM; now?: () => number };
export type NewUser = {
  name: string;
  password: string;
  role: Role;
  serviceScope?: ServiceScope | undefined;
  grants?: readonly GrantInput[] | undefined;
};
export type AccessOperations = ReturnType<typeof accessOperations>;

/** Who may come in, as whom, and for how long. */
export function accessOperations({ orm, now = Date.now }: AccessDeps) {
  const { mint, viewerOf, rightsNow } = sessions(orm, now);
  const throttle = signInThrottle(now);

  /** Throws InvalidCredentialsError (the same, after the same time, for an unknown name) and TooManyAttemptsError. */
  async function signIn(
    viewer: Viewer,
    input: { name: string; password: string; remember: boolean },
  ): Promise<Session> {
    const attempt = throttle.begin(viewer.remoteAddress, input.name);
    const em = orm.em.fork();
    const user = await em.findOne(User, { name: input.name });
    const fits = await verifyPassword(input.password, user?.passwordHash ?? hashOfNobody);
    if (user === null || user.disabledAt !== null || !fits) throw new InvalidCredentialsError();
    attempt.succeeded();
    if (isOutdated(user.passwordHash)) user.passwordHash = await hashPassword(input.password);
    await em.flush();
    return mint(user, 'sign-in', input.remember);
  }

  /** Uses up a one-time code. Two at the same moment: one of them is refused. */
  async function signInOnce(viewer: Viewer, code: string): Promise<Session> {
    const attempt = throttle.begin(viewer.remoteAddress, null);
    const em = orm.em.fork();
    const hash = hashOf(code);
    const at = new Date(now());
    const used = await em.nativeUpdate(
      Token,
      { hash, kind: 'ONCE', revokedAt: null, expiresAt: { $gt: at } },
      { revokedAt: at },
    );
    const once = used === 1 ? await em.findOne(Token, { hash }) : null;
    const user = once?.user ? await em.findOne(User, { id: once.user, disabledAt: null }) : null;
    if (user === null) throw new InvalidCredentialsError('This link was used already or is older than 15 minutes.');
    attempt.succeeded();
    return mint(user, 'one-time link');
  }

  /** Ends the session or token that came with the request. */
  async function signOut(viewer: Viewer): Promise<Token> {
    if (viewer.token === null) throw new UnauthenticatedError();
    const em = orm.em.fork();
    const token = await em.findOneOrFail(Token, { id: viewer.token.id });
    token.revokedAt ??= new Date(now());
    await em.flush();
    return token;
  }

  /** A code for `/sign-in#code=…`: 15 minutes, once. For the first start and for a forgotten password. */
  async function createOnceCode(viewer: Viewer, userName: string): Promise<string> {
    authorise(viewer, 'user.create');
    const em = orm.em.fork();
    const user = await em.findOne(User, { name: userName });
    if (user === null) throw new NotFoundError('user', userName);
    const { secret, ...stored } = mintSecret('ONCE');
    const expiresAt = new Date(now() + onceCodeMs);
    await em
      .persist(em.create(Token, { ...stored, kind: 'ONCE', label: 'one-time link', user: user.id, expiresAt }))
      .flush();
    return secret;
  }

  /** A session of the first administrator without a password, for commands on the server's own machine. */
  async function mintAdministratorSession(viewer: Viewer): Promise<Session> {
    authorise(viewer, 'user.create');
    const user = await orm.em.fork().findOne(User, { role: 'ADMIN', disabledAt: null }, { orderBy: { id: 'asc' } });
    if (user === null) throw new NotFoundError('user', 'with the role ADMIN');
    return mint(user, 'command line');
  }

  /** Who is no administrator sees no service until one is granted, unless the scope says ALL. */
  async function createUser(viewer: Viewer, input: NewUser): Promise<User> {
    authorise(viewer, 'user.create');
    const { name, role, password, grants = [] } = input;
    const issues = [
      ...(userName.test(name) ? [] : [{ path: ['name'], message: 'must be 1 to 63 characters without spaces' }]),
      ...(password.length >= minPassword
        ? []
        : [{ path: ['password'], message: `must have at least ${minPassword} characters` }]),
      ...grantIssues(grants),
    ];
    if (issues.length > 0) throw new InvalidInputError(issues);
    const serviceScope = role === 'ADMIN' ? 'ALL' : (input.serviceScope ?? 'SELECTED');
    const passwordHash = await hashPassword(password);
    return orm.em
      .fork()
      .transactional(async (em) => {
        const user = em.create(User, { name, role, serviceScope, passwordHash });
        await em.persist(user).flush();
        await replaceGrants(em, { user: user.id }, grants);
        return user;
      })
      .catch((error: unknown) => {
        if (!(error instanceof UniqueConstraintViolationException)) throw error;
        throw new ConflictError(`There is a user ${name} already.`);
      });
  }

  /** Those of the users that the viewer may see: everybody for an administrator, else oneself. */
  async function usersByIds(viewer: Viewer, ids: number[]): Promise<Map<number, User>> {
    const visible = viewer.role === 'ADMIN' ? ids : ids.filter((id) => id === viewer.user?.id);
    const users = visible.length === 0 ? [] : await orm.em.fork().find(User, { id: { $in: visible } });
    return new Map(users.map((user) => [user.id, user]));
  }

  /** Those of the tokens that the viewer may see: every one for an administrator, else one's own. */
  async function tokensByIds(viewer: Viewer, ids: number[]): Promise<Map<number, Token>> {
    if (viewer.token === null && viewer.role === null) return new Map();
    const tokens = await orm.em.fork().find(Token, { id: { $in: ids }, kind: { $ne: 'ONCE' } });
    const own = (token: Token): boolean =>
      token.id === viewer.token?.id || (viewer.user !== null && [token.user, token.createdBy].includes(viewer.user.id));
    return new Map(tokens.filter((token) => viewer.role === 'ADMIN' || own(token)).map((token) => [token.id, token]));
  }

  /** The grants of those of the users that the viewer may see. */
  async function grantsOfUsers(viewer: Viewer, ids: number[]): Promise<Map<number, Grant[]>> {
    const visible = [...(await usersByIds(viewer, ids)).keys()];
    const grants = await orm.em.fork().find(Grant, { user: { $in: visible } }, { orderBy: { id: 'asc' } });
    return Map.groupBy(grants, ({ user }) => user ?? 0);
  }

  /** The grants of those of the tokens that the viewer may see. */
  async function grantsOfTokens(viewer: Viewer, ids: number[]): Promise<Map<number, Grant[]>> {
    const visible = [...(await tokensByIds(viewer, ids)).keys()];
    const grants = await orm.em.fork().find(Grant, { token: { $in: visible } }, { orderBy: { id: 'asc' } });
    return Map.groupBy(grants, ({ token }) => token ?? 0);
  }

  return {
    signIn,
    signInOnce,
    signOut,
    createOnceCode,
    mintAdministratorSession,
    createUser,
    usersByIds,
    tokensByIds,
    grantsOfUsers,
    grantsOfTokens,
    viewerOf,
    rightsNow,
    firstAdministrator: (initial: Parameters<typeof firstAdministrator>[1]) =>
      firstAdministrator(orm, initial, createOnceCode),
  };
}

const onceCodeMs = 15 * 60_000;
const minPassword = 8;
const userName = /^[^\s\p{C}]{1,63}$/u;
