import type { CombinedError } from '@urql/core';
import { type Explanation, explain } from '../api/client.ts';
import { announce } from '../session/announce.ts';

/** Why there is nothing to show: an error, or an answer without data. */
export const reasonOf = (error: CombinedError | undefined): Explanation =>
  error ? explain(error) : { message: 'No answer.', requestId: null, code: null };

type Failed = { kind: 'failed' } & Explanation;

/** The state of a page that could not be read: what it shows stays, which is said once, unless the viewer may not see it any more. */
export const afterFailure = <State extends { kind: string }>(page: State, why: Explanation): State | Failed => {
  if (page.kind !== 'ready' || why.code === 'FORBIDDEN') return { kind: 'failed', ...why };
  announce(`This page could not be brought up to date. ${why.message}`);
  return page;
};
