import type { CombinedError } from '@urql/core';
import { createEffect, createSignal, on, onCleanup } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { setServerTime } from './clock.ts';
import { afterFailure, reasonOf } from './reading.ts';

export type ListingState =
  | { kind: 'loading' }
  | { kind: 'failed'; message: string; requestId: string | null; code: string | null }
  | { kind: 'ready' };

export interface Rows<Row> {
  nodes: Row[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

interface Answer<Data> {
  data?: Data | undefined;
  error?: CombinedError | undefined;
}

/** A list that is read page by page and again when somebody changed it; nothing in it moves by itself. */
export interface Listing<Data, Row> {
  view: { state: ListingState; rows: Row[]; next: string | null };
  /** The whole answer of the first page. */
  data: () => Data | undefined;
  reload(): Promise<void>;
  loadMore(): Promise<void>;
}

/** `read` is asked again when a signal in it changes. Rows that stay keep their identity, so that focus stays as well. */
export const createListing = <Data extends { server: { timeNow: string } }, Row extends { id: string }>(
  read: (after: string | null) => Promise<Answer<Data>>,
  rowsOf: (data: Data) => Rows<Row> | null,
): Listing<Data, Row> => {
  const [view, setView] = createStore<Listing<Data, Row>['view']>({ state: { kind: 'loading' }, rows: [], next: null });
  const [data, setData] = createSignal<Data>();
  let latest = 0;
  /** Counts what was asked for, by the signals in `read`; rows of another wish are not shown for this one. */
  let wish = 0;
  let answered = 0;

  const load = async (after: string | null, held: readonly Row[], reading: Promise<Answer<Data>>): Promise<void> => {
    latest += 1;
    const mine = latest;
    const asked = wish;
    const answer = await reading;
    if (mine !== latest) return;
    const rows = answer.data ? rowsOf(answer.data) : null;
    if (!answer.data || !rows) {
      const why = reasonOf(answer.error);
      return setView('state', (state) => (asked === answered ? afterFailure(state, why) : { kind: 'failed', ...why }));
    }
    answered = asked;
    setServerTime(answer.data.server.timeNow);
    if (after === null) setData(() => answer.data);
    setView('rows', reconcile([...held, ...rows.nodes], { key: 'id' }));
    setView({ state: { kind: 'ready' }, next: rows.pageInfo.hasNextPage ? rows.pageInfo.endCursor : null });
  };

  createEffect(
    on(
      () => read(null),
      (reading) => {
        wish += 1;
        void load(null, [], reading);
      },
    ),
  );
  onCleanup(() => {
    latest += 1;
  });

  return {
    view,
    data,
    reload: () => load(null, [], read(null)),
    loadMore: () => load(view.next, [...view.rows], read(view.next)),
  };
};
