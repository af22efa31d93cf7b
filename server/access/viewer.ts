import { everything, noRights, type Rights } from './rights.ts';
import type { Token } from './token.entity.ts';
import type { User } from './user.entity.ts';

/** Whose credential a request carries, and what it may, as its rows say at this moment. Nobody: all null. */
export type Viewer = Readonly<Rights> & {
  readonly user: User | null;
  readonly token: Token | null;
  /** The real client address (trusted proxies only), for sign-in limits and the audit. */
  readonly remoteAddress: string | null;
  /** Account of this machine whose command acts without a credential. */
  readonly account?: string;
};

export const nobody: Viewer = { ...noRights, user: null, token: null, remoteAddress: null };

/** FastDeploy itself: recovery, schedules, the command line on the server's own machine. */
export const system: Viewer = {
  ...{ ...noRights, role: 'ADMIN', ceiling: 'ADMIN', readOnly: false, scope: everything },
  ...{ user: null, token: null, remoteAddress: null },
};

/** The command line on the server's own machine: who may read the data directory needs no token. */
export const commandLine = (account: string): Viewer => ({ ...system, account });
