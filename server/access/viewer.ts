import type { Token } from './token.entity.ts';
import type { Role, User } from './user.entity.ts';

/** Whose credential a request carries, as its rows say at this moment. Nobody: all null. */
export type Viewer = {
  readonly user: User | null;
  readonly token: Token | null;
  /** Of the user, or of an API token; null: may do nothing that needs a role. */
  readonly role: Role | null;
  /** The real client address (trusted proxies only), for sign-in limits and the audit. */
  readonly remoteAddress: string | null;
};

export const nobody: Viewer = { user: null, token: null, role: null, remoteAddress: null };

/** FastDeploy itself: recovery, schedules, the command line on the server's own machine. */
export const system: Viewer = { user: null, token: null, role: 'ADMIN', remoteAddress: null };
