import { visibleText } from '../../live/ansi.ts';
import { eventText } from '../../live/event-line.ts';
import type { LogLine } from '../../live/log-model.ts';

/** What is searched for, as the box and its two switches say. */
export interface SearchQuery {
  text: string;
  caseSensitive: boolean;
  regex: boolean;
}

/** Marks more than this are not painted; the count stays exact. */
const mostMarks = 2_000;

/** Null: nothing to search for, or not a regular expression (yet). */
export const patternOf = ({ text, caseSensitive, regex }: SearchQuery): RegExp | null => {
  if (text === '') return null;
  const source = regex ? text : text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  try {
    return new RegExp(source, caseSensitive ? 'g' : 'gi');
  } catch {
    return null; // half a pattern while somebody is typing: said beside the box
  }
};

/** Numbers of the lines that match as a person reads them. */
export const matchingLines = (lines: readonly LogLine[], query: SearchQuery): number[] => {
  const pattern = patternOf(query);
  if (pattern === null) return [];
  return lines
    .filter((line) => {
      pattern.lastIndex = 0;
      return pattern.test(readableText(line));
    })
    .map((line) => line.n);
};

/** A line without escape sequences, overwritten progress and the JSON around an event's message. */
export const readableText = (line: LogLine): string =>
  line.stream === 'EVENT' ? eventText(line.text) : visibleText(line.text);

/** Paints the hits without touching the document, through the CSS Custom Highlight API where there is one. */
export const paintHits = (elements: Iterable<HTMLElement>, query: SearchQuery): void => {
  if (!('highlights' in CSS)) return;
  CSS.highlights.delete('hit');
  const pattern = patternOf(query);
  if (pattern === null) return;
  const ranges: Range[] = [];
  for (const element of elements) {
    ranges.push(...hitsIn(element, pattern));
    if (ranges.length >= mostMarks) break;
  }
  CSS.highlights.set('hit', new Highlight(...ranges));
};

/** Ranges may begin in one coloured piece of a line and end in another; hidden pieces do not count. */
const hitsIn = (element: HTMLElement, pattern: RegExp): Range[] => {
  const pieces = visiblePieces(element);
  const whole = pieces.map((piece) => piece.data).join('');
  const ranges: Range[] = [];
  for (const match of whole.matchAll(pattern)) {
    const start = placeOf(pieces, match.index);
    const end = placeOf(pieces, match.index + match[0].length - 1);
    if (match[0] === '' || !start || !end) continue;
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
    if (node instanceof Text && !node.parentElement?.matches('.esc, .json')) pieces.push(node);
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
