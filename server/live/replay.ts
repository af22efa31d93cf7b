import type { Hub, Sequenced } from './hub.ts';

/** A page of what is stored after `after`, in order; shorter than asked means that nothing more is stored. */
export type ReadHistory<E> = (after: number) => Promise<E[]>;

/**
 * Everything of a topic after `after`, in order and once: from the database while memory does not reach back, then live.
 * Registers before it reads, and asks to be woken before it looks, so nothing published in between is missed; a nudge
 * without news, a lost notification between servers and a slow consumer all end in one more read.
 */
export async function* replay<E extends Sequenced>(
  hub: Hub<E>,
  topic: number,
  after: number,
  readHistory: ReadHistory<E>,
  signal: AbortSignal,
): AsyncGenerator<E[], void, void> {
  const listener = hub.join(topic);
  let cursor = after;
  try {
    while (!signal.aborted) {
      const changed = listener.changed(signal);
      const events = (listener.since(cursor) ?? (await readHistory(cursor))).filter((event) => event.seq > cursor);
      const last = events.at(-1);
      if (last === undefined) {
        await changed;
        continue;
      }
      cursor = last.seq;
      yield events;
    }
  } finally {
    listener.leave();
  }
}
