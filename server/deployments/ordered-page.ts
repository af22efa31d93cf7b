import { type FilterQuery, type QueryOrderMap, raw } from '@mikro-orm/postgresql';
import type { Keyset } from '../db/keyset.ts';
import { InvalidInputError } from '../errors.ts';
import type { Deployment } from './deployment.entity.ts';
import { type DeploymentOrder, isByDuration, noDuration } from './deployment-order.ts';

/** As `deployments_by_duration` has it, so that the index is used. */
export const tookMs = (alias: string): string =>
  `coalesce((extract(epoch from ${alias}.finished_at - ${alias}.started_at) * 1000)::bigint, ${noDuration})`;

export function sortedIn(order: DeploymentOrder, { backwards }: Keyset): QueryOrderMap<Deployment>[] {
  const direction = isAscending(order) === backwards ? 'desc' : 'asc';
  return isByDuration(order) ? [{ [raw(tookMs)]: direction }, { id: direction }] : [{ id: direction }];
}

/** What a `where` must hold so that the page is within its cursors. */
export function withinPage(order: DeploymentOrder, { after, before }: Keyset): FilterQuery<Deployment>[] {
  const all: FilterQuery<Deployment>[] = [];
  if (after !== null) all.push(beyond(order, 'after', after, isAscending(order) ? '>' : '<'));
  if (before !== null) all.push(beyond(order, 'before', before, isAscending(order) ? '<' : '>'));
  return all;
}

function beyond(order: DeploymentOrder, name: string, cursor: string, sign: '<' | '>'): FilterQuery<Deployment> {
  const [, took, id] = /^(?:(-?\d{1,15}):)?(\d{1,15})$/.exec(cursor) ?? [];
  if (id === undefined || (took !== undefined) !== isByDuration(order))
    throw new InvalidInputError([{ path: [name], message: `is no cursor of the order ${order}` }]);
  if (took === undefined) return { [raw((alias) => `${alias}.id ${sign} ?`, [id])]: [] };
  return { [raw((alias) => `(${tookMs(alias)}, ${alias}.id) ${sign} (?::bigint, ?::bigint)`, [took, id])]: [] };
}

const isAscending = (order: DeploymentOrder): boolean => order === 'OLDEST' || order === 'SHORTEST';
