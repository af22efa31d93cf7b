import type { IncomingMessage } from 'node:http';
import { bearerOf } from '../access/credentials.ts';
import { sessionOf } from './cookies.ts';
import type { Site } from './site.ts';

/** What the request authenticates with. A browser sends its cookie by itself, so a cookie counts only from our own pages. */
export type Credential = { secret: string | null; isCookie: boolean };

export function credentialOf({ headers }: IncomingMessage, site: Site): Credential {
  const bearer = bearerOf(headers.authorization);
  if (bearer !== null) return { secret: bearer, isCookie: false };
  const secret = sessionOf(headers.cookie, site);
  return { secret, isCookie: secret !== null };
}

/** The browser says that another site made it send this request. Clients that are no browsers say nothing. */
export function isForeign({ headers }: IncomingMessage, site: Site): boolean {
  const from = headers['sec-fetch-site'];
  if (from !== undefined) return from !== 'same-origin' && from !== 'none';
  return headers.origin !== undefined && !site.isOwnOrigin(headers.origin, headers.host);
}
