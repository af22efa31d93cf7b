import type { DeploymentEvent } from './snapshots.ts';

/** Tells this server's subscribers, and the other servers, what was committed. Called after the commit, never before. */
export type Publish = (deployment: number, events: readonly DeploymentEvent[]) => void;
