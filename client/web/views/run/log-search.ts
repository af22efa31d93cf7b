import { visibleText } from '../../live/ansi.ts';
import type { LogLine } from '../../live/log-model.ts';

/** Marks more than this are not painted; the count stays exact. */
const mostMarks = 2_000;

/** Numbers of the lines that contain `text`, case-insensitively, as a person reads them. */
export const matchingLines = (lines: readonly LogLine[], text: string): number[] => {
  const wanted = text.toLowerCase();
  return wanted === ''
    ? []
    : lines.filter((line) => visibleText(line.text).toLowerCase().includes(wanted)).map((line) => line.n);
};

/** Paints the hits without touching the document, through the CSS Custom Highlight API where there is one. */
export const paintHits = (elements: Iterable<HTMLElement>, text: string): void => {
  if (!('highlights' in CSS)) return;
  CSS.highlights.delete('hit');
  if (text === '') return;
  const ranges: Range[] = [];
  for (const element of elements) {
    ranges.push(...hitsIn(element, text.toLowerCase()));
    if (ranges.length >= mostMarks) break;
  }
  CSS.highlights.set('hit', new Highlight(...ranges));
};

/** Ranges may begin in one coloured piece of a line and end in another; hidden pieces do not count. */
const hitsIn = (element: HTMLElement, wanted: string): Range[] => {
  const pieces = visiblePieces(element);
  const whole = pieces
    .map((piece) => piece.data)
    .join('')
    .toLowerCase();
  const ranges: Range[] = [];
  for (let from = whole.indexOf(wanted); from !== -1; from = whole.indexOf(wanted, from + wanted.length)) {
    const start = placeOf(pieces, from);
    const end = placeOf(pieces, from + wanted.length - 1);
    if (!start || !end) continue;
    const range = new Range();
    range.setStart(start.piece, start.offset);
    range.setEnd(end.piece, end.offset + 1);
    ranges.push(range);
  }
  return ranges;
};

const visiblePieces = (element: HTMLElement): Text[] => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const pieces: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Text && !node.parentElement?.classList.contains('esc')) pieces.push(node);
  }
  return pieces;
};

const placeOf = (pieces: readonly Text[], index: number): { piece: Text; offset: number } | null => {
  let before = 0;
  for (const piece of pieces) {
    if (index < before + piece.length) return { piece, offset: index - before };
    before += piece.length;
  }
  return null;
};
