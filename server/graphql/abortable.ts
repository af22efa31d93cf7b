/**
 * A stream whose source is told at once when its reader leaves. A generator alone would learn of it only after its next
 * event, because `return` waits for a pending `next`.
 */
export function abortable<T>(start: (signal: AbortSignal) => AsyncGenerator<T, void, void>): AsyncIterableIterator<T> {
  const controller = new AbortController();
  const source = start(controller.signal);
  const stream: AsyncIterableIterator<T> = {
    next: () => source.next(),
    async return() {
      controller.abort();
      await source.return(undefined);
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => stream,
  };
  return stream;
}
