import { ForbiddenError } from '../errors.ts';
import { authorise, may, type Verb } from './authorise.ts';
import type { Viewer } from './viewer.ts';

/**
 * For acts that reach every service by themselves, or make credentials: one that is limited to some services could
 * otherwise read the names of the others, or make itself another that is not.
 */
export function authoriseUnlimited(viewer: Viewer, verb: Verb): void {
  authorise(viewer, verb);
  if (isLimited(viewer))
    throw new ForbiddenError('A token that is limited to some services may not do this. Use one without grants.', verb);
}

/** The same question without the exception. */
export const mayUnlimited = (viewer: Viewer, verb: Verb): boolean => may(viewer, verb) && !isLimited(viewer);

/** For whom there are all people and all tokens, not only their own. */
export const isAdministrator = (viewer: Viewer): boolean => viewer.role === 'ADMIN' && !isLimited(viewer);

const isLimited = ({ token }: Viewer): boolean => token?.kind === 'API' && token.serviceScope === 'SELECTED';
