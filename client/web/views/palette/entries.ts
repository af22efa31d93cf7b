import type { ActiveRunFieldsFragment, PaletteQuery } from '../../api/generated/graphql.ts';
import { about } from '../../components/format.ts';
import type { IconName } from '../../components/Icon.tsx';
import { deploymentStatus, type Status } from '../../components/status.ts';
import { progressOf } from '../../live/progress.ts';
import { placeInLine } from '../../live/waiting.ts';
import { fuzzy } from './fuzzy.ts';

export type PaletteService = PaletteQuery['services']['nodes'][number];

/** In the order in which they are shown. */
export const groups = ['Running now', 'Services', 'Actions here', 'Go to', 'Recent'] as const;
export type Group = (typeof groups)[number];

/** One line of the palette. */
export interface Entry {
  id: string;
  group: Group | 'Actions';
  name: string;
  detail: string;
  icon: IconName;
  status?: Status;
  keys?: string;
  /** The right arrow opens what can be done with it. */
  service?: PaletteService;
  /** Also found by these words, after everything that is found by its name. */
  words?: string;
  run(): void;
}

export interface Found extends Entry {
  /** Characters of the name that were typed. */
  at: readonly number[];
  score: number;
}

const mostOfGroup = 6;
const wordScore = 2;

/** What fits the query, by group and best first; without a query everything that fits the screen. */
export const findEntries = (entries: readonly Entry[], query: string): Found[] => {
  const found = entries.flatMap((entry) => match(entry, query) ?? []);
  return [...groups, 'Actions' as const].flatMap((group) =>
    found
      .filter((entry) => entry.group === group)
      .sort((a, b) => b.score - a.score || (query === '' ? 0 : a.name.length - b.name.length))
      .slice(0, mostOfGroup),
  );
};

/** Which line is meant when Enter is pressed now: the best of all groups, the first among equals. */
export const bestOf = (found: readonly Found[]): number =>
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

/** `migrate, 4 of 7 · 25 s left`. */
export const runDetail = (run: ActiveRunFieldsFragment, now: number): string => {
  if (run.state === 'QUEUED') return placeInLine(run.queuePosition).toLowerCase();
  const { current, total, leftMs } = progressOf(run.steps, run.estimate, run.startedAt, now);
  const step = current ? `${current.name}, ${current.position} of ${total}` : deploymentStatus[run.state].word;
  return leftMs === null ? step : `${step} · ${about(leftMs)} left`;
};

/** `production · v2.4.1`. */
export const serviceDetail = (service: PaletteService): string =>
  [service.environment, service.latestDeployment?.version].filter(Boolean).join(' · ') || service.description;

const match = (entry: Entry, query: string): Found | null => {
  const byName = fuzzy(query, entry.name);
  if (byName) return { ...entry, ...byName };
  const isThere = entry.words?.toLowerCase().includes(query.trim().toLowerCase());
  return isThere ? { ...entry, score: wordScore, at: [] } : null;
};
