import { createHash, randomBytes } from 'node:crypto';
import type { TokenKind } from './token.entity.ts';

/** What the caller holds, and what we keep of it. */
export type Secret = { secret: string; hash: string; prefix: string };

/** A new credential of 256 random bits: `fd_session_9fK2…`. Shown once; only `hash` and `prefix` are stored. */
export function mintSecret(kind: TokenKind): Secret {
  const secret = `fd_${kind.toLowerCase()}_${randomBytes(secretBytes).toString('base64url')}`;
  return { secret, hash: hashOf(secret), prefix: secret.slice(0, prefixLength) };
}

/** Hex SHA-256. A fast hash is right here: nobody guesses 256 random bits. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** The token of `Authorization: Bearer …`; null for another scheme or none. */
export function bearerOf(authorization: unknown): string | null {
  if (typeof authorization !== 'string') return null;
  return /^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? null;
}

/** Anything that runs SQL: the claim's client inside its transaction, or a pool. */
export type Queryable = { query(sql: string, values: unknown[]): Promise<unknown> };

/** The secret a running script reports with. Valid until `endDeploymentTokens`, and never longer than a year. */
export async function issueDeploymentToken(
  db: Queryable,
  { deployment, service }: { deployment: number; service: number },
): Promise<string> {
  const { secret, hash, prefix } = mintSecret('DEPLOYMENT');
  await db.query(
    `insert into tokens (kind, hash, prefix, label, deployment_id, service_id, expires_at)
     values ('DEPLOYMENT', $1, $2, $3, $4, $5, now() + interval '1 year')`,
    [hash, prefix, `deployment ${deployment}`, deployment, service],
  );
  return secret;
}

/** A late report of an ended run is told so for 24 h instead of being treated as a stranger's. */
export async function endDeploymentTokens(db: Queryable, deploymentId: number): Promise<void> {
  await db.query(
    `update tokens set expires_at = least(expires_at, now() + interval '24 hours')
     where kind = 'DEPLOYMENT' and deployment_id = $1`,
    [deploymentId],
  );
}

const secretBytes = 32;
const prefixLength = 16;
