import type { Deployment } from './deployment.entity.ts';

export const deploymentOrders = ['NEWEST', 'OLDEST', 'LONGEST', 'SHORTEST'] as const;
/** By when a run was asked for, or by what it took. Each is an index read in one direction. */
export type DeploymentOrder = (typeof deploymentOrders)[number];

/** Less than any duration: a run that has not ended, or never began. */
export const noDuration = -1;

export const isByDuration = (order: DeploymentOrder): boolean => order === 'LONGEST' || order === 'SHORTEST';

/** Where a page begins: what it is sorted by, and the number, which tells those that are alike apart. */
export function cursorIn(order: DeploymentOrder, { id, startedAt, finishedAt }: Deployment): string {
  if (!isByDuration(order)) return String(id);
  return `${startedAt && finishedAt ? finishedAt.getTime() - startedAt.getTime() : noDuration}:${id}`;
}
