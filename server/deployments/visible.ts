import { type FilterQuery, raw } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import type { Viewer } from '../access/viewer.ts';
import { isUnlimited, scopeParameter, visibleServiceIds } from '../services/visible.ts';
import type { Deployment } from './deployment.entity.ts';
import { type ActivityEvent, serviceOf } from './stream-activity.ts';

/** What a `where` on deployments must hold in addition, so that only those are found that the viewer may see. */
export function visibleDeployments(viewer: Viewer): FilterQuery<Deployment>[] {
  if (isUnlimited(viewer)) return [];
  const condition = raw((alias) => `${alias}.service_id in (${visibleServiceIds('?')})`, [scopeParameter(viewer)]);
  return [{ [condition]: [] }, ...(viewer.run === null ? [] : [{ id: viewer.run }])];
}

/** Those of the deployments that the viewer may see. Costs nothing for whoever sees all. */
export async function visibleOf(pool: Pool, viewer: Viewer, ids: readonly number[]): Promise<readonly number[]> {
  if (isUnlimited(viewer) || ids.length === 0) return ids;
  const { rows } = await pool.query<{ id: number }>(
    `select id::int from deployments
     where id = any($1) and service_id in (${visibleServiceIds('$2')}) and ($3::bigint is null or id = $3)`,
    [ids, scopeParameter(viewer), viewer.run],
  );
  return rows.map(({ id }) => id);
}

/** Those of the services of which the viewer may see every deployment. */
export async function visibleHistoriesOf(
  pool: Pool,
  viewer: Viewer,
  ids: readonly number[],
): Promise<readonly number[]> {
  if (isUnlimited(viewer) || ids.length === 0) return ids;
  const { rows } = await pool.query<{ id: number }>(
    `select id::int from (${visibleServiceIds('$2')}) visible where id = any($1) and $3::bigint is null`,
    [ids, scopeParameter(viewer), viewer.run],
  );
  return rows.map(({ id }) => id);
}

/** Leaves only events of services and deployments that the viewer may see at this moment. */
export function visibleActivity(pool: Pool, viewer: Viewer): (events: ActivityEvent[]) => Promise<ActivityEvent[]> {
  return async (events) => {
    const about = events.flatMap((event) => (event.kind === 'RESET' ? [] : serviceOf(event)));
    const seen = new Set(await visibleHistoriesOf(pool, viewer, about));
    return events.filter((event) => event.kind === 'RESET' || seen.has(serviceOf(event)));
  };
}
