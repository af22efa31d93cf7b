import { createRoot, createSignal } from 'solid-js';
import { expect, test, vi } from 'vitest';
import { createHistoryStore, type HistoryWish } from '../../../../client/web/live/history-store.ts';
import { buildRun, startedAt } from '../build.ts';
import { createSlowServer } from '../slow-server.ts';

const rowsFrom = (first: number, count: number, next: string | null) => ({
  nodes: Array.from({ length: count }, (_, index) => ({ ...buildRun(), number: first - index })),
  pageInfo: { hasNextPage: next !== null, endCursor: next },
});
const page = (deployments: ReturnType<typeof rowsFrom>) => ({
  server: { timeNow: startedAt, activityCursor: '1' },
  deployments: { ...deployments, totalCount: 300 },
  failed: { totalCount: 0 },
  deploymentFacets: { states: [], services: [], environments: [], origins: [], actors: [] },
});
const deadline = { timeout: 10_000 };
const all: HistoryWish = { filter: {}, order: 'NEWEST', after: null, rows: 0 };

/** A history of 300 runs with the newest 50 on the page. */
const open = async () => {
  const server = createSlowServer();
  const [wish, setWish] = createSignal(all);
  const { store, dispose } = createRoot((end) => ({ store: createHistoryStore(server.client, wish), dispose: end }));
  const asked = (index: number) => vi.waitUntil(() => server.questions[index], deadline);
  (await asked(0)).answer(page(rowsFrom(300, 50, 'after-251')));
  await vi.waitUntil(() => store.view.runs.length === 50, deadline);
  return { ...server, store, setWish, asked, [Symbol.dispose]: dispose };
};

test('rows that come after another filter was chosen are not added to its list', async () => {
  using history = await open();
  const more = history.store.loadMore();
  const late = await history.asked(1);
  history.setWish({ ...all, filter: { services: ['wiki'] } });
  (await history.asked(2)).answer(page(rowsFrom(20, 2, null)));
  await vi.waitUntil(() => history.store.view.runs.length === 2, deadline);

  late.answer({ deployments: rowsFrom(250, 50, 'after-201') });
  await more;

  expect(history.store.view.runs.map(({ number }) => number)).toEqual([20, 19]);
  expect(history.store.view.next).toBeNull();
});

test('says so when more rows do not come', async () => {
  using history = await open();
  const more = history.store.loadMore();
  (await history.asked(1)).fail();

  await expect(more).rejects.toThrow('The server did not answer');
  expect(history.store.view.runs).toHaveLength(50);
});

test('reads as many rows again as there are', async () => {
  using history = await open();
  for (const [index, first] of [250, 200].entries()) {
    const more = history.store.loadMore();
    (await history.asked(index + 1)).answer({ deployments: rowsFrom(first, 50, `after-${first - 49}`) });
    await more;
  }
  history.openStreams()[0]?.send({ __typename: 'ActivityReset', cursor: '2', at: startedAt });
  (await history.asked(3)).answer(page(rowsFrom(301, 100, 'after-202')));
  const rest = await history.asked(4);
  expect(rest.variables).toMatchObject({ first: 50, after: 'after-202' });
  rest.answer({ deployments: rowsFrom(201, 50, 'after-152') });

  await vi.waitUntil(() => history.store.view.runs[0]?.number === 301, deadline);
  expect(history.store.view.runs).toHaveLength(150);
  expect(history.store.view.next).toBe('after-152');
});
