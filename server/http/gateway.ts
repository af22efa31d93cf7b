import type { IncomingMessage } from 'node:http';
import type { Facts } from '../graphql/context.ts';
import type { CredentialWatch } from './credential-watch.ts';
import type { Site } from './site.ts';

/** What every route works with, once it is known where the server listens. */
export type Gateway = Facts & {
  site: Site;
  addressOf(req: IncomingMessage): string | null;
  watch: CredentialWatch;
};

/** Bytes of one request or one message of a socket. */
export const maxMessageBytes = 100 * 1024;
