import type { DeploymentEvent } from './snapshots.ts';

/**
 * Tells this server's subscribers, and the other servers, what was committed. Called after the commit, never before.
 * Without events: something may have been committed whose answer was lost, so everybody looks into the database.
 */
export type Publish = (deployment: number, events: readonly DeploymentEvent[]) => void;
