import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import type { RunStore, ServerHits } from '../../live/run-store.ts';
import type { SearchQuery } from './log-search.ts';

export interface ServerSearch {
  /** What the server says to the current query; null: nothing yet. */
  answer: Accessor<ServerHits | null>;
  /** For somebody who does not believe the answer. */
  askAgain(): void;
}

/** Before the server is asked, so that it is not asked for every letter. */
const typingMs = 200;
/** Between two questions about a log that grows. */
const growingMs = 1_000;

/** Asks the server while `wanted`: a moment after the last letter, and again when the log has grown. One question at a time. */
export const createServerSearch = (
  store: RunStore,
  query: Accessor<SearchQuery>,
  wanted: Accessor<boolean>,
): ServerSearch => {
  const [answer, setAnswer] = createSignal<{ query: SearchQuery; hits: ServerHits } | null>(null);
  /** Set from the moment a question is planned until it is answered. */
  let planned: ReturnType<typeof setTimeout> | undefined;

  const ask = async (): Promise<void> => {
    const asked = query();
    const { lines } = store.view;
    const hits = await store.searchServer(asked);
    if (asked !== query()) return;
    planned = undefined;
    setAnswer({ query: asked, hits });
    if (store.view.lines !== lines) askIn(growingMs);
  };
  const askIn = (ms: number): void => {
    if (wanted()) planned ??= setTimeout(() => void ask(), ms);
  };
  const forget = (): void => {
    clearTimeout(planned);
    planned = undefined;
  };

  createEffect(
    on([query, wanted], () => {
      forget();
      askIn(typingMs);
    }),
  );
  createEffect(
    on(
      () => store.view.lines,
      () => askIn(growingMs),
      { defer: true },
    ),
  );
  onCleanup(forget);
  return {
    answer: () => (answer()?.query === query() ? (answer()?.hits ?? null) : null),
    askAgain: () => askIn(0),
  };
};
