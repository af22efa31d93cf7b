import type { ExecutionResult } from 'graphql';
import { ForbiddenError } from '../errors.ts';
import type { Context } from './context.ts';
import { causeOf } from './masking.ts';

/** Writes down what somebody wanted to change and may not. Whether that can be written changes nothing about the answer. */
export async function recordRefusals({ errors = [] }: ExecutionResult, context: Context): Promise<void> {
  const { operations, viewer, requestId, log } = context;
  for (const error of errors) {
    const cause = causeOf(error);
    if (!(cause instanceof ForbiddenError)) continue;
    try {
      await operations.access.recordRefusal(viewer, cause, String(error.path?.[0]));
    } catch (failure) {
      log.error({ err: failure, requestId }, 'a refusal could not be written to the audit log');
    }
  }
}
