import type { IncomingMessage } from 'node:http';
import type { Facts } from '../graphql/context.ts';
import type { CredentialWatch } from './credential-watch.ts';
import type { Quota } from './quota.ts';
import type { Site } from './site.ts';
import type { HttpTimes } from './times.ts';

/** What every route works with, once it is known where the server listens. */
export type Gateway = Facts & {
  site: Site;
  addressOf(req: IncomingMessage): string | null;
  watch: CredentialWatch;
  times: HttpTimes;
  /** Of open responses that have no end of their own. */
  streams: Quota;
};

/** Sockets, and again streamed responses, that one token may have open; without one: that one address may. */
export const maxStreams = 100;
export const tooManyStreams = `More than ${maxStreams} streams are open. Close some, or use a socket: it carries 20 operations.`;
export const retryAfterSeconds = '5';

/** Whose quota counts. */
export const holderOf = (secret: string | null, address: string | null): string => secret ?? `nobody at ${address}`;

/** Bytes of one request or one message of a socket. */
export const maxMessageBytes = 100 * 1024;
