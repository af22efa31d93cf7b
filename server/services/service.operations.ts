import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { EntityManager, FilterQuery } from '@mikro-orm/postgresql';
import { authorise } from '../access/authorise.ts';
import { authoriseUnlimited, mayUnlimited } from '../access/authorise-unlimited.ts';
import type { Viewer } from '../access/viewer.ts';
import { keysetOf, type Page, type PageInput, pageOf } from '../db/keyset.ts';
import { findPlain } from '../db/plain-rows.ts';
import { ConflictError } from '../errors.ts';
import { copyExample } from './examples.ts';
import { inTurn } from './in-turn.ts';
import { Service, type ServiceState } from './service.entity.ts';
import { syncForSome } from './sync-for-some.ts';
import { type SyncDeps, type SyncResult, syncServices } from './sync-services.ts';
import { readUnregistered, type UnregisteredDirectories } from './unregistered.ts';
import { isUnlimited, visibleServices } from './visible.ts';

export type ServiceOperations = ReturnType<typeof serviceOperations>;

/** When the services directory was last read, here, and why that failed; null: it did not. */
export type LastSync = { at: Date; problem: string | null };

export type ServiceFilter = { search?: string | undefined; states?: readonly ServiceState[] | undefined };

const maxPageSize = 500;

/** Everything that anybody may do with services. Each verb asks first whether this viewer may. */
export function serviceOperations(deps: SyncDeps) {
  const fork = (): EntityManager => deps.orm.em.fork();
  // In the database they take turns as well, but there each holds a connection while it waits.
  const takeTurn = inTurn();
  let lastSync: LastSync | null = null;

  return {
    async byName(viewer: Viewer, name: string): Promise<Service | null> {
      authorise(viewer, 'service.read');
      return fork().findOne(Service, { $and: [{ name }, ...visibleServices(viewer)] });
    },

    async byIds(viewer: Viewer, ids: readonly number[]): Promise<Map<number, Service>> {
      authorise(viewer, 'service.read');
      const services = await findPlain(fork(), Service, {
        $and: [{ id: { $in: [...ids] } }, ...visibleServices(viewer)],
      });
      return new Map(services.map((service) => [service.id, service]));
    },

    async list(viewer: Viewer, filter: ServiceFilter, input: PageInput): Promise<Page<Service>> {
      authorise(viewer, 'service.read');
      const keyset = keysetOf(input, maxPageSize);
      const where = [...matching(filter), ...visibleServices(viewer)];
      if (keyset.after !== null) where.push({ name: { $gt: keyset.after } });
      if (keyset.before !== null) where.push({ name: { $lt: keyset.before } });
      const orderBy = { name: keyset.backwards ? 'desc' : 'asc' } as const;
      return pageOf(await findPlain(fork(), Service, { $and: where }, { orderBy, limit: keyset.limit }), keyset);
    },

    async count(viewer: Viewer, filter: ServiceFilter): Promise<number> {
      authorise(viewer, 'service.read');
      return fork().count(Service, { $and: [...matching(filter), ...visibleServices(viewer)] });
    },

    async sync(viewer: Viewer, options: { force: boolean }): Promise<SyncResult> {
      authorise(viewer, 'service.sync');
      try {
        const sync = isUnlimited(viewer) ? syncServices : syncForSome;
        const result = await takeTurn(() => sync(deps, viewer, options));
        lastSync = { at: new Date(), problem: null };
        return result;
      } catch (error) {
        lastSync = { at: new Date(), problem: error instanceof Error ? error.message : String(error) };
        throw error;
      }
    },

    /** When this server last read the directories; null: not yet. */
    syncedAt(viewer: Viewer): Date | null {
      authorise(viewer, 'service.read');
      return lastSync?.at ?? null;
    },

    /** Where services are registered, for whoever may register one; null for everybody else. */
    directory(viewer: Viewer): string | null {
      return mayUnlimited(viewer, 'service.createDemo') ? deps.servicesDir : null;
    },

    /** What is there now and cannot be a service, for whoever may register one; null for everybody else. */
    async unregistered(viewer: Viewer): Promise<UnregisteredDirectories | null> {
      return mayUnlimited(viewer, 'service.createDemo') ? await readUnregistered(deps.servicesDir) : null;
    },

    /** Copies the example `hello` into the services directory. Throws ConflictError when there is something of that name. */
    async createDemo(viewer: Viewer): Promise<Service> {
      authoriseUnlimited(viewer, 'service.createDemo');
      placeDemo(deps.servicesDir);
      await this.sync(viewer, { force: false });
      const created = await this.byName(viewer, demoName);
      if (created === null)
        throw new ConflictError(`${demoName} was written and is gone again: look at ${deps.servicesDir}.`);
      return created;
    },

    /** Null: this process has not read it yet. */
    lastSync: (): LastSync | null => lastSync,
  };
}

const demoName = 'hello';

/** Whole or not at all: what starts with a dot is no service. */
function placeDemo(servicesDir: string): void {
  const directory = path.join(servicesDir, demoName);
  if (existsSync(directory)) throw new ConflictError(`${directory} exists already. Remove it, or deploy it as it is.`);
  const draft = path.join(servicesDir, `.${demoName}.${process.pid}.new`);
  try {
    copyExample(demoName, draft);
    renameSync(draft, directory);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw new ConflictError(
      `${directory} cannot be written: ${error instanceof Error ? error.message : error}. Let the server write to ${servicesDir}, or make the files by hand.`,
    );
  }
}

function matching({ search, states }: ServiceFilter): FilterQuery<Service>[] {
  const all: FilterQuery<Service>[] = [];
  if (states) all.push({ state: { $in: [...states] } });
  if (search) {
    const like = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
    all.push({ $or: [{ name: { $ilike: like } }, { manifest: { description: { $ilike: like } } }] });
  }
  return all;
}
