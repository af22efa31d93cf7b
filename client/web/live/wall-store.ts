import type { Client } from '@urql/core';
import { onCleanup } from 'solid-js';
import { createStore, produce } from 'solid-js/store';
import { explain } from '../api/client.ts';
import {
  WallActivityDocument,
  type WallActivitySubscription,
  WallPageDocument,
  type WallPageQuery,
  type WallRunFieldsFragment,
  type WallServiceFieldsFragment,
} from '../api/generated/graphql.ts';
import { startOfDay } from '../components/days.ts';
import { zone } from '../session/preferences.ts';
import { now, setServerTime } from './clock.ts';
import type { PageState } from './services-store.ts';

export type WallService = WallServiceFieldsFragment;
export type WallRun = WallRunFieldsFragment & { service: { name: string } };
export type TodayRun = WallPageQuery['today']['nodes'][number];
export type WallEvent = WallActivitySubscription['activity'];

export interface WallView {
  page: PageState;
  services: WallService[];
  /** Queued, running and canceling, oldest first. */
  unfinished: WallRun[];
  /** Begun since midnight, here where the wall hangs. */
  today: TodayRun[];
  /** There are more than these today. */
  hasMoreToday: boolean;
}

const againMs = 5_000;
const kinds = ['DEPLOYMENT' as const, 'SERVICE' as const];

/** What hangs on the wall: one query, then every change over one subscription. Nobody is there to press "Try again". Needs a Solid owner. */
export const createWallStore = (client: Client): WallView => {
  const [view, setView] = createStore<WallView>({
    ...{ page: { kind: 'loading' }, services: [], unfinished: [], today: [], hasMoreToday: false },
  });
  let unsubscribe = (): void => undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let disposed = false;

  const fail = (problem: { message: string; requestId: string | null }): void => {
    setView('page', { kind: 'failed', ...problem });
    clearTimeout(again);
    again = setTimeout(() => void load(), againMs);
  };
  const load = async (): Promise<void> => {
    unsubscribe();
    const loaded = await loadAll(client);
    if (disposed) return;
    if ('message' in loaded) return fail(loaded);
    const { cursor, ...data } = loaded;
    setView({ page: { kind: 'ready' }, ...data });
    unsubscribe = client
      .subscription(WallActivityDocument.toString(), { after: cursor, filter: { kinds } })
      .subscribe(({ data: news, error }) => {
        if (news?.activity.__typename === 'ActivityReset') void load();
        else if (news) setView(produce((held) => applyToWall(held, news.activity)));
        if (error) fail(explain(error));
      }).unsubscribe;
  };

  void load();
  onCleanup(() => {
    disposed = true;
    clearTimeout(again);
    unsubscribe();
  });
  return view;
};

/** Whole entities arrive at least once; each run brings its service as it is now. */
export const applyToWall = (view: WallView, event: WallEvent): void => {
  switch (event.__typename) {
    case 'ServiceChanged':
      placeService(view, event.service);
      return;
    case 'ServiceDeleted':
      view.services = view.services.filter((service) => service.name !== event.serviceName);
      return;
    case 'DeploymentChanged': {
      const { service, ...run } = event.deployment;
      placeService(view, service);
      placeRun(view, { ...run, service });
      return;
    }
    case 'DeployedServiceChanged':
    case 'ActivityReset':
      return;
    default:
      event satisfies never;
  }
};

const placeService = (view: WallView, service: WallService): void => {
  const others = view.services.filter((each) => each.name !== service.name);
  view.services = service.state === 'ARCHIVED' ? others : [...others, service];
};

const placeRun = (view: WallView, run: WallRun): void => {
  const latest = view.services.find((each) => each.name === run.service.name)?.latestDeployment;
  const isOver = run.finished || (latest?.number === run.number && latest.finished);
  const others = view.unfinished.filter((each) => each.number !== run.number);
  view.unfinished = isOver ? others : [...others, run].sort((a, b) => a.number - b.number);
  const { number, state, createdAt, durationMs } = run;
  if (Date.parse(createdAt) < midnight() || (view.hasMoreToday && !view.today.some((each) => each.number === number)))
    return;
  view.today = [...view.today.filter((each) => each.number !== number), { number, state, createdAt, durationMs }];
};

/** On the server's clock, in the time zone of the wall. */
export const midnight = (): number => startOfDay(now(), zone());

type Loaded = Omit<WallView, 'page'> & { cursor: string };

/** Reads all pages; the cursor of the first one covers what changes while the others are read. */
const loadAll = async (client: Client): Promise<Loaded | { message: string; requestId: string | null }> => {
  const loaded: Loaded = { services: [], unfinished: [], today: [], hasMoreToday: false, cursor: '' };
  let after: string | null = null;
  do {
    const result: Awaited<ReturnType<typeof readPage>> = await readPage(client, after);
    if (result.error || !result.data)
      return result.error ? explain(result.error) : { message: 'No answer.', requestId: null };
    const { server, services, unfinished, today } = result.data;
    if (!loaded.cursor) {
      setServerTime(server.timeNow);
      loaded.cursor = server.activityCursor;
      loaded.unfinished = unfinished.nodes.toSorted((a, b) => a.number - b.number);
      loaded.today = today.nodes;
      loaded.hasMoreToday = today.pageInfo.hasNextPage;
    }
    loaded.services.push(...services.nodes.filter((service) => service.state !== 'ARCHIVED'));
    after = services.pageInfo.hasNextPage ? services.pageInfo.endCursor : null;
  } while (after);
  return loaded;
};

const readPage = (client: Client, after: string | null) =>
  client.query(WallPageDocument.toString(), { after, today: new Date(midnight()).toISOString() }).toPromise();
