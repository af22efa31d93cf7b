import { useLocation, useNavigate, useSearchParams } from '@solidjs/router';
import { type Accessor, createEffect, createSignal, on, onMount } from 'solid-js';
import { elapsed, exactClock } from '../../components/format.ts';
import { findErrorLines } from '../../live/error-lines.ts';
import { type LogLine, lineAt } from '../../live/log-model.ts';
import type { Run } from '../../live/run-fold.ts';
import type { RunStore } from '../../live/run-store.ts';
import { createFollow, type Follow } from './follow.ts';
import { extendRange, formatRange, type LineRange, parseRange } from './line-range.ts';
import { createLogDocument, type LogDocument } from './log-document.ts';
import { paintHits } from './log-search.ts';
import { times } from './log-view-state.ts';
import { createOpenSections, type OpenSections } from './open-sections.ts';
import { isOnScreen, keepingPlace, scrollToLine } from './reading-place.ts';
import { createSearch, type SearchState } from './search-state.ts';

/** Lines loaded around one that the page does not hold. */
const around = 200;

/** What the parts of the run page share about its log. */
export interface LogPage {
  document: LogDocument;
  follow: Follow;
  sections: OpenSections;
  search: SearchState;
  range: Accessor<LineRange | null>;
  setElement(element: HTMLElement): void;
  selectLines(range: LineRange): void;
  clickLine(n: number, extend: boolean): void;
  clearSelection(): void;
  showStep(position: number): void;
  /** Moves to the next (1) or previous (-1) step. */
  stepBy(by: 1 | -1): void;
  /** Moves to the next (1) or previous (-1) line that reads as an error. */
  errorBy(by: 1 | -1): void;
  setSearch(text: string): void;
  searchBy(by: 1 | -1): void;
}

export const createLogPage = (store: RunStore, run: () => Run, errorLine: () => number | null): LogPage => {
  const location = useLocation();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams<{ q?: string }>();
  const [element, setElement] = createSignal<HTMLElement>();
  const range = () => parseRange(location.hash);

  const document = createLogDocument(store.log, (line) => timeLabel(line, store, run()));
  const follow = createFollow(element);
  const sections = createOpenSections(document, run, () => store.view.lines, follow.following);
  const search = createSearch(store, document);
  let stepAt = 0;

  const reveal = async (n: number, select = false): Promise<void> => {
    follow.stop();
    if (!lineAt(store.log, n)) await store.loadLines(Math.max(n - around, 1), Math.min(n + around, store.log.total));
    const section = document.sectionOf(n);
    const line = document.element(n);
    if (!section || !line) return;
    sections.open(section);
    if (section.folded && n <= section.folded.to) section.folded.show();
    scrollToLine(() => document.element(n));
    if (select) element()?.focus({ preventScroll: true });
  };
  const selectLines = (next: LineRange): void => {
    navigate(`${location.pathname}${location.search}${formatRange(next)}`, { replace: true, scroll: false });
    void reveal(next.from, true);
  };
  const repaint = (): void => {
    const found = search.matches().flatMap((n) => document.element(n) ?? []);
    paintHits(found, search.text());
  };

  const redraw = (): void => document.redraw(run().finished ? errorLine() : null);

  createEffect(() => {
    mark(document, range());
    document.blocks();
  });
  createEffect(on([search.matches, document.blocks], repaint));
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
  createEffect(on(times, () => document.retime(), { defer: true }));
  store.onLog((change) => {
    if (change.kind === 'redraw') keepingPlace(element(), document.element, redraw);
    else {
      document.append(change.lines);
      follow.grew(change.lines.length);
    }
  });
  onMount(() => {
    redraw();
    if (params.q) search.set(params.q);
    const asked = range();
    if (asked) void reveal(asked.from);
    else if (!run().finished) queueMicrotask(() => follow.toEnd());
  });

  return {
    document,
    follow,
    sections,
    search,
    range,
    setElement,
    selectLines,
    clickLine: (n, extend) =>
      navigate(`${location.pathname}${location.search}${formatRange(extendRange(range(), n, extend))}`, {
        replace: true,
        scroll: false,
      }),
    clearSelection: () => navigate(`${location.pathname}${location.search}`, { replace: true, scroll: false }),
    showStep(position) {
      stepAt = position;
      follow.stop();
      const section = document.blocks().find((view) => view.kind === 'section' && view.block.step === position);
      if (section?.kind !== 'section') return;
      sections.open(section);
      scrollToLine(() => section.body);
    },
    stepBy(by) {
      const total = run().steps.length;
      this.showStep(Math.min(Math.max(stepAt + by, 1), total));
    },
    errorBy(by) {
      const errors = findErrorLines(store.log.lines).map((line) => line.n);
      const first = errorLine();
      const here = range()?.from ?? (by === 1 && first !== null ? first - 1 : 0);
      const next =
        by === 1 ? (errors.find((n) => n > here) ?? errors[0]) : (errors.findLast((n) => n < here) ?? errors.at(-1));
      if (next !== undefined) selectLines({ from: next, to: next });
    },
    setSearch(text) {
      setParams({ q: text || undefined }, { replace: true, scroll: false });
      search.set(text);
    },
    searchBy(by) {
      const n = search.step(by);
      if (n !== null) void reveal(n).then(() => markCurrent(document.element(n)));
    },
  };
};

const timeLabel = (line: LogLine, store: RunStore, run: Run): string => {
  if (times() === 'off') return '';
  if (times() === 'clock') return exactClock(line.at);
  const start = run.startedAt ? Date.parse(run.startedAt) : (store.log.lines[0]?.at ?? line.at);
  return `+${elapsed(line.at - start)}`;
};

const mark = (document: LogDocument, range: LineRange | null): void => {
  for (const marked of [...globalThis.document.querySelectorAll('.l.tg')]) marked.classList.remove('tg');
  if (!range) return;
  for (let n = range.from; n <= Math.min(range.to, range.from + 1_000); n += 1)
    document.element(n)?.classList.add('tg');
};

const markCurrent = (line: HTMLElement | undefined): void => {
  for (const marked of [...globalThis.document.querySelectorAll('.l.hit')]) marked.classList.remove('hit');
  line?.classList.add('hit');
};
