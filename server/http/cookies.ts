import { rememberedSessionSeconds } from '../access/session-length.ts';
import type { Session } from '../access/sessions.ts';
import type { Site } from './site.ts';

/** With https the browser itself guards the name: no subdomain can set a `__Host-` cookie. */
export const cookieName = ({ isSecure }: Site): string =>
  isSecure ? '__Host-fastdeploy_session' : 'fastdeploy_session';

/** The session of the Cookie header; null without one. */
export function sessionOf(header: string | undefined, site: Site): string | null {
  const start = `${cookieName(site)}=`;
  const pair = header
    ?.split(';')
    .map((each) => each.trim())
    .find((each) => each.startsWith(start));
  return pair?.slice(start.length) || null;
}

/** Set-Cookie for a session. A sliding one goes with the browser; the server knows when it ends. */
export function setSession({ secret, token }: Session, site: Site): string {
  return `${cookieName(site)}=${secret}; ${attributes(site)}${token.slidingSeconds ? '' : `; Max-Age=${rememberedSessionSeconds}`}`;
}

export function clearSession(site: Site): string {
  return `${cookieName(site)}=; ${attributes(site)}; Max-Age=0`;
}

function attributes({ isSecure }: Site): string {
  return `Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
}
