import type { Page, PageInput } from '../db/keyset.ts';
import { NotFoundError } from '../errors.ts';
import { authorise } from './authorise.ts';
import { authoriseUnlimited, isAdministrator } from './authorise-unlimited.ts';
import {
  type ChangePasswordDeps,
  type ChangePasswordInput,
  changePassword,
  needsCurrentPassword,
} from './change-password.ts';
import { Grant } from './grant.entity.ts';
import { createLink, type SignInLink } from './links.ts';
import * as people from './people.ts';
import { endSessions } from './session-ends.ts';
import type { Token } from './token.entity.ts';
import { type Credentials, credentialsOf, openSessionsOf } from './token-lists.ts';
import { type UpdateUserInput, updateUser } from './update-user.ts';
import { User } from './user.entity.ts';
import type { Viewer } from './viewer.ts';

/** People, their passwords and their sessions. */
export function userOperations(deps: ChangePasswordDeps) {
  const { orm, now } = deps;

  return {
    async createUser(viewer: Viewer, input: people.CreateUserInput): Promise<User> {
      authoriseUnlimited(viewer, 'user.create');
      return people.createUser(orm, viewer, input);
    },

    async updateUser(viewer: Viewer, input: UpdateUserInput): Promise<User> {
      authoriseUnlimited(viewer, 'user.manage');
      return updateUser(orm, viewer, input, now());
    },

    async users(viewer: Viewer, filter: people.UserFilter, page: PageInput): Promise<Page<User>> {
      authoriseUnlimited(viewer, 'user.read');
      return people.listUsers(orm, filter, page);
    },

    async countUsers(viewer: Viewer, filter: people.UserFilter): Promise<number> {
      authoriseUnlimited(viewer, 'user.read');
      return people.countUsers(orm, filter);
    },

    /** Null for somebody whom the viewer may not see, too. */
    async userByName(viewer: Viewer, name: string): Promise<User | null> {
      authorise(viewer, 'token.read');
      const user = await orm.em.fork().findOne(User, { name });
      return user !== null && ownOf(viewer, [user.id]).length > 0 ? user : null;
    },

    /** For a new person, and for a password that was forgotten. Throws NotFoundError, and ConflictError for somebody who is disabled. */
    async createSignInLink(viewer: Viewer, id: number): Promise<SignInLink> {
      authoriseUnlimited(viewer, 'user.manage');
      return orm.em
        .fork()
        .transactional(async (em) => createLink(em, viewer, one(await em.findOne(User, { id }), `usr_${id}`), now()));
    },

    /** The code alone, for the first start. */
    async createOnceCode(viewer: Viewer, name: string): Promise<string> {
      authoriseUnlimited(viewer, 'user.create');
      return orm.em.fork().transactional(async (em) => {
        const { code } = await createLink(em, viewer, one(await em.findOne(User, { name }), name), now());
        return code;
      });
    },

    async changePassword(viewer: Viewer, input: ChangePasswordInput): Promise<{ user: User; endedSessions: number }> {
      authorise(viewer, 'password.change');
      return changePassword(deps, viewer, input);
    },

    needsCurrentPassword: (viewer: Viewer): boolean => needsCurrentPassword(viewer, now()),

    /** Ends every session of somebody, or with null one's own. Returns how many there were. */
    async signOutEverywhere(viewer: Viewer, user: number | null): Promise<number> {
      const id = user ?? viewer.user?.id ?? 0;
      authoriseUnlimited(viewer, id === viewer.user?.id ? 'session.end' : 'user.manage');
      return orm.em
        .fork()
        .transactional(async (em) => endSessions(em, viewer, one(await em.findOne(User, { id }), `usr_${id}`), now()));
    },

    /** Those of the users that the viewer may see: everybody for an administrator, else oneself. */
    async usersByIds(viewer: Viewer, ids: readonly number[]): Promise<Map<number, User>> {
      const visible = ownOf(viewer, ids);
      const users = visible.length === 0 ? [] : await orm.em.fork().find(User, { id: { $in: visible } });
      return new Map(users.map((user) => [user.id, user]));
    },

    /** The grants of those of the users that the viewer may see. */
    async grantsOfUsers(viewer: Viewer, ids: readonly number[]): Promise<Map<number, Grant[]>> {
      const grants = await orm.em.fork().find(Grant, { user: { $in: ownOf(viewer, ids) } }, { orderBy: { id: 'asc' } });
      return Map.groupBy(grants, ({ user }) => user ?? 0);
    },

    async openSessionsOf(viewer: Viewer, ids: readonly number[]): Promise<Map<number, Token[]>> {
      return openSessionsOf(orm, ownOf(viewer, ids), now());
    },

    async credentialsOf(viewer: Viewer, ids: readonly number[]): Promise<Map<number, Credentials>> {
      return credentialsOf(orm, ownOf(viewer, ids), now());
    },
  };
}

function ownOf(viewer: Viewer, ids: readonly number[]): number[] {
  return ids.filter((id) => isAdministrator(viewer) || id === viewer.user?.id);
}

function one(user: User | null, asked: string): User {
  if (user === null) throw new NotFoundError('user', asked);
  return user;
}
