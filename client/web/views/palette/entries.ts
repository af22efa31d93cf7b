import { fuzzy } from './fuzzy.ts';

/** In the order in which they are shown. */
export const groups = ['Running now', 'Services', 'Actions here', 'Go to', 'Recent'] as const;
export type Group = (typeof groups)[number];

/** What a line of the palette is found by. */
export interface Findable {
  group: Group | 'Actions';
  name: string;
  /** Also found by these words, after everything that is found by its name. */
  words?: string;
}

export type Found<Line extends Findable> = Line & {
  /** Characters of the name that were typed. */
  at: readonly number[];
  score: number;
};

const mostOfGroup = 6;
/** Less than a single letter of a name. */
const wordScore = 0.5;

/** What fits the query, by group and best first; without a query everything that fits the screen. */
export const findEntries = <Line extends Findable>(entries: readonly Line[], query: string): Found<Line>[] => {
  const found = entries.flatMap((entry) => match(entry, query) ?? []);
  return [...groups, 'Actions' as const].flatMap((group) =>
    found
      .filter((entry) => entry.group === group)
      .sort((a, b) => b.score - a.score || (query === '' ? 0 : a.name.length - b.name.length))
      .slice(0, mostOfGroup),
  );
};

/** Which line is meant when Enter is pressed now: the best of all groups, the first among equals. */
export const bestOf = (found: readonly { score: number }[]): number =>
  found.reduce((best, entry, index) => (entry.score > (found[best]?.score ?? 0) ? index : best), 0);

/** The address somebody typed or pasted: `412`, `#412`, a path, or the whole URL of a page here. */
export const addressIn = (query: string, origin: string): string | null => {
  const text = query.trim();
  const number = /^#?(\d{1,12})$/.exec(text)?.[1];
  if (number !== undefined) return `/deployments/${number}`;
  if (/^\/(?![/\\])/.test(text)) return text;
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.origin === origin ? url.pathname + url.search + url.hash : null;
};

const match = <Line extends Findable>(entry: Line, query: string): Found<Line> | null => {
  const byName = fuzzy(query, entry.name);
  if (byName) return { ...entry, ...byName };
  const isThere = entry.words?.toLowerCase().includes(query.trim().toLowerCase());
  return isThere ? { ...entry, score: wordScore, at: [] } : null;
};
