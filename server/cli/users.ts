import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { type Api, isRefusal, openApi, successOf } from './api.ts';
import { CommandFailure, exitCodes } from './exit-codes.ts';
import type { ServerOptions } from './find-server.ts';
import { readGrants } from './grants.ts';
import { printJson, printTable, say } from './print.ts';
import {
  CreateSignInLink,
  CreateUser,
  type Grant,
  type Role,
  type ShownUser,
  UpdateUser,
  UserByName,
  Users,
} from './user-documents.ts';

export type UserOptions = ServerOptions & { json?: boolean };
export type CreateUserOptions = UserOptions & {
  role: Lowercase<Role>;
  passwordStdin?: boolean;
  link?: boolean;
  scope?: 'all' | 'selected';
  grant?: string[];
};

/** 20 characters in base64url. */
const generatedBytes = 15;

/** Makes a user. A generated password or a link is all that stdout gets; a user that is there already is left as it is. */
export async function createUser(name: string, options: CreateUserOptions): Promise<number> {
  const password = options.link ? null : await readPassword(options);
  await using api = await openApi(options);
  const input = {
    ...{ name, role: roles[options.role], password: password?.text ?? null, grants: readGrants(options.grant) },
    serviceScope: options.scope === undefined ? null : scopes[options.scope],
  };
  const { createUser: result } = await api.request(CreateUser, { input });
  if (isRefusal(result) && result.code === 'CONFLICT') {
    say(`user ${name} exists; nothing was changed`);
    if (options.json) printJson({ name, exists: true });
    return exitCodes.ok;
  }
  const { user, signInUrl } = successOf(result);
  const secret = signInUrl ?? (password?.isGenerated ? password.text : null);
  say(`user ${name} created with the role ${options.role}`);
  if (options.json) printJson({ ...user, ...(password?.isGenerated && { password: secret }), signInUrl });
  else if (secret !== null) process.stdout.write(`${secret}\n`);
  return exitCodes.ok;
}

export async function listUsers({ search, ...options }: UserOptions & { search?: string }): Promise<number> {
  await using api = await openApi(options);
  const users: ShownUser[] = [];
  for (let after: string | null = null; ; ) {
    const { nodes, pageInfo }: UserPage = (await api.request(Users, { after, search: search ?? null })).users;
    users.push(...nodes);
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  if (options.json) printJson(users);
  else printTable([['NAME', 'ROLE', 'SERVICES', 'LAST SEEN', 'SESSIONS', 'TOKENS', 'DISABLED'], ...users.map(rowOf)]);
  return exitCodes.ok;
}

type UserPage = { nodes: ShownUser[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };

/** Disabling ends sessions and suspends tokens at once; enabling makes the tokens work again. */
export async function setDisabled(name: string, disabled: boolean, options: UserOptions): Promise<number> {
  await using api = await openApi(options);
  const input = { id: await idOf(api, name), disabled };
  const { user } = successOf((await api.request(UpdateUser, { input })).updateUser);
  say(disabled ? `user ${name} is disabled; their sessions have ended` : `user ${name} is enabled`);
  if (options.json) printJson(user);
  return exitCodes.ok;
}

/** Sets a new password, generated unless it comes from standard input, and ends the person's sessions. */
export async function setPassword(name: string, options: UserOptions & { passwordStdin?: boolean }): Promise<number> {
  const password = await readPassword(options);
  await using api = await openApi(options);
  const input = { id: await idOf(api, name), password: password.text };
  const { user } = successOf((await api.request(UpdateUser, { input })).updateUser);
  say(`user ${name} has a new password; their sessions have ended`);
  if (options.json) printJson({ ...user, ...(password.isGenerated && { password: password.text }) });
  else if (password.isGenerated) process.stdout.write(`${password.text}\n`);
  return exitCodes.ok;
}

/** Prints a link with which the person signs in once, within 15 minutes, and sets a password. */
export async function createLink(name: string, options: UserOptions): Promise<number> {
  await using api = await openApi(options);
  const user = await idOf(api, name);
  const { url, expiresAt } = successOf((await api.request(CreateSignInLink, { user })).createSignInLink);
  say(`good once, until ${expiresAt}`);
  if (options.json) printJson({ url, expiresAt });
  else process.stdout.write(`${url}\n`);
  return exitCodes.ok;
}

async function idOf(api: Api, name: string): Promise<string> {
  const { user } = await api.request(UserByName, { name });
  if (user === null) throw new CommandFailure(exitCodes.refused, `There is no user ${name}, or you may not see them.`);
  return user.id;
}

async function readPassword({ passwordStdin }: { passwordStdin?: boolean }) {
  if (passwordStdin) return { text: (await text(process.stdin)).replace(/\r?\n$/, ''), isGenerated: false };
  return { text: randomBytes(generatedBytes).toString('base64url'), isGenerated: true };
}

function rowOf(user: ShownUser): string[] {
  const services = user.serviceScope === 'ALL' ? 'all' : user.grants.map(grantText).join(' ') || 'none';
  return [
    ...[user.name, user.role.toLowerCase(), services, user.lastSeenAt ?? 'never'],
    ...[String(user.sessionCount), String(user.tokenCount), user.disabledAt ?? ''],
  ];
}

const grantText = ({ service, environment }: Grant): string =>
  `${service ?? ''}${environment === null ? '' : `@${environment}`}`;

const roles: Record<Lowercase<Role>, Role> = { admin: 'ADMIN', operator: 'OPERATOR', viewer: 'VIEWER' };
const scopes = { all: 'ALL', selected: 'SELECTED' } as const;
