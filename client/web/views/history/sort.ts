import type { DeploymentOrder } from '../../api/generated/graphql.ts';

export interface SortChoice {
  /** As in the address; empty: what nobody has to ask for. */
  key: string;
  order: DeploymentOrder;
  name: string;
}

export const sortChoices: readonly [SortChoice, ...SortChoice[]] = [
  { key: '', order: 'NEWEST', name: 'Newest first' },
  { key: 'oldest', order: 'OLDEST', name: 'Oldest first' },
  { key: 'longest', order: 'LONGEST', name: 'Longest first' },
  { key: 'shortest', order: 'SHORTEST', name: 'Shortest first' },
];

export const sortOf = (key: string | undefined): SortChoice =>
  sortChoices.find((choice) => choice.key === key) ?? sortChoices[0];

/** Runs under their days: only where days follow each other. */
export const isByDay = ({ order }: SortChoice): boolean => order === 'NEWEST' || order === 'OLDEST';

export type SortColumn = 'started' | 'took';

/** What `aria-sort` says of a column. */
export const directionOf = (column: SortColumn, order: DeploymentOrder): 'ascending' | 'descending' | undefined => {
  const at = orders[column].indexOf(order);
  return at === -1 ? undefined : at === 0 ? 'descending' : 'ascending';
};

/** What the head of a column leads to: the greatest first, or the other way round where they are already. */
export const nextSort = (column: SortColumn, order: DeploymentOrder): SortChoice => {
  const [descending, ascending] = orders[column];
  const next = order === descending ? ascending : descending;
  return sortChoices.find((choice) => choice.order === next) ?? sortChoices[0];
};

const orders: Record<SortColumn, [DeploymentOrder, DeploymentOrder]> = {
  started: ['NEWEST', 'OLDEST'],
  took: ['LONGEST', 'SHORTEST'],
};
