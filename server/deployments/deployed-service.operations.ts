import type { FilterQuery, MikroORM } from '@mikro-orm/postgresql';
import { authorise } from '../access/authorise.ts';
import type { Viewer } from '../access/viewer.ts';
import { numericKeysetOf, type Page, type PageInput, pageOf } from '../db/keyset.ts';
import { visibleServices } from '../services/visible.ts';
import { DeployedService } from './deployed-service.entity.ts';

export type InventoryOperations = ReturnType<typeof inventoryOperations>;

export type InventoryFilter = { service?: string | undefined };

const maxPageSize = 500;
const withService = { populate: ['service'] } as const;

/** What is really live. Other systems read it with a token that may do nothing else. */
export function inventoryOperations({ orm }: { orm: MikroORM }) {
  return {
    /** In the order of first deployment. */
    async list(viewer: Viewer, filter: InventoryFilter, input: PageInput): Promise<Page<DeployedService>> {
      authorise(viewer, 'inventory.read');
      const keyset = numericKeysetOf(input, maxPageSize);
      const where = [matching(filter), ...visible(viewer)];
      if (keyset.after !== null) where.push({ id: { $gt: keyset.after } });
      if (keyset.before !== null) where.push({ id: { $lt: keyset.before } });
      const orderBy = { id: keyset.backwards ? 'desc' : 'asc' } as const;
      const options = { ...withService, orderBy, limit: keyset.limit };
      return pageOf(await orm.em.fork().find(DeployedService, { $and: where }, options), keyset);
    },

    async count(viewer: Viewer, filter: InventoryFilter): Promise<number> {
      authorise(viewer, 'inventory.read');
      return orm.em.fork().count(DeployedService, { $and: [matching(filter), ...visible(viewer)] });
    },

    async byIds(viewer: Viewer, ids: readonly number[]): Promise<Map<number, DeployedService>> {
      authorise(viewer, 'inventory.read');
      const rows = await orm.em
        .fork()
        .find(DeployedService, { $and: [{ id: { $in: [...ids] } }, ...visible(viewer)] }, withService);
      return new Map(rows.map((row) => [row.id, row]));
    },

    async ofServices(viewer: Viewer, serviceIds: readonly number[]): Promise<Map<number, DeployedService[]>> {
      authorise(viewer, 'inventory.read');
      const where = { $and: [{ service: { id: { $in: [...serviceIds] } } }, ...visible(viewer)] };
      const rows = await orm.em.fork().find(DeployedService, where, { ...withService, orderBy: { key: 'asc' } });
      return Map.groupBy(rows, (row) => row.service.id);
    },
  };
}

const matching = ({ service }: InventoryFilter): FilterQuery<DeployedService> =>
  service === undefined ? {} : { service: { name: service } };

/** Only of services that the viewer may see. */
const visible = (viewer: Viewer): FilterQuery<DeployedService>[] =>
  visibleServices(viewer).map((service) => ({ service }));
