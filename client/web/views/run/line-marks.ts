import type { LineRange } from './line-range.ts';
import type { LogDocument } from './log-document.ts';

/** Lines of a selection that are tinted; longer ones are selected all the same. */
const mostTinted = 10_000;
/** Lines around a hit that stay when everything else is hidden. */
const context = 2;

/** Classes on the elements of lines: selected, the error, the current hit, what stays beside the hits. */
export const createLineMarks = (document: LogDocument) => {
  const selected = new Set<HTMLElement>();
  const errors = new Set<HTMLElement>();
  const kept = new Set<HTMLElement>();
  let hit: HTMLElement | undefined;

  const replace = (held: Set<HTMLElement>, name: string, lines: Iterable<number>): void => {
    for (const element of held) element.classList.remove(name);
    held.clear();
    for (const n of lines) {
      const element = document.element(n);
      if (!element) continue;
      element.classList.add(name);
      held.add(element);
    }
  };

  return {
    select: (range: LineRange | null) =>
      replace(selected, 'tg', range ? span(range.from, Math.min(range.to, range.from + mostTinted)) : []),
    error: (n: number | null) => replace(errors, 'er', n === null ? [] : [n]),
    current(line: HTMLElement | undefined): void {
      hit?.classList.remove('hit');
      hit = line;
      hit?.classList.add('hit');
    },
    /** Null: show all lines. */
    keepOnly(log: HTMLElement | undefined, matches: readonly number[] | null): void {
      log?.classList.toggle('only', matches !== null);
      replace(
        kept,
        'k',
        (matches ?? []).flatMap((n) => [...span(n - context, n + context)]),
      );
    },
  };
};

function* span(from: number, to: number): Generator<number> {
  for (let n = from; n <= to; n += 1) yield n;
}
