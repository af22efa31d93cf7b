import type { Client } from '@urql/core';
import { onCleanup } from 'solid-js';
import { createStore, produce, reconcile } from 'solid-js/store';
import { explain } from '../api/client.ts';
import {
  type ActiveRunFieldsFragment,
  ActivityDocument,
  type ActivitySubscription,
  type ServiceFieldsFragment,
  ServicesPageDocument,
} from '../api/generated/graphql.ts';
import { setServerTime } from './clock.ts';
import { afterFailure, reasonOf } from './reading.ts';
import { createUnregistered, type Unregistered } from './unregistered.ts';

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
  /** Where services are registered; null: the viewer may not register one. */
  servicesDirectory: string | null;
}

export type ActivityEvent = ActivitySubscription['activity'];

const nothing: ServicesView = { page: { kind: 'loading' }, services: [], unfinished: [], servicesDirectory: null };

export interface ServicesStore extends Pick<Unregistered, 'unregistered' | 'lookAgain'> {
  view: ServicesView;
  reload: () => void;
}

/** The dashboard: one query, then every change over one subscription. Needs a Solid owner. */
export const createServicesStore = (client: Client): ServicesStore => {
  const [view, setView] = createStore<ServicesView>(structuredClone(nothing));
  const { unregistered, setUnregistered, lookAgain } = createUnregistered(client, () => view.services.length);
  let unsubscribe = (): void => undefined;
  let latest = 0;

  const load = async (): Promise<void> => {
    latest += 1;
    const mine = latest;
    const { data, error } = await client.query(ServicesPageDocument.toString(), {}).toPromise();
    if (mine !== latest) return;
    if (error || !data) return setView('page', (page) => afterFailure(page, reasonOf(error)));
    setServerTime(data.server.timeNow);
    setView('services', reconcile(data.dashboard.services, { key: 'id' }));
    setView('unfinished', reconcile(data.dashboard.unfinished, { key: 'id' }));
    setView({ page: { kind: 'ready' }, servicesDirectory: data.dashboard.servicesDirectory });
    setUnregistered(data.dashboard.unregistered);
    unsubscribe();
    unsubscribe = client
      .subscription(ActivityDocument.toString(), { after: data.server.activityCursor })
      .subscribe((result) => {
        const event = result.data?.activity;
        if (event?.__typename === 'ActivityReset') void load();
        else if (event) setView(produce((held) => applyActivity(held, event)));
        if (result.error) setView('page', { kind: 'failed', ...explain(result.error) });
      }).unsubscribe;
  };

  void load();
  onCleanup(() => {
    latest += 1;
    unsubscribe();
  });
  return { view, unregistered, reload: () => void load(), lookAgain };
};

/** Whole entities arrive at least once and in any order; a run never goes back from finished to running. */
export const applyActivity = (view: Pick<ServicesView, 'services' | 'unfinished'>, event: ActivityEvent): void => {
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
  if (!held) {
    if (service.state !== 'ARCHIVED') services.push(service);
  } else if (service.state === 'ARCHIVED') services.splice(index, 1);
  else Object.assign(held, service);
};

const placeRun = (view: Pick<ServicesView, 'services' | 'unfinished'>, run: ActiveRunFieldsFragment): void => {
  if (!run.finished && isOver(view, run.number)) return;
  const index = view.unfinished.findIndex((each) => each.number === run.number);
  if (run.finished) view.unfinished = view.unfinished.filter((each) => each.number !== run.number);
  else if (index === -1) view.unfinished = [...view.unfinished, run].sort((a, b) => a.number - b.number);
  else Object.assign(view.unfinished[index] ?? {}, run);

  const service = view.services.find((each) => each.name === run.service.name);
  if (service && run.number >= (service.latestDeployment?.number ?? 0)) service.latestDeployment = run;
};

const isOver = (view: Pick<ServicesView, 'services'>, number: number): boolean =>
  view.services.some((service) => service.latestDeployment?.number === number && service.latestDeployment.finished);
