import type { Client } from '@urql/core';
import { onCleanup } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { SystemActivityDocument, SystemPageDocument, type SystemPageQuery } from '../api/generated/graphql.ts';
import { setServerTime } from './clock.ts';
import { afterFailure, reasonOf } from './reading.ts';
import type { PageState } from './services-store.ts';

export type System = NonNullable<SystemPageQuery['system']>;
export type Check = NonNullable<SystemPageQuery['checks']>[number];

export interface SystemView {
  page: PageState;
  system: System | null;
  checks: Check[];
  /** The checks are running again; what is shown are those before. */
  checking: boolean;
}

/** Changes that come one after the other are looked at once. */
const settleMs = 500;
const kinds = ['SERVICE' as const];

/** The system and its checks: one query, asked again whenever a service changes. Needs a Solid owner. */
export const createSystemStore = (client: Client): { view: SystemView; reload: () => Promise<void> } => {
  const [view, setView] = createStore<SystemView>({
    ...{ page: { kind: 'loading' }, system: null, checks: [], checking: false },
  });
  let unsubscribe: (() => void) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest = 0;

  const reload = async (): Promise<void> => {
    latest += 1;
    const mine = latest;
    setView('checking', true);
    const { data, error } = await client.query(SystemPageDocument.toString(), {}).toPromise();
    if (mine !== latest) return;
    setView('checking', false);
    if (error || !data?.system || !data.checks) return setView('page', (page) => afterFailure(page, reasonOf(error)));
    setServerTime(data.server.timeNow);
    setView({ page: { kind: 'ready' }, system: data.system });
    setView('checks', reconcile(data.checks, { key: null }));
    unsubscribe ??= follow(data.server.activityCursor);
  };
  const follow = (after: string): (() => void) =>
    client.subscription(SystemActivityDocument.toString(), { after, filter: { kinds } }).subscribe(({ data }) => {
      if (!data) return;
      clearTimeout(timer);
      timer = setTimeout(() => void reload(), settleMs);
    }).unsubscribe;

  void reload();
  onCleanup(() => {
    latest += 1;
    clearTimeout(timer);
    unsubscribe?.();
  });
  return { view, reload };
};
