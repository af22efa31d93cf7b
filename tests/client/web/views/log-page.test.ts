import { createMemoryHistory, MemoryRouter, Route } from '@solidjs/router';
import { createComponent, createMemo } from 'solid-js';
import { render } from 'solid-js/web';
import { afterEach, test } from 'vitest';
import { createRunStore, type RunStore } from '../../../../client/web/live/run-store.ts';
import { explainFailure } from '../../../../client/web/views/run/failure.ts';
import { createLogPage, type LogPage } from '../../../../client/web/views/run/log-page.ts';
import { until } from '../../../helpers/until.ts';
import { buildChunk, buildRun } from '../build.ts';
import { buildRunServer, type RunServer } from '../run-server.ts';

let disposals: (() => void)[] = [];

afterEach(() => {
  for (const dispose of disposals) dispose();
  disposals = [];
});

interface Held {
  store: RunStore;
  page: LogPage;
  /** Path, search and hash. */
  address(): string;
}

/** The log of a run as its page holds it, at an address, without the markup around it. */
const open = async (server: RunServer, address = '/'): Promise<Held> => {
  const history = createMemoryHistory();
  history.set({ value: address });
  let held: Held | undefined;
  const Log = () => {
    const store = createRunStore(server.client, 'dep_1');
    const page = createMemo(() => store.view.page.kind === 'ready' && pageOf(store));
    createMemo(() => {
      const ready = page();
      if (ready) held = { store, page: ready, address: history.get };
    });
    return null;
  };
  const root = () => createComponent(Route, { path: '/', component: Log });
  disposals.push(
    render(
      () =>
        createComponent(MemoryRouter, {
          history,
          get children() {
            return root();
          },
        }),
      document.body,
    ),
  );
  return until('the page is there', () => held);
};

const pageOf = (store: RunStore): LogPage => {
  const run = () => store.view.run ?? buildRun();
  const failure = createMemo(() => (store.view.lines, run().finished ? explainFailure(run(), store.log.lines) : null));
  return createLogPage(store, run, () => failure()?.errorLine ?? null);
};

test('an address with a search leads to the first hit that the server finds', async () => {
  const server = buildRunServer(buildRun({ state: 'SUCCESS', finished: true }), {
    totalLines: 50_000,
    chunks: [buildChunk(50_000, ['the last line'])],
  });
  server.answers.LogLines = ({ fromLine, toLine }) => {
    const isHit = Number(fromLine) <= 30_000 && 30_000 <= Number(toLine);
    return { data: { deployment: { log: { totalLines: 50_000, chunks: isHit ? [buildChunk(30_000, ['x'])] : [] } } } };
  };
  server.answers.SearchLog = () => ({ data: { deployment: { searchLog: { lines: [30_000], more: false } } } });
  const { page } = await open(server, '/?q=x');

  await until('the hit was loaded', () => page.document.element(30_000));
});
