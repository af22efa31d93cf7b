import { ForbiddenError } from '../errors.ts';
import { authorise, type Verb } from './authorise.ts';
import type { Viewer } from './viewer.ts';

/**
 * For acts that reach every service by themselves, or make credentials: one that is limited to some services could
 * otherwise make itself another that is not.
 */
export function authoriseUnlimited(viewer: Viewer, verb: Verb): void {
  authorise(viewer, verb);
  if (viewer.token?.kind === 'API' && viewer.token.serviceScope === 'SELECTED')
    throw new ForbiddenError('A token that is limited to some services may not do this. Use one without grants.', verb);
}
