import { type FilterQuery, raw } from '@mikro-orm/postgresql';
import type { Scope } from '../access/rights.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Service } from './service.entity.ts';

type Limited = Pick<Viewer, 'scope'>;

/** What a `where` on services must hold in addition, so that only those are found that the viewer may see. Nothing for whoever sees all. */
export function visibleServices(viewer: Limited): FilterQuery<Service>[] {
  return isUnlimited(viewer)
    ? []
    : [{ [raw((alias) => `${alias}.id in (${ids('?')})`, [scopeParameter(viewer)])]: [] }];
}

/** Selects the ids of the services that the viewer may see; `parameter` stands for {@link scopeParameter}. */
export const visibleServiceIds = (parameter: string): string => ids(parameter);

/** The same of those that were deleted, as they were then. */
export const visibleDeletedIds = (parameter: string): string => ids(parameter, 'deleted_services');

export const scopeParameter = ({ scope }: Limited): string => JSON.stringify(scope.map((list) => list.map(pattern)));

export const isUnlimited = ({ scope }: Limited): boolean => scope.length === 0;

/** Every list must grant it, by one entry at least. */
const ids = (parameter: string, table = 'services'): string => `
  select granted.id from ${table} granted where not exists (
    select from jsonb_array_elements(${parameter}::jsonb) list where not exists (
      select from jsonb_array_elements(list) entry
      where (entry->>'id' is null or granted.id = (entry->>'id')::bigint)
        and (entry->>'name' is null or granted.name like (entry->>'name'))
        and (entry->>'environment' is null or granted.manifest->>'environment' = (entry->>'environment'))))`;

/** A glob as LIKE reads it: only `*` stands for something else than itself. */
function pattern({ id, service, environment }: Scope[number][number]) {
  return { id, environment, name: service?.replaceAll(/[\\%_]/g, '\\$&').replaceAll('*', '%') };
}
