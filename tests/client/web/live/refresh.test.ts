import { createRoot, createSignal } from 'solid-js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createHistoryStore, type HistoryWish } from '../../../../client/web/live/history-store.ts';
import { createInventoryStore } from '../../../../client/web/live/inventory-store.ts';
import { createListing } from '../../../../client/web/live/listing.ts';
import { createServiceStore } from '../../../../client/web/live/service-store.ts';
import { createServicesStore } from '../../../../client/web/live/services-store.ts';
import { createSystemStore } from '../../../../client/web/live/system-store.ts';
import { polite } from '../../../../client/web/session/announce.ts';
import { startedAt } from '../build.ts';
import { createSlowServer } from '../slow-server.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

type Server = ReturnType<typeof createSlowServer>;
type Page = { kind: () => string; reload: () => unknown };

/** Lets everything happen that does not wait for a timer. */
const settle = () => vi.advanceTimersByTimeAsync(0);
const lastOf = ({ questions }: Server) => questions.at(-1);
const server = { timeNow: startedAt, activityCursor: '1' };
const none = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null }, totalCount: 0 };
const wish: HistoryWish = { filter: {}, order: 'NEWEST', after: null, rows: 0 };

const pages: [name: string, open: (server: Server) => Page, answer: unknown][] = [
  [
    'the dashboard',
    ({ client }) => {
      const { view, reload } = createServicesStore(client);
      return { kind: () => view.page.kind, reload };
    },
    { server, dashboard: { services: [], unfinished: [], servicesDirectory: null, unregistered: null } },
  ],
  [
    'the page of a service',
    ({ client }) => {
      const { view, reload } = createServiceStore(client, 'podcast', () => 30);
      return { kind: () => view.page.kind, reload };
    },
    { server, service: { name: 'podcast', deployments: none, unfinishedDeployments: [] } },
  ],
  [
    'the history',
    ({ client }) => {
      const { view, reload } = createHistoryStore(client, () => wish);
      return { kind: () => view.page.kind, reload };
    },
    { server, deployments: none, failed: none, deploymentFacets: {} },
  ],
  [
    'the inventory',
    ({ client }) => {
      const { view, reload } = createInventoryStore(client);
      return { kind: () => view.page.kind, reload };
    },
    { server, services: none },
  ],
  [
    'the system',
    ({ client }) => {
      const { view, reload } = createSystemStore(client);
      return { kind: () => view.page.kind, reload };
    },
    { server, system: { version: '1' }, checks: [] },
  ],
];

describe.each(pages)('%s', (_name, open, answer) => {
  const opened = async () => {
    const slow = createSlowServer();
    const page = createRoot((dispose) => ({ ...open(slow), [Symbol.dispose]: dispose }));
    await settle();
    return { ...slow, ...page };
  };

  test('keeps what it shows, and its stream, when it cannot be read again', async () => {
    using page = await opened();
    lastOf(page)?.answer(answer);
    await settle();
    page.reload();
    await settle();
    lastOf(page)?.fail();
    await settle();

    expect([page.kind(), page.openStreams().length]).toEqual(['ready', 1]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(polite()).toContain('The server did not answer');
  });

  test('fails where there is nothing to show yet, and leaves no stream behind however often somebody tries again', async () => {
    using page = await opened();
    lastOf(page)?.fail();
    await settle();
    expect(page.kind()).toBe('failed');

    page.reload();
    page.reload();
    await settle();
    lastOf(page)?.answer(answer);
    await settle();

    expect([page.kind(), page.openStreams().length]).toEqual(['ready', 1]);
    page[Symbol.dispose]();
    expect(page.openStreams()).toEqual([]);
  });
});

test('a list keeps its rows when it cannot be read again, but not under another filter', async () => {
  const slow = createSlowServer();
  const [filter, setFilter] = createSignal('a');
  const query = 'query ($filter: String) { rows(filter: $filter) { id } }';
  using list = createRoot((dispose) => ({
    ...createListing<{ server: { timeNow: string }; rows: typeof none }, { id: string }>(
      () => slow.client.query(query, { filter: filter() }).toPromise(),
      ({ rows }) => rows,
    ),
    [Symbol.dispose]: dispose,
  }));
  await settle();
  lastOf(slow)?.answer({ server, rows: none });
  await settle();
  void list.reload();
  await settle();
  lastOf(slow)?.fail();
  await settle();
  expect(list.view.state.kind).toBe('ready');

  setFilter('b');
  await settle();
  lastOf(slow)?.fail();
  await settle();
  expect(list.view.state.kind).toBe('failed');
});
