import type { ExecutionResult } from 'graphql';
import type { Context } from './context.ts';
import { publicError, publicResult, withoutStatus } from './masking.ts';

export type Responses = AsyncGenerator<ExecutionResult, void, void>;

/** The responses, and after the last one the reason when there is one: a stream never just falls silent. */
export function endedWithItsReason(responses: Responses, context: Context): Responses {
  const { ended } = context.listener;
  let over = false;

  function last(reason: unknown): IteratorResult<ExecutionResult, void> {
    over = true;
    void responses.return().catch((error: unknown) => context.log.warn({ err: error }, 'a stream did not end cleanly'));
    return { done: false, value: { errors: [withoutStatus(publicError(reason, context))] } };
  }

  function next(): Promise<IteratorResult<ExecutionResult, void>> {
    if (over) return Promise.resolve(nothing);
    if (ended.aborted) return Promise.resolve(last(ended.reason));
    return new Promise((resolve) => {
      const onEnded = (): void => resolve(last(ended.reason));
      ended.addEventListener('abort', onEnded, { once: true });
      responses
        .next()
        .then(
          (result) => (result.done ? result : { done: false as const, value: publicResult(result.value, context) }),
          (error: unknown) => (over ? nothing : last(error)),
        )
        .then((result) => {
          ended.removeEventListener('abort', onEnded);
          resolve(result);
        });
    });
  }

  const stream: Responses = {
    next,
    return: () => {
      over = true;
      return responses.return();
    },
    throw: (error) => responses.throw(error),
    [Symbol.asyncIterator]: () => stream,
    [Symbol.asyncDispose]: async () => {
      await responses.return();
    },
  };
  return stream;
}

const nothing: IteratorResult<ExecutionResult, void> = { done: true, value: undefined };
