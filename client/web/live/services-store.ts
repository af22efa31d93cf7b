import type { Client } from '@urql/core';
import { onCleanup } from 'solid-js';
import { createStore, produce } from 'solid-js/store';
import { explain } from '../api/client.ts';
import {
  type ActiveRunFieldsFragment,
  ActivityDocument,
  type ActivitySubscription,
  type ServiceFieldsFragment,
  ServicesPageDocument,
} from '../api/generated/graphql.ts';
import { setServerTime } from './clock.ts';

export type PageState =
  | { kind: 'loading' }
  | { kind: 'missing' }
  | { kind: 'failed'; message: string; requestId: string | null }
  | { kind: 'ready' };

export interface ServicesView {
  page: PageState;
  services: ServiceFieldsFragment[];
  /** Queued, running and canceling, oldest first. */
  unfinished: ActiveRunFieldsFragment[];
}

export type ActivityEvent = ActivitySubscription['activity'];

/** The dashboard: one query, then every change over one subscription. Needs a Solid owner. */
export const createServicesStore = (client: Client): { view: ServicesView; reload: () => void } => {
  const [view, setView] = createStore<ServicesView>({ page: { kind: 'loading' }, services: [], unfinished: [] });
  let unsubscribe = (): void => undefined;
  let disposed = false;

  const load = async (): Promise<void> => {
    unsubscribe();
    const loaded = await loadAll(client);
    if (disposed) return;
    if ('message' in loaded) return setView('page', { kind: 'failed', ...loaded });
    setView({ page: { kind: 'ready' }, services: loaded.services, unfinished: loaded.unfinished });
    unsubscribe = client
      .subscription(ActivityDocument.toString(), { after: loaded.cursor })
      .subscribe(({ data, error }) => {
        if (data?.activity.__typename === 'ActivityReset') void load();
        else if (data) setView(produce((held) => applyActivity(held, data.activity)));
        if (error) setView('page', { kind: 'failed', ...explain(error) });
      }).unsubscribe;
  };

  void load();
  onCleanup(() => {
    disposed = true;
    unsubscribe();
  });
  return { view, reload: () => void load() };
};

/** Whole entities arrive at least once and in any order; a run never goes back from finished to running. */
export const applyActivity = (view: ServicesView, event: ActivityEvent): void => {
  switch (event.__typename) {
    case 'ServiceChanged':
      placeService(view.services, event.service);
      return;
    case 'ServiceDeleted':
      view.services = view.services.filter((service) => service.name !== event.serviceName);
      return;
    case 'DeploymentChanged':
      placeRun(view, event.deployment);
      return;
    case 'ActivityReset':
    case 'DeployedServiceChanged':
      return;
    default:
      event satisfies never;
  }
};

const placeService = (services: ServiceFieldsFragment[], service: ServiceFieldsFragment): void => {
  const index = services.findIndex((each) => each.name === service.name);
  const held = services[index];
  if (!held) services.push(service);
  else if (service.state === 'ARCHIVED') services.splice(index, 1);
  else Object.assign(held, service);
};

const placeRun = (view: ServicesView, run: ActiveRunFieldsFragment): void => {
  if (!run.finished && isOver(view, run.number)) return;
  const index = view.unfinished.findIndex((each) => each.number === run.number);
  if (run.finished) view.unfinished = view.unfinished.filter((each) => each.number !== run.number);
  else if (index === -1) view.unfinished = [...view.unfinished, run].sort((a, b) => a.number - b.number);
  else Object.assign(view.unfinished[index] ?? {}, run);

  const service = view.services.find((each) => each.name === run.service.name);
  if (service && run.number >= (service.latestDeployment?.number ?? 0)) service.latestDeployment = run;
};

const isOver = (view: ServicesView, number: number): boolean =>
  view.services.some((service) => service.latestDeployment?.number === number && service.latestDeployment.finished);

interface Loaded {
  services: ServiceFieldsFragment[];
  unfinished: ActiveRunFieldsFragment[];
  cursor: string;
}

/** Reads all pages; the cursor of the first one covers what changes while the others are read. */
const loadAll = async (client: Client): Promise<Loaded | { message: string; requestId: string | null }> => {
  const loaded: Loaded = { services: [], unfinished: [], cursor: '' };
  let after: string | null = null;
  do {
    const result: Awaited<ReturnType<typeof readPage>> = await readPage(client, after);
    if (result.error || !result.data)
      return result.error ? explain(result.error) : { message: 'No answer.', requestId: null };
    const { server, services, unfinished } = result.data;
    if (!loaded.cursor) {
      setServerTime(server.timeNow);
      loaded.cursor = server.activityCursor;
      loaded.unfinished = unfinished.nodes.toSorted((a, b) => a.number - b.number);
    }
    loaded.services.push(...services.nodes.filter((service) => service.state !== 'ARCHIVED'));
    after = services.pageInfo.hasNextPage ? services.pageInfo.endCursor : null;
  } while (after);
  return loaded;
};

const readPage = (client: Client, after: string | null) =>
  client.query(ServicesPageDocument.toString(), { after }).toPromise();
