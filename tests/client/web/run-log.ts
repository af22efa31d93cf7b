import { createMemoryHistory, MemoryRouter, Route } from '@solidjs/router';
import { createComponent, Show } from 'solid-js';
import { render } from 'solid-js/web';
import { onTestFinished } from 'vitest';
import { createRunStore, type RunStore } from '../../../client/web/live/run-store.ts';
import { createFailure } from '../../../client/web/views/run/failure.ts';
import { LogSearch } from '../../../client/web/views/run/LogSearch.tsx';
import { LogView } from '../../../client/web/views/run/LogView.tsx';
import { createLogPage, type LogPage } from '../../../client/web/views/run/log-page.ts';
import { useRunKeys } from '../../../client/web/views/run/run-keys.ts';
import { StepList } from '../../../client/web/views/run/StepList.tsx';
import { until } from '../../helpers/until.ts';
import { buildRun } from './build.ts';
import type { RunServer } from './run-server.ts';

export interface HeldLog {
  store: RunStore;
  page: LogPage;
  /** Path, search and hash. */
  address(): string;
}

/** The log of a run in its page with search and keys, at an address, until the test ends. */
export const openLog = async (server: RunServer, address = '/'): Promise<HeldLog> => {
  const history = createMemoryHistory();
  history.set({ value: address });
  let held: HeldLog | undefined;
  const Log = () => {
    const store = createRunStore(server.client, 'dep_1');
    return createComponent(Show, {
      keyed: true,
      get when() {
        return store.view.page.kind === 'ready';
      },
      get children() {
        const page = pageOf(store);
        held = { store, page, address: history.get };
        const run = store.view.run ?? buildRun();
        useRunKeys(() => run, page, { cancel: ignore, again: ignore, deploy: ignore });
        return [
          createComponent(LogSearch, { store, page, shown: true, show: ignore }),
          createComponent(StepList, { run, showStep: page.showStep }),
          createComponent(LogView, { store, page, run }),
        ];
      },
    });
  };
  const root = () =>
    createComponent(MemoryRouter, { history, children: createComponent(Route, { path: '/', component: Log }) });
  onTestFinished(render(root, document.body));
  return until('the page is there', () => held);
};

const pageOf = (store: RunStore): LogPage => {
  const run = () => store.view.run ?? buildRun();
  const failure = createFailure(store, run);
  return createLogPage(store, run, () => failure()?.errorLine ?? null);
};

const ignore = (): void => undefined;
