import { type Accessor, batch, createSignal, type Setter } from 'solid-js';
import { type AnsiReader, createAnsiReader } from '../../live/ansi.ts';
import {
  type GapBlock,
  type LogBlock,
  placeLine,
  type SectionBlock,
  silenceBefore,
  toBlocks,
} from '../../live/log-blocks.ts';
import { groupMark } from '../../live/log-groups.ts';
import { type Log, type LogLine, outputLines } from '../../live/log-model.ts';
import { type Chunks, createChunks } from './chunks.ts';
import { createGroupBoxes } from './group-boxes.ts';
import { lineElement, restButton, silenceElement } from './line-element.ts';

/** Lines of a failed step that stay visible above its error. */
const linesAboveError = 10;
const worthFolding = 30;
/** Lines whose times change at once, on either side of the one being read: more than a tall screen holds. */
const retimedAtOnce = 100;
const retimedPerSlice = 500;

export interface SectionView {
  kind: 'section';
  block: SectionBlock;
  body: HTMLElement;
  /** Lines that are not events. */
  count: Accessor<number>;
  /** Earlier lines that stay folded away above the error. */
  folded: FoldedLines | null;
}

export interface FoldedLines {
  body: HTMLElement;
  from: number;
  to: number;
  shown: Accessor<boolean>;
  show(): void;
}

export interface GapView {
  kind: 'gap';
  gap: GapBlock;
}

export interface LogDocument {
  blocks: Accessor<(SectionView | GapView)[]>;
  /** Goes up whenever lines were added or all was drawn again, once they are there. */
  drawings: Accessor<number>;
  append(lines: readonly LogLine[]): void;
  /** Draws everything again, for example after older lines were loaded. `errorLine`: fold what is far above it. */
  redraw(errorLine: number | null): void;
  /** Writes the times of all lines again: those around the line `read` at once, the others in slices soon after. */
  retime(read: number): void;
  element(n: number): HTMLElement | undefined;
  sectionOf(n: number): SectionView | undefined;
}

/** What stands beside a line as its time. */
export type TimeOf = (line: LogLine) => string;

/**
 * The log as real elements in step sections, built by hand: Solid owns the headers, this owns the lines, so that a
 * hundred new lines cost a hundred elements and nothing else. `times` is asked once for many lines.
 */
export const createLogDocument = (log: Log, times: () => TimeOf): LogDocument => {
  const [blocks, setBlocks] = createSignal<(SectionView | GapView)[]>([]);
  const [drawings, setDrawings] = createSignal(0);
  const counters = new Map<SectionView, Setter<number>>();
  let plain: LogBlock[] = [];
  let elements = new Map<number, HTMLElement>();
  let readers = new Map<number | null, AnsiReader>();
  let groups = new Map<SectionView, ReturnType<typeof createGroupBoxes>>();
  let chunks: Chunks = createChunks();
  let previous: LogLine | undefined;
  let retiming: ReturnType<typeof setTimeout> | undefined;

  const readerOf = (step: number | null): AnsiReader => held(readers, step, createAnsiReader);
  /** `drawn`: elements of an earlier drawing, which are taken over as they are. */
  const put = (view: SectionView, line: LogLine, timeOf: TimeOf, drawn?: ReadonlyMap<number, HTMLElement>): void => {
    const body = view.folded && line.n <= view.folded.to ? view.folded.body : view.body;
    const silence = silenceBefore(previous, line);
    const element = drawn?.get(line.n) ?? lineElement(line, readerOf(view.block.step), timeOf(line));
    const mark = line.stream === 'STDOUT' || line.stream === 'STDERR' ? groupMark(line.text) : null;
    held(groups, view, () => createGroupBoxes(chunks)).put(body, line, element, mark, {
      before: silence === null ? null : silenceElement(silence),
      after: restButton(line),
    });
    elements.set(line.n, element);
    previous = line;
  };
  const sectionView = (block: SectionBlock, errorLine: number | null): SectionView => {
    const [count, setCount] = createSignal(0);
    const view: SectionView = {
      kind: 'section',
      block,
      body: document.createElement('div'),
      count,
      folded: foldOf(block, errorLine),
    };
    view.body.className = 'by';
    counters.set(view, setCount);
    return view;
  };
  const writeTimes = (lines: readonly LogLine[]): void => {
    const timeOf = times();
    for (const line of lines) elements.get(line.n)?.setAttribute('data-t', timeOf(line));
  };
  const recount = (view: SectionView): void => {
    counters.get(view)?.(outputLines(view.block.lines));
  };

  return {
    blocks,
    drawings,
    append(lines) {
      const touched = new Set<SectionView>();
      const timeOf = times();
      batch(() => {
        for (const line of lines) {
          const block = placeLine(plain, line);
          let view = findSection(blocks(), block);
          if (!view) {
            view = sectionView(block, null);
            const added = view;
            setBlocks((held) => [...held, added]);
          }
          put(view, line, timeOf);
          touched.add(view);
        }
        for (const view of touched) recount(view);
        setDrawings((before) => before + 1);
      });
    },
    redraw(errorLine) {
      plain = toBlocks(log);
      const drawn = elements;
      const timeOf = times();
      // Lines that are taken over move between trees outside the document, which costs a tenth of moving them in it.
      for (const view of blocks()) if (view.kind === 'section') takeOut(view);
      // Colours that are still on at the end go on with the next line; what fills a gap starts without any.
      const live = readers;
      elements = new Map();
      readers = new Map();
      groups = new Map();
      chunks = createChunks();
      counters.clear();
      previous = undefined;
      const views = plain.map((block) =>
        block.kind === 'gap' ? { kind: 'gap' as const, gap: block } : sectionView(block, errorLine),
      );
      for (const view of views) {
        if (view.kind === 'gap') continue;
        for (const line of view.block.lines) put(view, line, timeOf, drawn);
        recount(view);
      }
      chunks.settle();
      if (drawn.size > 0) readers = live;
      batch(() => {
        setBlocks(views);
        setDrawings((before) => before + 1);
      });
    },
    retime(read) {
      const lines = [...log.lines];
      const at = lines.findLastIndex(({ n }) => n <= read);
      writeTimes(lines.slice(Math.max(at - retimedAtOnce, 0), at + retimedAtOnce));
      const slice = (from: number): void => {
        writeTimes(lines.slice(from, from + retimedPerSlice));
        if (from < lines.length) retiming = setTimeout(slice, 0, from + retimedPerSlice);
      };
      clearTimeout(retiming);
      retiming = setTimeout(slice, 0, 0);
    },
    element: (n) => elements.get(n),
    sectionOf: (n) =>
      blocks().find(
        (view): view is SectionView =>
          view.kind === 'section' && (view.block.lines[0]?.n ?? 0) <= n && n <= (view.block.lines.at(-1)?.n ?? 0),
      ),
  };
};

const held = <K, V>(map: Map<K, V>, key: K, create: () => V): V => {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = create();
  map.set(key, made);
  return made;
};

const takeOut = (view: SectionView): void => {
  view.body.remove();
  view.folded?.body.remove();
};

const findSection = (views: readonly (SectionView | GapView)[], block: SectionBlock): SectionView | undefined =>
  views.findLast((view): view is SectionView => view.kind === 'section' && view.block === block);

const foldOf = (block: SectionBlock, errorLine: number | null): FoldedLines | null => {
  const first = block.lines[0]?.n;
  const last = block.lines.at(-1)?.n;
  if (errorLine === null || first === undefined || last === undefined || errorLine < first || errorLine > last)
    return null;
  const to = errorLine - linesAboveError;
  if (to - first < worthFolding) return null;
  const [shown, setShown] = createSignal(false);
  return { body: document.createElement('div'), from: first, to, shown, show: () => setShown(true) };
};
