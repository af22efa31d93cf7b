import { useSearchParams } from '@solidjs/router';
import { type Accessor, createEffect, createSignal, on, onMount } from 'solid-js';
import { elapsed, exactClock } from '../../components/format.ts';
import { findErrorLines } from '../../live/error-lines.ts';
import { gaps, type LogLine, lineAt, outputLines } from '../../live/log-model.ts';
import type { Run } from '../../live/run-fold.ts';
import type { RunStore } from '../../live/run-store.ts';
import { announce } from '../../session/announce.ts';
import { createFollow, type Follow } from './follow.ts';
import { createLineMarks } from './line-marks.ts';
import type { LineRange } from './line-range.ts';
import { type CursorMove, createLineSelection } from './line-selection.ts';
import { createLogDocument, type LogDocument, type TimeOf } from './log-document.ts';
import { paintHits, readableText, type SearchQuery } from './log-search.ts';
import { createOpenSections, type OpenSections } from './open-sections.ts';
import { createReading, type Reading, type Times } from './reading.ts';
import { isOnScreen, keepingPlace, lineBeingRead, scrollToLine } from './reading-place.ts';
import { createSearch, type SearchState } from './search-state.ts';

/** Lines loaded around one that the page does not hold. */
const around = 200;

export type RunTab = 'log' | 'timeline' | 'details';

/** What the parts of the run page share about its log. */
export interface LogPage {
  document: LogDocument;
  follow: Follow;
  sections: OpenSections;
  search: SearchState;
  range: Accessor<LineRange | null>;
  view: Accessor<RunTab>;
  setElement(element: HTMLElement): void;
  /** Selects a line and goes there. */
  goTo(n: number): void;
  clickLine(n: number, extend: boolean): void;
  moveCursor(move: CursorMove, extend: boolean): void;
  clearSelection(): void;
  /** The selected lines as people read them, fetched where the page does not hold them. Rejects unless it has them all. */
  selectedTexts(): Promise<string[]>;
  showStep(position: number): void;
  /** Moves to the next (1) or previous (-1) step. */
  stepBy(by: 1 | -1): void;
  /** Moves to the next (1) or previous (-1) line that reads as an error; from nowhere to the one that says why. */
  errorBy(by: 1 | -1): void;
  reading: Reading;
  /** Whether a screen reader reads new lines as they come. */
  aloud: Accessor<boolean>;
  setAloud(aloud: boolean): void;
  setSearch(change: Partial<SearchQuery>): void;
  searchBy(by: 1 | -1): void;
}

type Params = { q?: string; re?: string; aa?: string; view?: string; step?: string };

export const createLogPage = (store: RunStore, run: () => Run, errorLine: () => number | null): LogPage => {
  const [params, setParams] = useSearchParams<Params>();
  const [element, setElement] = createSignal<HTMLElement>();
  const reading = createReading();
  const [aloud, setAloud] = createSignal(false);

  const document = createLogDocument(store.log, () => timeLabels(reading.times(), store, run()));
  const follow = createFollow(element);
  const sections = createOpenSections(document, run, () => store.view.lines, follow.following);
  const search = createSearch(store, document);
  const selection = createLineSelection(document, () => store.log.lines);
  const marks = createLineMarks(document);
  const range = selection.range;
  const view = (): RunTab => (params.view === 'timeline' || params.view === 'details' ? params.view : 'log');
  let stepAt = 0;
  /** An address with a search leads to its first hit, once that is known. */
  let leadsToHit = false;

  const open = (n: number): HTMLElement | undefined => {
    const section = document.sectionOf(n);
    const line = document.element(n);
    if (!section || !line) return undefined;
    sections.open(section);
    if (section.folded && n <= section.folded.to) section.folded.show();
    for (let group = line.closest('details'); group; group = group.parentElement?.closest('details') ?? null)
      group.open = true;
    return line;
  };
  /** `focus`: the keyboard goes on from the line. */
  const reveal = async (n: number, focus = false): Promise<void> => {
    follow.stop();
    if (view() !== 'log') setParams({ view: undefined }, { replace: true, scroll: false });
    if (!lineAt(store.log, n)) await store.loadLines(Math.max(n - around, 1), Math.min(n + around, store.log.total));
    const line = open(n);
    // What could not be loaded is said where it would stand.
    scrollToLine(() => document.element(n) ?? gapAround(n));
    if (line && focus) focusLine(line);
  };
  const gapAround = (n: number): HTMLElement | undefined => {
    const gap = gaps(store.log).find(({ from, to }) => from <= n && n <= to);
    return element()?.querySelector<HTMLElement>(`[data-gap="${gap?.from}"]`) ?? undefined;
  };
  const showStep = (position: number): void => {
    stepAt = position;
    follow.stop();
    const name = run().steps.find((step) => step.position === position)?.name;
    setParams({ view: undefined, step: name }, { replace: true, scroll: false });
    const section = document.blocks().find((each) => each.kind === 'section' && each.block.step === position);
    if (section?.kind !== 'section') return;
    sections.open(section);
    scrollToLine(() => section.body);
  };
  const goTo = (n: number): void => {
    selection.select(n);
    void reveal(n, true);
  };

  createEffect(() => {
    document.blocks();
    marks.select(range());
  });
  createEffect(on([errorLine, document.drawings], ([n]) => marks.error(n)));
  createEffect(
    on([search.matches, document.blocks, search.only], ([matches]) => {
      paintHits(
        matches.flatMap((n) => document.element(n) ?? []),
        search.query(),
      );
      const only = search.only() && search.query().text !== '';
      marks.keepOnly(element(), only ? matches : null);
      if (only) for (const n of firstOfEach(document, matches)) open(n);
    }),
  );
  createEffect(
    on([search.progress, search.matches], ([progress, [first]]) => {
      if (!leadsToHit || progress.kind !== 'known') return;
      leadsToHit = false;
      if (first !== undefined) queueMicrotask(() => void reveal(first));
    }),
  );
  createEffect(
    on(
      () => range()?.from,
      (from) => {
        const line = from === undefined ? undefined : document.element(from);
        if (from !== undefined && !(line && isOnScreen(line))) void reveal(from);
      },
      { defer: true },
    ),
  );
  createEffect(
    on(
      () => store.view.notLoaded,
      (failed) => failed && announce(`Lines ${failed.from} to ${failed.to} were not loaded. ${failed.message}`),
    ),
  );
  createEffect(
    on(
      reading.times,
      // Asking where the reader is makes the browser lay out the page, which it does not have to at the end of the log.
      () => document.retime(follow.following() ? store.log.total : (lineBeingRead(element()) ?? 1)),
      { defer: true },
    ),
  );
  store.onLog((change) => {
    if (change.kind === 'redraw')
      keepingPlace(element(), document.element, () => document.redraw(run().finished ? errorLine() : null));
    else {
      document.append(change.lines);
      follow.grew(outputLines(change.lines));
    }
  });
  onMount(() => {
    document.redraw(run().finished ? errorLine() : null);
    if (params.q) search.set({ text: params.q, regex: params.re === '1', caseSensitive: params.aa === '1' });
    const asked = range();
    const step = run().steps.find(({ name }) => name === params.step);
    if (asked) void reveal(asked.from, true);
    else if (step) queueMicrotask(() => showStep(step.position));
    else if (params.q) leadsToHit = true;
    else if (!run().finished) queueMicrotask(() => follow.toEnd());
  });

  return {
    document,
    follow,
    sections,
    search,
    range,
    view,
    setElement,
    reading,
    aloud,
    setAloud,
    goTo,
    clickLine: (n, extend) => selection.select(n, extend),
    moveCursor(move, extend) {
      const n = selection.lineFor(move);
      const line = n === null ? undefined : document.element(n);
      if (n === null || !line) return;
      selection.select(n, extend);
      focusLine(line);
      line.scrollIntoView({ block: 'nearest', behavior: 'instant' });
    },
    clearSelection: () => range() && selection.clear(),
    async selectedTexts() {
      const asked = range();
      return asked ? (await store.readLines(asked.from, asked.to)).map(readableText) : [];
    },
    showStep,
    stepBy: (by) => showStep(Math.min(Math.max(stepAt + by, 1), run().steps.length)),
    errorBy(by) {
      const first = errorLine();
      const errors = errorLines(store.log.lines, first);
      const here = range()?.from ?? (by === 1 && first !== null ? first - 1 : 0);
      const next =
        by === 1 ? (errors.find((n) => n > here) ?? errors[0]) : (errors.findLast((n) => n < here) ?? errors.at(-1));
      if (next !== undefined) goTo(next);
    },
    setSearch(change) {
      leadsToHit = false;
      search.set(change);
      const { text, regex, caseSensitive } = search.query();
      setParams(
        { q: text || undefined, re: text && regex ? '1' : undefined, aa: text && caseSensitive ? '1' : undefined },
        { replace: true, scroll: false },
      );
    },
    searchBy(by) {
      const n = search.step(by);
      if (n !== null) void reveal(n).then(() => marks.current(document.element(n)));
    },
  };
};

/** Lines that read as errors and the one that says why, which may read like any other. */
const errorLines = (lines: readonly LogLine[], first: number | null): number[] => {
  const found = new Set(findErrorLines(lines).map(({ n }) => n));
  if (first !== null) found.add(first);
  return [...found].sort((a, b) => a - b);
};

const timeLabels = (times: Times, store: RunStore, run: Run): TimeOf => {
  if (times === 'off') return () => '';
  if (times === 'clock') return ({ at }) => exactClock(at);
  const startedAt = run.startedAt ? Date.parse(run.startedAt) : store.log.lines[0]?.at;
  return ({ at }) => `+${elapsed(at - (startedAt ?? at))}`;
};

const focusLine = (line: HTMLElement): void => {
  line.tabIndex = -1;
  line.focus({ preventScroll: true });
};

/** One hit of each section and group is enough to open them. */
const firstOfEach = (document: LogDocument, matches: readonly number[]): number[] => {
  const boxes = new Set<unknown>();
  return matches.filter((n) => {
    const box = document.element(n)?.closest('details') ?? document.sectionOf(n);
    if (!box || boxes.has(box)) return false;
    boxes.add(box);
    return true;
  });
};
