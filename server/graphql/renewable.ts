import type { Viewer } from '../access/viewer.ts';
import { abortable } from './abortable.ts';
import type { Listener } from './context.ts';

/** `isRenewed`: its reader has had a stream with other rights until now. */
export type StartStream<T> = (viewer: Viewer, signal: AbortSignal, isRenewed: boolean) => AsyncGenerator<T, void, void>;

/** A stream with the rights that its reader has at the moment: when they change its source ends, and `start` makes another one. */
export function renewable<T>(listener: Listener, start: StartStream<T>): AsyncIterableIterator<T> {
  return abortable((signal) => renewed(listener, start, signal));
}

async function* renewed<T>(
  listener: Listener,
  start: StartStream<T>,
  signal: AbortSignal,
): AsyncGenerator<T, void, void> {
  for (let isRenewed = false; ; isRenewed = true) {
    const changed = new AbortController();
    const leave = listener.onChange(() => changed.abort());
    try {
      for await (const item of start(listener.viewer, AbortSignal.any([signal, changed.signal]), isRenewed)) {
        if (changed.signal.aborted) break;
        yield item;
      }
    } finally {
      leave();
    }
    if (!changed.signal.aborted || signal.aborted) return;
  }
}
