import type { Client } from '@urql/core';
import { createEffect, createSignal, on, onCleanup } from 'solid-js';
import { createStore, produce } from 'solid-js/store';
import { explain } from '../api/client.ts';
import {
  ActivityDocument,
  type DeploymentFilter,
  HistoryPageDocument,
  type RunFieldsFragment,
  ServiceNamesDocument,
} from '../api/generated/graphql.ts';
import { setServerTime } from './clock.ts';
import type { PageState } from './services-store.ts';

export interface HistoryView {
  page: PageState;
  runs: RunFieldsFragment[];
  /** Cursor of the next page; null: there is none. */
  next: string | null;
  /** Runs that appeared since, not yet shown: rows never move under the pointer. */
  fresh: number[];
}

export interface HistoryStore {
  view: HistoryView;
  services: () => string[];
  loadMore(): Promise<void>;
  reload(): void;
}

const pageSize = 50;

/** Past runs under a filter, newest first, page by page; runs already shown are kept current. Needs a Solid owner. */
export const createHistoryStore = (client: Client, filter: () => DeploymentFilter): HistoryStore => {
  const [view, setView] = createStore<HistoryView>({ page: { kind: 'loading' }, runs: [], next: null, fresh: [] });
  const [services, setServices] = createSignal<string[]>([]);
  let unsubscribe = (): void => undefined;
  let latest = 0;

  const read = (after: string | null) =>
    client.query(HistoryPageDocument.toString(), { first: pageSize, after, filter: filter() }).toPromise();

  const follow = (cursor: string): void => {
    unsubscribe();
    const filterServices = filter().services;
    const variables = {
      after: cursor,
      filter: { kinds: ['DEPLOYMENT' as const], ...(filterServices && { services: filterServices }) },
    };
    unsubscribe = client.subscription(ActivityDocument.toString(), variables).subscribe(({ data }) => {
      if (data?.activity.__typename === 'ActivityReset') void load();
      if (data?.activity.__typename !== 'DeploymentChanged') return;
      const run = data.activity.deployment;
      setView(produce((held) => placeRun(held, run)));
    }).unsubscribe;
  };

  const load = async (): Promise<void> => {
    latest += 1;
    const mine = latest;
    const { data, error } = await read(null);
    if (mine !== latest) return;
    if (error || !data)
      return setView('page', {
        kind: 'failed',
        ...(error ? explain(error) : { message: 'No answer.', requestId: null }),
      });
    setServerTime(data.server.timeNow);
    const { nodes, pageInfo } = data.deployments;
    setView({
      page: { kind: 'ready' },
      runs: nodes,
      next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
      fresh: [],
    });
    follow(data.server.activityCursor);
  };

  createEffect(on(filter, () => void load()));
  void client
    .query(ServiceNamesDocument.toString(), {})
    .toPromise()
    .then(({ data }) => setServices(data?.services.nodes.map((service) => service.name).sort() ?? []));
  onCleanup(() => {
    latest += 1;
    unsubscribe();
  });

  return {
    view,
    services,
    reload: () => void load(),
    async loadMore() {
      const { data } = await read(view.next);
      if (!data) return;
      const { nodes, pageInfo } = data.deployments;
      setView({ runs: [...view.runs, ...nodes], next: pageInfo.hasNextPage ? pageInfo.endCursor : null });
    },
  };
};

const placeRun = (view: HistoryView, run: RunFieldsFragment): void => {
  const held = view.runs.find((each) => each.number === run.number);
  if (held) Object.assign(held, run);
  else if (run.number > (view.runs[0]?.number ?? 0) && !view.fresh.includes(run.number)) view.fresh.push(run.number);
};
