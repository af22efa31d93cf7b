import { hashOf, mintSecret } from '../../server/access/credentials.ts';
import type { TokenKind } from '../../server/access/token.entity.ts';
import type { Role, ServiceScope } from '../../server/access/user.entity.ts';
import type { Connection } from '../../server/db/connection.ts';
import { query } from './database.ts';

export type TestGrant = { service?: string; environment?: string };
export type TestUser = { role: Role; scope?: ServiceScope; grants?: TestGrant[] };
export type TestToken = {
  kind: TokenKind;
  user?: number;
  createdBy?: number;
  role?: Role;
  service?: number;
  deployment?: number;
  scope?: ServiceScope;
  readOnly?: boolean;
  grants?: TestGrant[];
};
export type Credential = { id: number; secret: string };

let count = 0;

/** A person without a password: nobody signs in as them, tokens are made for them. */
export async function makeUser(
  connection: Connection,
  { role, scope = 'ALL', grants = [] }: TestUser,
): Promise<number> {
  count += 1;
  const [row] = await query<{ id: number }>(
    connection,
    `insert into users (name, role, service_scope, password_hash) values ($1, $2, $3, '-') returning id::int`,
    [`${role.toLowerCase()}-${count}`, role, scope],
  );
  const id = row?.id ?? 0;
  await grant(connection, { user: id }, grants);
  return id;
}

export async function makeToken(connection: Connection, token: TestToken): Promise<Credential> {
  const { secret, prefix } = mintSecret(token.kind);
  const { user, createdBy, role, service, deployment, scope = 'ALL', readOnly = false, grants = [] } = token;
  const [row] = await query<{ id: number }>(
    connection,
    `insert into tokens (kind, hash, prefix, label, user_id, created_by_id, role, service_id, deployment_id, service_scope, read_only, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, now() + interval '1 day') returning id::int`,
    [token.kind, hashOf(secret), prefix, 'test', user, createdBy, role, service, deployment, scope, readOnly],
  );
  const id = row?.id ?? 0;
  await grant(connection, { token: id }, grants);
  return { id, secret };
}

/** A session of a new person. */
export async function makeSession(connection: Connection, user: TestUser): Promise<Credential & { user: number }> {
  const id = await makeUser(connection, user);
  return { ...(await makeToken(connection, { kind: 'SESSION', user: id })), user: id };
}

export async function grant(
  connection: Connection,
  holder: { user?: number; token?: number },
  grants: readonly TestGrant[],
): Promise<void> {
  for (const { service, environment } of grants)
    await query(connection, 'insert into grants (user_id, token_id, service, environment) values ($1, $2, $3, $4)', [
      ...[holder.user, holder.token, service, environment],
    ]);
}
