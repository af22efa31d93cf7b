import { ForbiddenError, UnauthenticatedError } from '../errors.ts';
import { type Rights, reaches } from './rights.ts';
import type { Role } from './user.entity.ts';
import type { Viewer } from './viewer.ts';

type Purpose = NonNullable<Rights['purpose']>;

/** `least`: the role that may. `also`: tokens made for one purpose that may as well, if their maker may. */
type Rule = { act: string; least: Role; writes: boolean; also: readonly Purpose[] };

const reads = (act: string, least: Role, ...also: Purpose[]): Rule => ({ act, least, writes: false, also });
const writes = (act: string, least: Role, ...also: Purpose[]): Rule => ({ act, least, writes: true, also });

/**
 * Everything an operation may ask for. What is not listed is denied. Which services and deployments it is about is the
 * viewer's scope, a condition of every statement that reads them (services/visible.ts, deployments/visible.ts).
 */
const rules = {
  'service.read': reads('Reading services', 'VIEWER', 'SERVICE', 'DEPLOYMENT'),
  'service.sync': writes('Syncing services', 'OPERATOR'),
  'service.createDemo': writes('Creating the demo service', 'ADMIN'),
  'service.delete': writes('Deleting services', 'ADMIN'),
  'deployment.read': reads('Reading deployments', 'VIEWER', 'SERVICE', 'DEPLOYMENT'),
  'deployment.start': writes('Starting deployments', 'OPERATOR', 'SERVICE'),
  'deployment.cancel': writes('Canceling deployments', 'OPERATOR', 'SERVICE'),
  'deployment.forget': writes('Forgetting deployments', 'ADMIN'),
  'activity.read': reads('Reading the activity', 'VIEWER'),
  'inventory.read': reads('Reading the inventory', 'VIEWER', 'CONFIG'),
  'token.read': reads('Reading tokens', 'VIEWER'),
  'token.manage': writes('Managing tokens', 'OPERATOR'),
  'token.administer': writes('Managing tokens that are not for one service', 'ADMIN'),
  'token.revoke': writes('Revoking tokens', 'VIEWER'),
  'session.end': writes('Ending sessions', 'VIEWER'),
  'password.change': writes('Changing a password', 'VIEWER'),
  'user.read': reads('Reading users', 'ADMIN'),
  'user.create': writes('Managing users', 'ADMIN'),
  'user.manage': writes('Managing users', 'ADMIN'),
  'audit.read': reads('Reading the audit log', 'ADMIN'),
  'system.read': reads('Reading the state of the system', 'ADMIN'),
  'system.prune': writes('Pruning', 'ADMIN'),
  'system.manage': writes('Managing the system', 'ADMIN'),
} as const satisfies Record<string, Rule>;
export type Verb = keyof typeof rules;

/** What the act is about, as far as the right depends on it: `token` started the deployment. */
export type Subject = { token?: number | null | undefined };

/** First statement of every operation. Throws UnauthenticatedError for nobody, ForbiddenError for somebody who may not. */
export function authorise(viewer: Viewer, verb: Verb, subject?: Subject): void {
  if (viewer.token === null && viewer.role === null) throw new UnauthenticatedError();
  const denial = denialOf(viewer, verb, subject);
  if (denial !== null) throw new ForbiddenError(denial, verb);
}

/** The same question without the exception, for what the UI offers: why not, in one sentence; null: it may. */
export function denialOf(viewer: Viewer, verb: Verb, subject?: Subject): string | null {
  const { act, least, writes, also }: Rule = rules[verb];
  const { ceiling, purpose, readOnly, token } = viewer;
  if (purpose !== null && !also.includes(purpose))
    return `${act} is nothing that a ${purpose.toLowerCase()} token may do.`;
  if (ceiling === null) return `${act} needs the role ${least}; yours is none.`;
  if (!reaches(ceiling, least)) return `${act} needs the role ${least}; yours is ${ceiling}.`;
  if (writes && readOnly) return `${act} is not possible with a token that only reads.`;
  if (verb === 'deployment.cancel' && purpose === 'SERVICE' && subject !== undefined && subject.token !== token?.id)
    return 'A service token cancels only what it started itself.';
  return null;
}

export function may(viewer: Viewer, verb: Verb, subject?: Subject): boolean {
  return denialOf(viewer, verb, subject) === null;
}
