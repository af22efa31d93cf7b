import { type Accessor, createMemo, createSignal } from 'solid-js';
import { hasText } from '../../live/log-blocks.ts';
import { gaps, type LogLine } from '../../live/log-model.ts';
import type { RunStore } from '../../live/run-store.ts';
import type { LogDocument } from './log-document.ts';
import { matchingLines, patternOf, type SearchQuery } from './log-search.ts';
import { events } from './log-view-state.ts';
import { createServerSearch } from './server-search.ts';

/** Whether `matches` is the answer yet: only the server takes time, or fails. */
export type SearchProgress = { kind: 'known' } | { kind: 'asking' } | { kind: 'failed'; message: string };

export interface SearchState {
  query: Accessor<SearchQuery>;
  /** Numbers of the matching lines, in order. */
  matches: Accessor<number[]>;
  /** Index into `matches` of the hit that is shown; -1 before the first. */
  current: Accessor<number>;
  /** Who looked: the page, the server (the page does not hold all lines), or the page in the lines it holds. */
  where: Accessor<'page' | 'server' | 'held'>;
  progress: Accessor<SearchProgress>;
  more: Accessor<boolean>;
  /** Half a regular expression. */
  invalid: Accessor<boolean>;
  /** Lines that do not match are hidden, except two before and after each hit. */
  only: Accessor<boolean>;
  setOnly(only: boolean): void;
  set(change: Partial<SearchQuery>): void;
  /** Line of the next (1) or previous (-1) hit; null: there is none. */
  step(by: 1 | -1): number | null;
}

const nothing: SearchQuery = { text: '', caseSensitive: false, regex: false };

/**
 * Looks through the held lines, or asks the server when there are gaps. The server knows no regular expressions: those
 * look through what is held, and say so. Event lines count only where they are shown.
 */
export const createSearch = (store: RunStore, document: LogDocument): SearchState => {
  const [query, setQuery] = createSignal(nothing);
  const [only, setOnly] = createSignal(false);
  const [current, setCurrent] = createSignal(-1);

  const where = createMemo(() => {
    document.drawings();
    if (query().text === '' || gaps(store.log).length === 0) return 'page';
    return query().regex ? 'held' : 'server';
  });
  const server = createServerSearch(store, query, () => where() === 'server');
  const serverHits = () => {
    const answer = server.answer();
    return where() === 'server' && answer?.kind === 'found' ? answer : null;
  };
  const progress = (): SearchProgress => {
    if (where() !== 'server') return { kind: 'known' };
    const answer = server.answer() ?? { kind: 'asking' };
    return answer.kind === 'found' ? { kind: 'known' } : answer;
  };
  const shownLines = (): LogLine[] =>
    document.blocks().flatMap((view) => {
      if (view.kind === 'gap') return [];
      const hideEvents = events() === 'hidden' && hasText(view.block);
      return hideEvents ? view.block.lines.filter((line) => line.stream !== 'EVENT') : view.block.lines;
    });
  const matches = createMemo(() => {
    if (query().text === '') return [];
    document.drawings();
    return where() === 'server' ? (serverHits()?.lines ?? []) : matchingLines(shownLines(), query());
  });

  return {
    query,
    matches,
    current,
    where,
    progress,
    only,
    setOnly,
    more: () => serverHits()?.more === true,
    invalid: () => query().text !== '' && patternOf(query()) === null,
    set(change) {
      setQuery({ ...query(), ...change });
      setCurrent(-1);
    },
    step(by) {
      if (progress().kind === 'failed') server.askAgain();
      const total = matches().length;
      if (total === 0) return null;
      const from = current() === -1 && by === -1 ? 0 : current();
      setCurrent((from + by + total) % total);
      return matches()[current()] ?? null;
    },
  };
};
