import { createRoot } from 'solid-js';
import { afterEach, expect, test } from 'vitest';
import { createRunStore, type RunStore } from '../../../../client/web/live/run-store.ts';
import { createLogDocument } from '../../../../client/web/views/run/log-document.ts';
import { createSearch, type SearchState } from '../../../../client/web/views/run/search-state.ts';
import { until } from '../../../helpers/until.ts';
import { buildChunk, buildRun } from '../build.ts';
import { buildRunServer, linesEvent, type RunServer } from '../run-server.ts';

let disposals: (() => void)[] = [];

afterEach(() => {
  for (const dispose of disposals) dispose();
  disposals = [];
});

/** The search over the log of a run, drawn as the page does. */
const open = async (server: RunServer): Promise<{ store: RunStore; search: SearchState }> => {
  const held = createRoot((dispose) => {
    disposals.push(dispose);
    const store = createRunStore(server.client, 'dep_1');
    const drawn = createLogDocument(store.log, () => () => '');
    store.onLog((change) => (change.kind === 'redraw' ? drawn.redraw(null) : drawn.append(change.lines)));
    return { store, search: createSearch(store, drawn) };
  });
  await until('the run is there', () => held.store.view.page.kind === 'ready');
  return held;
};

/** A run of so many lines of which the page holds the last one only, and gets no more. */
const runWithGap = (totalLines: number): RunServer => {
  const server = buildRunServer(buildRun(), { totalLines, chunks: [buildChunk(totalLines, ['the last line'])] });
  server.answers.LogLines = () => ({ data: { deployment: { log: { totalLines, chunks: [] } } } });
  return server;
};
const found = (...numbers: number[]) => ({ data: { deployment: { searchLog: { lines: numbers, more: false } } } });

test('counts hits in a line the moment it arrives', async () => {
  const server = buildRunServer(buildRun(), { totalLines: 1, chunks: [buildChunk(1, ['begin'])] });
  const { search } = await open(server);
  search.set({ text: 'done' });

  server.send(linesEvent(1, 2, ['done']));

  expect(search.matches()).toEqual([2]);
});

test('turns to the server when the page no longer holds all lines', async () => {
  const server = buildRunServer(buildRun());
  server.answers.SearchLog = () => found(15_000);
  const { search } = await open(server);
  search.set({ text: 'x' });
  expect(search.where()).toBe('page');

  server.send(linesEvent(1, 20_001, ['the last line']));

  expect(search.where()).toBe('server');
  await until('the server was asked', () => search.matches()[0] === 15_000);
});

test('asks the server again about lines that came since', async () => {
  const server = runWithGap(50_000);
  server.answers.SearchLog = () => found(7);
  const { search } = await open(server);
  search.set({ text: 'x' });
  await until('the server answered', () => search.matches().length === 1);

  server.answers.SearchLog = () => found(7, 50_001);
  server.send(linesEvent(1, 50_001, ['x']));

  await until('the new hit is counted', () => search.matches().length === 2);
});

test('says that the server was not asked yet or could not answer, never that there is nothing', async () => {
  const server = runWithGap(50_000);
  server.answers.SearchLog = () => ({ problem: 'too busy' });
  const { search } = await open(server);
  search.set({ text: 'x' });
  expect(search.progress()).toEqual({ kind: 'asking' });

  await until('it failed', () => search.progress().kind === 'failed');
  expect(search.progress()).toEqual({ kind: 'failed', message: 'too busy' });
  server.answers.SearchLog = () => found(7);
  search.step(1);

  await until('the next step asks again', () => search.matches().length === 1);
  expect(search.progress()).toEqual({ kind: 'known' });
});
