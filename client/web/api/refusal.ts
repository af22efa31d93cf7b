import type { CombinedError } from '@urql/core';
import { explain } from './client.ts';

/** Why something that was asked for did not happen, and which fields are to be changed. */
export interface Refusal {
  message: string;
  issues: readonly { path: readonly string[]; message: string }[];
}

/** Of a mutation whose answer is not its success. */
export const refusalOf = (
  result: { message: string; issues?: Refusal['issues'] } | undefined,
  error: CombinedError | undefined,
): Refusal => ({
  message: result?.message ?? (error ? explain(error).message : 'The server did not answer.'),
  issues: result?.issues ?? [],
});

/** What is wrong with the field of this name; also with what stands below it. */
export const issueAt = (refusal: Refusal | null, field: string): string | undefined =>
  refusal?.issues.find(({ path }) => path[0] === field)?.message;
