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

const secretBytes = 32;
const prefixLength = 16;
