import type { Client } from '@urql/core';
import { createEffect, on, onCleanup } from 'solid-js';
import { createStore, produce, reconcile } from 'solid-js/store';
import {
  type ActiveRunFieldsFragment,
  ActivityDocument,
  ServicePageDocument,
  type ServicePageQuery,
} from '../api/generated/graphql.ts';
import { setServerTime } from './clock.ts';
import { afterFailure, reasonOf } from './reading.ts';
import type { ActivityEvent, PageState } from './services-store.ts';

export type ServiceDetails = NonNullable<ServicePageQuery['service']>;

export interface ServiceView {
  page: PageState;
  service: ServiceDetails | null;
}

const shownRuns = 50;
/** Several runs that end together are one reading. */
const refreshMs = 500;

/** One service: one query, then its changes over one subscription; figures are read again when a run has ended. Needs a Solid owner. */
export const createServiceStore = (
  client: Client,
  name: string,
  days: () => number,
): { view: ServiceView; reload: () => void } => {
  const [view, setView] = createStore<ServiceView>({ page: { kind: 'loading' }, service: null });
  let unsubscribe = (): void => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest = 0;

  /** Whoever reads last goes on from there; until then the stream before stays open. */
  const load = async (): Promise<void> => {
    clearTimeout(timer);
    latest += 1;
    const mine = latest;
    const { data, error } = await client.query(ServicePageDocument.toString(), { name, days: days() }).toPromise();
    if (mine !== latest) return;
    if (error) return setView('page', (page) => afterFailure(page, reasonOf(error)));
    unsubscribe();
    if (!data?.service) return setView({ page: { kind: 'missing' }, service: null });
    setServerTime(data.server.timeNow);
    setView('service', reconcile(data.service, { key: 'number', merge: true }));
    setView('page', { kind: 'ready' });
    const variables = { after: data.server.activityCursor, filter: { services: [name] } };
    unsubscribe = client
      .subscription(ActivityDocument.toString(), variables)
      .subscribe((result) => result.data && receive(result.data.activity)).unsubscribe;
  };

  const receive = (event: ActivityEvent): void => {
    if (event.__typename === 'ActivityReset') void load();
    else if (event.__typename === 'ServiceDeleted') setView({ page: { kind: 'missing' }, service: null });
    else
      setView(
        'service',
        produce((held) => held && applyChange(held, event)),
      );
    if (event.__typename !== 'DeploymentChanged' || !event.deployment.finished) return;
    clearTimeout(timer);
    timer = setTimeout(() => void load(), refreshMs);
  };

  createEffect(on(days, () => void load()));
  onCleanup(() => {
    latest += 1;
    clearTimeout(timer);
    unsubscribe();
  });
  return { view, reload: () => void load() };
};

const applyChange = (service: ServiceDetails, event: ActivityEvent): void => {
  if (event.__typename === 'ServiceChanged' && event.service.name === service.name)
    Object.assign(service, event.service);
  if (event.__typename !== 'DeploymentChanged' || event.deployment.service.name !== service.name) return;
  const run = event.deployment;
  const held = service.deployments.nodes.find((each) => each.number === run.number);
  if (held) Object.assign(held, run);
  else if (run.number > (service.deployments.nodes[0]?.number ?? 0)) {
    service.deployments.nodes = [run, ...service.deployments.nodes].slice(0, shownRuns);
    service.deployments.totalCount += 1;
  }
  if (run.number >= (service.latestDeployment?.number ?? 0)) service.latestDeployment = run;
  placeUnfinished(service, run);
};

const placeUnfinished = (service: ServiceDetails, run: ActiveRunFieldsFragment): void => {
  const others = service.unfinishedDeployments.filter((each) => each.number !== run.number);
  const isOver = service.deployments.nodes.some((each) => each.number === run.number && each.finished);
  service.unfinishedDeployments =
    run.finished || isOver ? others : [...others, run].sort((a, b) => a.number - b.number);
};
