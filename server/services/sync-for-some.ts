import type { Viewer } from '../access/viewer.ts';
import { ConflictError, ForbiddenError } from '../errors.ts';
import { Service } from './service.entity.ts';
import { type SyncDeps, type SyncResult, syncServices } from './sync-services.ts';
import { visibleServices } from './visible.ts';

/**
 * The sync of a viewer who sees some services only: the whole directory is read, the answer shows theirs. Throws
 * ForbiddenError for `force`, which decides about services that they do not see.
 */
export async function syncForSome(deps: SyncDeps, viewer: Viewer, options: { force: boolean }): Promise<SyncResult> {
  if (options.force) throw new ForbiddenError('Forcing a sync needs the right to see every service.', 'service.sync');
  const all = await syncServices(deps, viewer, options).catch((error: unknown) => {
    if (!(error instanceof ConflictError)) throw error;
    throw new ConflictError('The sync was refused. Ask somebody who sees every service to look at it.');
  });
  const em = deps.orm.em.fork();
  const visible = await em.find(Service, { $and: [{ state: { $ne: 'ARCHIVED' } }, ...visibleServices(viewer)] });
  const archived = await em.find(Service, { $and: [{ id: { $in: idsOf(all.archived) } }, ...visibleServices(viewer)] });
  const ids = new Set(idsOf([...visible, ...archived]));
  const seen = (services: Service[]): Service[] => services.filter(({ id }) => ids.has(id));
  const added = seen(all.added);
  const updated = seen(all.updated);
  const unchangedCount = visible.length - added.length - updated.length;
  return { added, updated, archived: seen(all.archived), invalid: seen(all.invalid), unchangedCount, ignored: [] };
}

const idsOf = (services: readonly Service[]): number[] => services.map(({ id }) => id);
