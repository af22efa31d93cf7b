import type { Client } from '@urql/core';
import { onCleanup } from 'solid-js';
import { createStore, produce } from 'solid-js/store';
import { type Explanation, explain } from '../api/client.ts';
import {
  InventoryActivityDocument,
  type InventoryActivitySubscription,
  type InventoryFieldsFragment,
  InventoryPageDocument,
  type LiveFieldsFragment,
} from '../api/generated/graphql.ts';
import { setServerTime } from './clock.ts';
import { afterFailure, reasonOf } from './reading.ts';
import type { PageState } from './services-store.ts';

export interface InventoryView {
  page: PageState;
  services: InventoryFieldsFragment[];
}

export type InventoryEvent = InventoryActivitySubscription['activity'];

const kinds = ['SERVICE' as const, 'INVENTORY' as const];

/** What is live of each service: one query, then every change over one subscription. Needs a Solid owner. */
export const createInventoryStore = (client: Client): { view: InventoryView; reload: () => void } => {
  const [view, setView] = createStore<InventoryView>({ page: { kind: 'loading' }, services: [] });
  let unsubscribe = (): void => undefined;
  let latest = 0;

  const load = async (): Promise<void> => {
    latest += 1;
    const mine = latest;
    const loaded = await loadAll(client);
    if (mine !== latest) return;
    if ('message' in loaded) return setView('page', (page) => afterFailure(page, loaded));
    setView({ page: { kind: 'ready' }, services: loaded.services });
    unsubscribe();
    unsubscribe = client
      .subscription(InventoryActivityDocument.toString(), { after: loaded.cursor, filter: { kinds } })
      .subscribe(({ data, error }) => {
        if (data?.activity.__typename === 'ActivityReset') void load();
        else if (data) setView(produce((held) => applyInventory(held, data.activity)));
        if (error) setView('page', { kind: 'failed', ...explain(error) });
      }).unsubscribe;
  };

  void load();
  onCleanup(() => {
    latest += 1;
    unsubscribe();
  });
  return { view, reload: () => void load() };
};

/** Whole entities, at least once and in any order. What is live of a service whose directory went stays live. */
export const applyInventory = (view: InventoryView, event: InventoryEvent): void => {
  switch (event.__typename) {
    case 'DeployedServiceChanged':
      placeLive(view.services, event.deployedService);
      return;
    case 'ServiceChanged':
      placeService(view.services, event.service);
      return;
    case 'ServiceDeleted':
      view.services = view.services.filter((service) => service.name !== event.serviceName);
      return;
    case 'DeploymentChanged':
    case 'ActivityReset':
      return;
    default:
      event satisfies never;
  }
};

const placeLive = (services: InventoryFieldsFragment[], live: LiveFieldsFragment): void => {
  const service = services.find((each) => each.name === live.serviceName);
  if (!service) return;
  service.deployed = [...service.deployed.filter((each) => each.key !== live.key), live].sort((a, b) =>
    a.key.localeCompare(b.key),
  );
};

const placeService = (services: InventoryFieldsFragment[], service: InventoryFieldsFragment): void => {
  const held = services.find((each) => each.name === service.name);
  if (held) Object.assign(held, service);
  else services.push(service);
};

interface Loaded {
  services: InventoryFieldsFragment[];
  cursor: string;
}

/** Reads all pages; the cursor of the first one covers what changes while the others are read. */
const loadAll = async (client: Client): Promise<Loaded | Explanation> => {
  const loaded: Loaded = { services: [], cursor: '' };
  let after: string | null = null;
  do {
    const result: Awaited<ReturnType<typeof readPage>> = await readPage(client, after);
    if (result.error || !result.data) return reasonOf(result.error);
    const { server, services } = result.data;
    if (!loaded.cursor) {
      setServerTime(server.timeNow);
      loaded.cursor = server.activityCursor;
    }
    loaded.services.push(...services.nodes);
    after = services.pageInfo.hasNextPage ? services.pageInfo.endCursor : null;
  } while (after);
  return loaded;
};

const readPage = (client: Client, after: string | null) =>
  client.query(InventoryPageDocument.toString(), { after }).toPromise();
