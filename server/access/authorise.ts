import { ForbiddenError, UnauthenticatedError } from '../errors.ts';
import type { Role } from './user.entity.ts';
import type { Viewer } from './viewer.ts';

/** Everything an operation may ask for, with the least role that may. What is not listed is denied. */
const leastRole = {
  'service.read': 'VIEWER',
  'service.sync': 'OPERATOR',
  'deployment.read': 'VIEWER',
  'deployment.start': 'OPERATOR',
  'deployment.cancel': 'OPERATOR',
  'deployment.forget': 'ADMIN',
  'activity.read': 'VIEWER',
  'inventory.read': 'VIEWER',
  'user.create': 'ADMIN',
  'system.read': 'OPERATOR',
  'system.prune': 'ADMIN',
} as const satisfies Record<string, Role>;
export type Verb = keyof typeof leastRole;

const rank: Record<Role, number> = { VIEWER: 1, OPERATOR: 2, ADMIN: 3 };

/** First statement of every operation. Throws UnauthenticatedError for nobody, ForbiddenError for somebody who may not. */
export function authorise(viewer: Viewer, verb: Verb): void {
  if (viewer.role === null) throw new UnauthenticatedError();
  if (rank[viewer.role] < rank[leastRole[verb]])
    throw new ForbiddenError(`${verb} needs the role ${leastRole[verb]}; yours is ${viewer.role}.`);
}

/** The same question without the exception, for what the UI offers. */
export function may(viewer: Viewer, verb: Verb): boolean {
  return viewer.role !== null && rank[viewer.role] >= rank[leastRole[verb]];
}
