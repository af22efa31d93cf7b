import { createRoot, createSignal } from 'solid-js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createServiceStore } from '../../../../client/web/live/service-store.ts';
import { buildRun, startedAt } from '../build.ts';
import { createSlowServer } from '../slow-server.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Lets everything happen that does not wait for a timer. */
const settle = () => vi.advanceTimersByTimeAsync(0);

const answer = (cursor: string) => ({
  server: { timeNow: startedAt, activityCursor: cursor },
  service: { name: 'podcast', deployments: { nodes: [], totalCount: 0 }, unfinishedDeployments: [] },
});
const ended = {
  ...{ __typename: 'DeploymentChanged', cursor: '2', at: startedAt },
  deployment: { ...buildRun(), state: 'SUCCESS', finished: true },
};

const open = async () => {
  const server = createSlowServer();
  const [days, setDays] = createSignal(30);
  const { store, dispose } = createRoot((end) => ({
    store: createServiceStore(server.client, 'podcast', days),
    dispose: end,
  }));
  await settle();
  server.questions[0]?.answer(answer('1'));
  await settle();
  return { ...server, ...store, setDays, [Symbol.dispose]: dispose };
};

test('stays live when another range is asked for just after a run has ended', async () => {
  using page = await open();
  page.openStreams()[0]?.send(ended);
  page.setDays(7);
  await vi.advanceTimersByTimeAsync(1_000);

  for (const question of page.questions.slice(1)) question.answer(answer('3'));
  await settle();

  expect(page.openStreams().map(({ variables }) => variables.after)).toEqual(['3']);
});
