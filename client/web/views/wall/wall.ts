import type { DeploymentState } from '../../api/generated/graphql.ts';
import type { TodayRun, WallRun, WallService } from '../../live/wall-store.ts';

/** What one field of the wall shows; the first four are big. */
export type Tile =
  | { kind: 'failed' | 'problem' | 'calm'; name: string; service: WallService }
  | { kind: 'running' | 'queued'; name: string; service: WallService; run: WallRun };

export interface WallFilter {
  environment?: string | undefined;
  group?: string | undefined;
}

const order: readonly Tile['kind'][] = ['failed', 'running', 'queued', 'problem', 'calm'];

/** Failing and running first; the others by name, so that each is found where it was yesterday. */
export const tilesOf = (services: readonly WallService[], unfinished: readonly WallRun[], filter: WallFilter): Tile[] =>
  services
    .filter((service) => isShown(service, filter))
    .flatMap((service) =>
      tilesOfService(
        service,
        unfinished.filter((run) => run.service.name === service.name),
      ),
    )
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.name.localeCompare(b.name));

const isShown = (service: WallService, { environment, group }: WallFilter): boolean =>
  (environment === undefined || service.environment === environment) &&
  (group === undefined || service.group === group);

const tilesOfService = (service: WallService, runs: readonly WallRun[]): Tile[] => {
  const { name } = service;
  const busy = runs.map((run): Tile => ({ kind: run.state === 'QUEUED' ? 'queued' : 'running', name, service, run }));
  if (busy.some((tile) => tile.kind === 'running')) return busy;
  const latest = service.latestDeployment;
  if (service.state === 'INVALID') return [...busy, { kind: 'problem', name, service }];
  if (latest?.finished && isBad(latest.state)) return [...busy, { kind: 'failed', name, service }];
  return busy.length > 0 ? busy : [{ kind: 'calm', name, service }];
};

const isBad = (state: DeploymentState): boolean => state === 'FAILURE' || state === 'TIMED_OUT' || state === 'LOST';

export const isBig = (tile: Tile): boolean => tile.kind !== 'calm';

/** One screen full of tiles. Big ones are two columns wide and `bigRow` times as high. */
export interface Layout {
  columns: number;
  /** How much larger than needed text may be. */
  scale: number;
  pages: Tile[][];
}

/** Measured on a wall of 1920x1080, to which everything else is scaled: 860 px for tiles of at least 96 px. */
const heightInRows = 8.9;
export const bigRow = 1.8;
const choices: readonly { columns: number; largest: number }[] = [
  { columns: 2, largest: 1.5 },
  { columns: 4, largest: 1.15 },
  { columns: 6, largest: 1 },
];

/** The fewest columns that hold everything; what even the most cannot hold goes to further pages. */
export const layoutOf = (tiles: readonly Tile[]): Layout => {
  const choice = choices.find(({ columns }) => heightOf(tiles, columns) <= heightInRows) ?? { columns: 6, largest: 1 };
  const { columns } = choice;
  const pages: Tile[][] = [[]];
  for (const tile of tiles) {
    const page = pages.at(-1) ?? [];
    if (page.length > 0 && heightOf([...page, tile], columns) > heightInRows) pages.push([tile]);
    else page.push(tile);
  }
  const tallest = Math.max(...pages.map((page) => heightOf(page, columns)), 1);
  return { columns, scale: Math.min(choice.largest, heightInRows / tallest), pages };
};

/** Rows of one page; small tiles fill the last row of big ones. */
export const rowsOf = (tiles: readonly Tile[], columns: number): { bigRows: number; smallRows: number } => {
  const big = tiles.filter(isBig).length;
  const bigRows = Math.ceil((big * 2) / columns);
  const beside = bigRows * columns - big * 2;
  return { bigRows, smallRows: Math.ceil(Math.max(tiles.length - big - beside, 0) / columns) };
};

const heightOf = (tiles: readonly Tile[], columns: number): number => {
  const { bigRows, smallRows } = rowsOf(tiles, columns);
  return bigRows * bigRow + smallRows;
};

export interface Today {
  runs: number;
  failed: number;
  longestMs: number | null;
}

export const todayOf = (runs: readonly TodayRun[], midnight: number): Today => {
  const begun = runs.filter((run) => Date.parse(run.createdAt) >= midnight);
  const durations = begun.map((run) => run.durationMs).filter((ms) => ms !== null);
  return {
    runs: begun.length,
    failed: begun.filter((run) => isBad(run.state)).length,
    longestMs: durations.length > 0 ? Math.max(...durations) : null,
  };
};

/** Without a word from the server for this long, a wall says so: it must not lie. The socket is heard every 10 s. */
export const staleAfterMs = 30_000;
const reloadAfterMs = 3_600_000;

/** A wall takes over a new release by itself, when nobody would miss it. */
export const mayReload = (sinceLoadMs: number, wall: { isLive: boolean; isBusy: boolean }): boolean =>
  sinceLoadMs >= reloadAfterMs && wall.isLive && !wall.isBusy;

/** Seconds each page is shown: `?rotate=`, else 20. */
export const rotationSeconds = (given: string | undefined): number => {
  const seconds = Number(given);
  return given !== undefined && Number.isInteger(seconds) && seconds >= 5 && seconds <= 3_600 ? seconds : 20;
};
