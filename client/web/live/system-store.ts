import type { Client } from '@urql/core';
import { onCleanup } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { explain } from '../api/client.ts';
import { SystemActivityDocument, SystemPageDocument, type SystemPageQuery } from '../api/generated/graphql.ts';
import { setServerTime } from './clock.ts';
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
  let disposed = false;

  const reload = async (): Promise<void> => {
    setView('checking', true);
    const { data, error } = await client.query(SystemPageDocument.toString(), {}).toPromise();
    if (disposed) return;
    setView('checking', false);
    if (error || !data?.system || !data.checks)
      return setView('page', {
        kind: 'failed',
        ...(error ? explain(error) : { message: 'No answer.', requestId: null }),
      });
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
    disposed = true;
    clearTimeout(timer);
    unsubscribe?.();
  });
  return { view, reload };
};
