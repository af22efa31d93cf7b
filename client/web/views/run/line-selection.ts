import { useLocation, useNavigate } from '@solidjs/router';
import type { Accessor } from 'solid-js';
import { formatRange, type LineRange, parseRange, rangeBetween } from './line-range.ts';
import type { LogDocument } from './log-document.ts';

export interface LineSelection {
  /** The lines in the address; null: none. */
  range: Accessor<LineRange | null>;
  /** Selects a line; with `extend` everything between it and the line that was selected without. */
  select(n: number, extend?: boolean): void;
  clear(): void;
  /** The line to go to from the cursor; null: there is none. */
  lineFor(move: CursorMove): number | null;
}

export type CursorMove = 'up' | 'down' | 'pageUp' | 'pageDown' | 'first' | 'last';

/** Keys of the line cursor, while the log has the focus. */
export const cursorKeys: Record<string, CursorMove> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
  Home: 'first',
  End: 'last',
};

const linesPerPage = 25;

/** The selected lines live in the address, so that it can be copied as it is. */
export const createLineSelection = (document: LogDocument, lines: () => readonly { n: number }[]): LineSelection => {
  const location = useLocation();
  const navigate = useNavigate();
  const range = () => parseRange(location.hash);
  /** Where a selection with Shift starts, and the end of it that moves. */
  let anchor: number | null = null;
  let cursor: number | null = null;

  const go = (hash: string): void =>
    navigate(`${location.pathname}${location.search}${hash}`, { replace: true, scroll: false });
  const isShown = (n: number): boolean => document.element(n)?.checkVisibility() === true;
  /** The `count`th shown line from `index` on, in steps of `by`; the last one there is when there are fewer. */
  const walk = (index: number, by: 1 | -1, count: number): number | null => {
    let found: number | null = null;
    let left = count;
    for (let at = index; left > 0; at += by) {
      const n = lines()[at]?.n;
      if (n === undefined) return found;
      if (!isShown(n)) continue;
      found = n;
      left -= 1;
    }
    return found;
  };

  return {
    range,
    select(n, extend = false) {
      const held = range();
      if (!extend || !held) anchor = n;
      else anchor ??= held.from;
      cursor = n;
      go(formatRange(rangeBetween(anchor, n)));
    },
    clear() {
      anchor = null;
      cursor = null;
      go('');
    },
    lineFor(move) {
      const last = lines().length - 1;
      if (move === 'first') return walk(0, 1, 1);
      if (move === 'last') return walk(last, -1, 1);
      const at = cursor ?? range()?.to;
      const by = move === 'up' || move === 'pageUp' ? -1 : 1;
      const from = at === undefined ? 0 : lines().findIndex(({ n }) => n === at) + by;
      return walk(from, by, move === 'up' || move === 'down' ? 1 : linesPerPage);
    },
  };
};
