import type { Client } from '@urql/core';
import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import { createStore, produce } from 'solid-js/store';
import { noAnswer } from '../api/client.ts';
import {
  ActivityDocument,
  type DeploymentFilter,
  type DeploymentOrder,
  type HistoryFieldsFragment,
  HistoryPageDocument,
  type HistoryPageQuery,
  HistoryRowsDocument,
} from '../api/generated/graphql.ts';
import { setServerTime } from './clock.ts';
import { matchesFilter } from './history-filter.ts';
import { afterFailure, reasonOf } from './reading.ts';
import type { PageState } from './services-store.ts';

export type Facets = HistoryPageQuery['deploymentFacets'];

export interface HistoryView {
  page: PageState;
  runs: HistoryFieldsFragment[];
  /** Cursor of the next page; null: there is none. */
  next: string | null;
  /** Runs under the filter that appeared since, not yet shown: rows never move under the pointer. */
  fresh: number[];
  total: number;
  failed: number;
  facets: Facets;
}

export interface HistoryStore {
  view: HistoryView;
  /** What the rows are the answer to; null before the first one. */
  answered: Accessor<HistoryWish | null>;
  /** Rejects where the server does not answer. */
  loadMore(): Promise<void>;
  /** Reads as many rows again as are shown. */
  reload(): void;
  /** All runs under the filter, in its order, at most `limit`. */
  readAll(limit: number): Promise<HistoryFieldsFragment[]>;
}

/** What is asked for: a filter, an order, where to begin, and how many rows were there before. */
export interface HistoryWish {
  filter: DeploymentFilter;
  order: DeploymentOrder;
  after: string | null;
  rows: number;
}

export const pageSize = 50;
const largestPage = 100;
const noFacets: Facets = { states: [], services: [], environments: [], origins: [], actors: [] };
const failedStates: DeploymentFilter['states'] = ['FAILURE', 'TIMED_OUT', 'LOST'];

/** Past runs under a filter, in an order, page by page; runs already shown are kept current. Needs a Solid owner. */
export const createHistoryStore = (client: Client, wish: () => HistoryWish): HistoryStore => {
  const [view, setView] = createStore<HistoryView>({
    ...{ page: { kind: 'loading' }, runs: [], next: null, fresh: [], total: 0, failed: 0, facets: noFacets },
  });
  const [answered, setAnswered] = createSignal<HistoryWish | null>(null);
  let unsubscribe = (): void => undefined;
  let latest = 0;

  const readRows = async (first: number, after: string | null) => {
    const { filter, order } = wish();
    const { data } = await client.query(HistoryRowsDocument.toString(), { first, after, filter, order }).toPromise();
    return data?.deployments;
  };

  const follow = (cursor: string): void => {
    unsubscribe();
    const variables = { after: cursor, filter: { kinds: ['DEPLOYMENT' as const] } };
    unsubscribe = client.subscription(ActivityDocument.toString(), variables).subscribe(({ data }) => {
      if (data?.activity.__typename === 'ActivityReset') void load();
      if (data?.activity.__typename !== 'DeploymentChanged') return;
      const run = data.activity.deployment;
      const { filter, order, after } = wish();
      const isNew = order === 'NEWEST' && after === null && matchesFilter(filter, run);
      setView(produce((held) => placeRun(held, run, isNew)));
    }).unsubscribe;
  };

  const load = async (): Promise<void> => {
    latest += 1;
    const mine = latest;
    const asked = wish();
    const { filter, order, after } = asked;
    const rows = answered() === asked ? view.runs.length : asked.rows;
    const first = Math.min(Math.max(rows, pageSize), largestPage);
    const failed = { ...filter, states: failedStates };
    const { data, error } = await client
      .query(HistoryPageDocument.toString(), { first, after, filter, failed, order })
      .toPromise();
    if (mine !== latest) return;
    if (error || !data) {
      const why = reasonOf(error);
      return setView('page', (page) => (answered() === asked ? afterFailure(page, why) : { kind: 'failed', ...why }));
    }
    setServerTime(data.server.timeNow);
    const { nodes, pageInfo, totalCount } = data.deployments;
    const runs = [...nodes];
    let next = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    while (next !== null && runs.length < rows) {
      const more = await readRows(Math.min(rows - runs.length, largestPage), next);
      if (mine !== latest) return;
      if (!more) break;
      runs.push(...more.nodes);
      next = more.pageInfo.hasNextPage ? more.pageInfo.endCursor : null;
    }
    const facets = data.deploymentFacets;
    setView({
      page: { kind: 'ready' },
      runs,
      next,
      fresh: [],
      total: totalCount,
      failed: data.failed.totalCount,
      facets,
    });
    setAnswered(asked);
    follow(data.server.activityCursor);
  };

  createEffect(on(wish, () => void load()));
  onCleanup(() => {
    latest += 1;
    unsubscribe();
  });

  return {
    view,
    answered,
    reload: () => void load(),
    async loadMore() {
      const mine = latest;
      const after = view.next;
      const more = await readRows(pageSize, after);
      // The list may be another one by now, or already go further.
      if (mine !== latest || after !== view.next) return;
      if (!more) throw new Error(noAnswer);
      setView({
        runs: [...view.runs, ...more.nodes],
        next: more.pageInfo.hasNextPage ? more.pageInfo.endCursor : null,
      });
    },
    async readAll(limit) {
      const runs: HistoryFieldsFragment[] = [];
      let after: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof readRows>> = await readRows(largestPage, after);
        if (!page) throw new Error('The server did not answer. Nothing was saved; try again.');
        runs.push(...page.nodes);
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      } while (after !== null && runs.length < limit);
      return runs.slice(0, limit);
    },
  };
};

const placeRun = (view: HistoryView, run: HistoryFieldsFragment, isNew: boolean): void => {
  const held = view.runs.find((each) => each.number === run.number);
  if (held) Object.assign(held, run);
  else if (isNew && run.number > (view.runs[0]?.number ?? 0) && !view.fresh.includes(run.number))
    view.fresh.push(run.number);
};
