import type { InventoryFieldsFragment, LiveFieldsFragment } from '../../api/generated/graphql.ts';

export type InventoryFilter = 'all' | 'differs' | 'failed';

export const inventoryFilters: { key: InventoryFilter; name: string }[] = [
  { key: 'all', name: 'All' },
  { key: 'differs', name: 'Differs' },
  { key: 'failed', name: 'Last attempt failed' },
];

/** A service in one environment, and what of it is live there: nothing, one thing, or one for each key. */
export interface Cell {
  service: InventoryFieldsFragment;
  live: LiveFieldsFragment[];
}

export interface Row {
  /** Of no other row, and the same while versions come and go: the name of its first service. */
  key: string;
  name: string;
  /** By environment; `''`: none is declared. */
  cells: Map<string, Cell>;
  difference: Difference;
}

/** What the first environment lacks of the one before it. */
export type Difference =
  | { kind: 'none' }
  | { kind: 'same' }
  /** Nobody knows how to ask for a version: no parameter of the target says it. */
  | { kind: 'differs' }
  | { kind: 'promote'; target: InventoryFieldsFragment; version: string; parameters: Record<string, unknown> };

/** Production first: the way a version goes is from right to left. */
const known = ['production', 'prod', 'staging', 'stage'];
const rankOf = (environment: string): number => {
  const rank = known.indexOf(environment.toLowerCase());
  if (environment === '') return known.length + 1;
  return rank === -1 ? known.length : rank;
};
const byEnvironment = (a: string, b: string): number => rankOf(a) - rankOf(b) || a.localeCompare(b);

/**
 * Services of one group are one row, each in the column of its environment. A group that holds two services of one
 * environment is only a heading: then each service is a row. What is live stays where it was deployed.
 */
export const rowsOf = (services: readonly InventoryFieldsFragment[]): Row[] => {
  const shown = services.filter((service) => service.state !== 'ARCHIVED' || service.deployed.length > 0);
  const groups = Map.groupBy(shown, (service) => service.group ?? service.name);
  return [...groups]
    .flatMap(([name, members]) =>
      isOneThing(members) ? [rowOf(name, members)] : members.map((each) => rowOf(each.name, [each])),
    )
    .sort((a, b) => a.name.localeCompare(b.name));
};

/** Columns, in order. */
export const environmentsOf = (rows: readonly Row[]): string[] =>
  [...new Set(rows.flatMap((row) => [...row.cells.keys()]))].sort(byEnvironment);

export const isUnder = (filter: InventoryFilter, row: Row): boolean => {
  switch (filter) {
    case 'all':
      return true;
    case 'differs':
      return row.difference.kind === 'promote' || row.difference.kind === 'differs';
    case 'failed':
      return liveOf(row).some((live) => live.failedAttempt !== null);
    default:
      return filter satisfies never;
  }
};

export const matchesText = (text: string, row: Row): boolean => {
  const wanted = text.trim().toLowerCase();
  const words = [row.name, ...liveOf(row).flatMap((live) => [live.serviceName, live.key, live.version ?? ''])];
  return words.some((word) => word.toLowerCase().includes(wanted));
};

export const isFilter = (value: string | undefined): value is InventoryFilter =>
  inventoryFilters.some((each) => each.key === value);

export const liveOf = (row: Row): LiveFieldsFragment[] => [...row.cells.values()].flatMap((cell) => cell.live);

/** What other systems read, as they read it. */
export const published = (rows: readonly Row[]): string =>
  JSON.stringify(
    rows.flatMap(liveOf).map(({ failedAttempt: _, id: _id, ...live }) => live),
    null,
    2,
  );

const environmentOf = ({ environment, deployed }: InventoryFieldsFragment): string =>
  deployed[0] ? (deployed[0].environment ?? '') : (environment ?? '');

const isOneThing = (members: readonly InventoryFieldsFragment[]): boolean =>
  new Set(members.map(environmentOf)).size === members.length;

const rowOf = (name: string, members: readonly InventoryFieldsFragment[]): Row => {
  const cells = new Map(members.map((service) => [environmentOf(service), { service, live: service.deployed }]));
  return { key: members[0]?.name ?? name, name, cells, difference: differenceOf(cells) };
};

const differenceOf = (cells: Map<string, Cell>): Difference => {
  const [target, source] = [...cells].sort(([a], [b]) => byEnvironment(a, b)).map(([, cell]) => cell);
  const version = source?.live.length === 1 ? source.live[0]?.version : null;
  if (!target || !version || target.live.length > 1) return { kind: 'none' };
  if (target.live[0]?.version === version) return { kind: 'same' };
  const parameter = target.service.versionParameter;
  if (parameter === null) return { kind: 'differs' };
  return { kind: 'promote', target: target.service, version, parameters: { [parameter]: version } };
};
