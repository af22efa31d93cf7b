import { type FilterQuery, raw } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import type { Viewer } from '../access/viewer.ts';
import { isUnlimited, scopeParameter, visibleDeletedIds, visibleServiceIds } from '../services/visible.ts';
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
  return visibleAmong(pool, viewer, ids, visibleServiceIds);
}

async function visibleAmong(
  pool: Pool,
  viewer: Viewer,
  ids: readonly number[],
  visible: (parameter: string) => string,
): Promise<readonly number[]> {
  if (isUnlimited(viewer) || ids.length === 0) return ids;
  const { rows } = await pool.query<{ id: number }>(
    `select id::int from (${visible('$2')}) visible where id = any($1) and $3::bigint is null`,
    [ids, scopeParameter(viewer), viewer.run],
  );
  return rows.map(({ id }) => id);
}

/** Services by name, also deleted ones, which a stream that is resumed has to tell of. */
export async function visibleIdsNamed(pool: Pool, viewer: Viewer, names: readonly string[]): Promise<Set<number>> {
  const { rows } = await pool.query<{ id: number }>(
    'select id::int from services where name = any($1) union all select id::int from deleted_services where name = any($1)',
    [names],
  );
  const ids = rows.map(({ id }) => id);
  const [there, deleted] = await Promise.all([
    visibleAmong(pool, viewer, ids, visibleServiceIds),
    visibleAmong(pool, viewer, ids, visibleDeletedIds),
  ]);
  return new Set([...there, ...deleted]);
}

/** Leaves only events of services and deployments that the viewer may see at this moment. */
export function visibleActivity(pool: Pool, viewer: Viewer): (events: ActivityEvent[]) => Promise<ActivityEvent[]> {
  return async (events) => {
    const about = events.flatMap((event) => (event.kind === 'RESET' ? [] : serviceOf(event)));
    const gone = events.flatMap((event) => (event.kind === 'DELETED' ? event.serviceId : []));
    const [there, deleted] = await Promise.all([
      visibleHistoriesOf(pool, viewer, about),
      visibleAmong(pool, viewer, gone, visibleDeletedIds),
    ]);
    const seen = new Set([...there, ...deleted]);
    return events.filter((event) => event.kind === 'RESET' || seen.has(serviceOf(event)));
  };
}
