import type { Pool } from 'pg';
import type { Viewer } from '../access/viewer.ts';
import { scopeParameter, visibleServiceIds } from '../services/visible.ts';
import { type DeploymentFilter, readFilter } from './deployment-filter.ts';

export type FacetKind = 'state' | 'service' | 'environment' | 'origin' | 'actor';
export type FacetValue = { value: string; count: number };
/** What the history can be narrowed to, most frequent first: each counted under the rest of the filter. */
export type Facets = Record<FacetKind, FacetValue[]>;

/** Of one kind; a list of more is no choice any more. */
export const maxFacetValues = 200;

const columns: Record<FacetKind, string> = {
  state: 'd.state',
  service: 's.name',
  environment: `s.manifest->>'environment'`,
  origin: 'd.origin',
  actor: 'd.actor_label',
};
const kinds = Object.keys(columns) as FacetKind[];

/** One statement. */
export async function readFacets(pool: Pool, viewer: Viewer, given: DeploymentFilter): Promise<Facets> {
  const { search, ...filter } = readFilter(given);
  const { rows } = await pool.query<FacetValue & { kind: FacetKind }>(select, [
    filter.states ?? null,
    filter.services ?? null,
    filter.environments ?? null,
    filter.origins ?? null,
    filter.actorLabels ?? null,
    filter.createdAfter ?? null,
    filter.createdBefore ?? null,
    search?.like ?? null,
    search?.number ?? 0,
    scopeParameter(viewer),
    viewer.run,
    filter.among ?? null,
    filter.actors ?? null,
  ]);
  const facets: Facets = { state: [], service: [], environment: [], origin: [], actor: [] };
  for (const { kind, value, count } of rows) facets[kind].push({ value, count });
  return facets;
}

/** Alike runs are counted together first: facets of 100,000 runs are then facets of some hundred rows. */
const select = `
with alike as materialized (
  select d.service_id, d.state, d.origin, d.actor_label, count(*)::int as runs
  from deployments d
  where ($6::timestamptz is null or d.created_at > $6) and ($7::timestamptz is null or d.created_at < $7)
    and ($8::text is null or d.note ilike $8 or d.version ilike $8 or d.id = $9::bigint
      or d.service_id in (select named.id from services named where named.name ilike $8))
    and ($10::jsonb = '[]' or d.service_id in (${visibleServiceIds('$10')})) and ($11::bigint is null or d.id = $11)
    and ($12::text[] is null or d.state = any($12)) and ($13::bigint[] is null or d.user_id = any($13))
  group by d.service_id, d.state, d.origin, d.actor_label
), base as materialized (
  select d.runs, ${kinds.map((kind) => `${columns[kind]} as ${kind}`).join(', ')},
    ${kinds.map((kind, index) => `($${index + 1}::text[] is null or ${columns[kind]} = any($${index + 1})) as by_${kind}`).join(', ')}
  from alike d join services s on s.id = d.service_id
)
${kinds.map(facet).join(' union all ')}`;

function facet(kind: FacetKind): string {
  const others = kinds.filter((other) => other !== kind).map((other) => `by_${other}`);
  return `(select '${kind}' as kind, ${kind} as value, sum(runs)::int as count from base
    where ${kind} is not null and ${others.join(' and ')} group by ${kind} order by sum(runs) desc, ${kind} limit ${maxFacetValues})`;
}
