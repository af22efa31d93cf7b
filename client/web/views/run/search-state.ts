import { type Accessor, createMemo, createSignal } from 'solid-js';
import { hasText } from '../../live/log-blocks.ts';
import { gaps, type LogLine } from '../../live/log-model.ts';
import type { RunStore } from '../../live/run-store.ts';
import type { LogDocument } from './log-document.ts';
import { matchingLines } from './log-search.ts';
import { events } from './log-view-state.ts';

export interface SearchState {
  text: Accessor<string>;
  /** Numbers of the matching lines, in order. */
  matches: Accessor<number[]>;
  /** Index into `matches` of the hit that is shown; -1 before the first. */
  current: Accessor<number>;
  /** The server looked through all lines, because the page does not hold all of them. */
  onServer: Accessor<boolean>;
  more: Accessor<boolean>;
  set(text: string): void;
  /** Line of the next (1) or previous (-1) hit; null: there is none. */
  step(by: 1 | -1): number | null;
}

/** Looks through the held lines, or asks the server when there are gaps. Event lines count only where they are shown. */
export const createSearch = (store: RunStore, document: LogDocument): SearchState => {
  const [text, setText] = createSignal('');
  const [current, setCurrent] = createSignal(-1);
  const [answer, setAnswer] = createSignal<{ text: string; lines: number[]; more: boolean } | null>(null);
  const onServer = createMemo(() => {
    store.view.lines;
    return text() !== '' && gaps(store.log).length > 0;
  });
  const shownLines = (): LogLine[] =>
    document.blocks().flatMap((view) => {
      if (view.kind === 'gap') return [];
      const hideEvents = events() === 'hidden' && hasText(view.block);
      return hideEvents ? view.block.lines.filter((line) => line.stream !== 'EVENT') : view.block.lines;
    });
  const matches = createMemo(() => {
    store.view.lines;
    if (!onServer()) return matchingLines(shownLines(), text());
    const known = answer();
    return known?.text === text() ? known.lines : [];
  });

  return {
    text,
    matches,
    current,
    onServer,
    more: () => onServer() && answer()?.more === true,
    set(next) {
      setText(next);
      setCurrent(-1);
      if (onServer()) void store.searchServer(next).then((found) => setAnswer({ text: next, ...found }));
    },
    step(by) {
      const total = matches().length;
      if (total === 0) return null;
      const from = current() === -1 && by === -1 ? 0 : current();
      setCurrent((from + by + total) % total);
      return matches()[current()] ?? null;
    },
  };
};
