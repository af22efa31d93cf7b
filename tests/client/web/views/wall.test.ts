import { describe, expect, test } from 'vitest';
import { applyToWall, type WallRun, type WallService, type WallView } from '../../../../client/web/live/wall-store.ts';
import {
  isBig,
  layoutOf,
  mayReload,
  rotationSeconds,
  rowsOf,
  type Tile,
  tilesOf,
  todayOf,
} from '../../../../client/web/views/wall/wall.ts';
import { startedAt } from '../build.ts';

type Latest = NonNullable<WallService['latestDeployment']>;

const latest = (state: Latest['state'], more: Partial<Latest> = {}): Latest => ({
  ...{ number: 1, state, finished: true, createdAt: startedAt, finishedAt: startedAt, version: 'v1' },
  ...{ canceledBy: null, failure: null },
  ...more,
});
const service = (name: string, more: Partial<WallService> = {}): WallService => ({
  ...{ name, title: name, environment: 'production', group: null, state: 'READY', problems: [] },
  ...{ latestDeployment: latest('SUCCESS'), deployed: [] },
  ...more,
});
const run = (name: string, number: number, state: WallRun['state'], more: Partial<WallRun> = {}): WallRun => ({
  ...{ number, state, finished: false, createdAt: startedAt, startedAt, durationMs: null, queuePosition: null },
  ...{ blockers: [], estimate: null, steps: [], service: { name } },
  ...more,
});
const kindsOf = (tiles: readonly Tile[]): string[] => tiles.map(({ name, kind }) => `${name} ${kind}`);

describe('the tiles', () => {
  const services = [
    service('zoo'),
    service('mail', { state: 'INVALID' }),
    service('wiki', { latestDeployment: latest('FAILURE') }),
    service('lost', { latestDeployment: latest('LOST') }),
    service('shop'),
    service('new', { latestDeployment: null }),
    service('blog', { environment: 'staging', group: 'sites' }),
  ];

  test('put failing and running first, then what waits and what is broken, then the rest by name', () => {
    const unfinished = [run('shop', 7, 'RUNNING'), run('shop', 8, 'QUEUED')];

    expect(kindsOf(tilesOf(services, unfinished, {}))).toEqual([
      'lost failed',
      'wiki failed',
      'shop running',
      'shop queued',
      'mail problem',
      'blog calm',
      'new calm',
      'zoo calm',
    ]);
  });

  test('show a failed service that runs again as running', () => {
    expect(kindsOf(tilesOf(services, [run('wiki', 9, 'CANCELING')], { environment: 'production' }))).toContain(
      'wiki running',
    );
    expect(kindsOf(tilesOf(services, [run('wiki', 9, 'RUNNING')], {}))).not.toContain('wiki failed');
  });

  test('go on saying that a service failed while its next run waits', () => {
    expect(kindsOf(tilesOf(services, [run('wiki', 9, 'QUEUED')], {}))).toEqual(
      expect.arrayContaining(['wiki failed', 'wiki queued']),
    );
  });

  test.each([
    [{ environment: 'staging' }, ['blog calm']],
    [{ group: 'sites' }, ['blog calm']],
    [{ environment: 'production', group: 'sites' }, []],
  ])('are those of %j', (filter, expected) => {
    expect(kindsOf(tilesOf(services, [], filter))).toEqual(expected);
  });
});

describe('the layout', () => {
  const tiles = (big: number, calm: number): Tile[] => [
    ...Array.from({ length: big }, (_, n): Tile => ({ kind: 'failed', name: `f${n}`, service: service(`f${n}`) })),
    ...Array.from({ length: calm }, (_, n): Tile => ({ kind: 'calm', name: `c${n}`, service: service(`c${n}`) })),
  ];

  test.each([
    [0, 5, 2],
    [0, 24, 4],
    [4, 20, 4],
    [0, 40, 6],
    [9, 15, 6],
  ])('holds %i big and %i small tiles on one page of %i columns', (big, calm, columns) => {
    const layout = layoutOf(tiles(big, calm));

    expect([layout.columns, layout.pages.length]).toEqual([columns, 1]);
  });

  test('loses no tile when there are more than one page holds', () => {
    const all = tiles(7, 140);

    const { pages, scale } = layoutOf(all);

    expect(pages.length).toBeGreaterThan(1);
    expect(pages.flat()).toEqual(all);
    expect(scale).toBeLessThanOrEqual(1);
  });

  test('fills the last row of big tiles with small ones', () => {
    expect(rowsOf(tiles(3, 6), 4)).toEqual({ bigRows: 2, smallRows: 1 });
    expect(rowsOf(tiles(1, 2), 4)).toEqual({ bigRows: 1, smallRows: 0 });
  });

  test('has a page for nothing', () => {
    expect(layoutOf([]).pages).toEqual([[]]);
    expect(tiles(1, 1).map(isBig)).toEqual([true, false]);
  });
});

describe('the store of the wall', () => {
  const held = (): WallView => ({
    ...{ page: { kind: 'ready' }, services: [service('shop')], unfinished: [], today: [], hasMoreToday: false },
  });
  const changed = (each: WallRun, of: WallService) => ({
    ...{ __typename: 'DeploymentChanged' as const, cursor: '1', at: startedAt },
    deployment: { ...each, createdAt: new Date().toISOString(), service: of },
  });

  test('counts a run once, however often it changes', () => {
    const view = held();

    applyToWall(view, changed(run('shop', 2, 'RUNNING'), service('shop')));
    applyToWall(view, changed(run('shop', 2, 'FAILURE', { finished: true }), service('shop')));

    expect(view.unfinished).toEqual([]);
    expect(view.today.map(({ number, state }) => [number, state])).toEqual([[2, 'FAILURE']]);
  });

  test('never brings a finished run back when an older change is repeated', () => {
    const view = held();
    const over = service('shop', { latestDeployment: latest('SUCCESS', { number: 2 }) });

    applyToWall(view, changed(run('shop', 2, 'RUNNING'), over));

    expect(view.unfinished).toEqual([]);
  });

  test('takes a service away that is gone', () => {
    const view = held();

    applyToWall(view, {
      ...{ __typename: 'ServiceChanged', cursor: '1', at: startedAt },
      service: service('shop', { state: 'ARCHIVED' }),
    });

    expect(view.services).toEqual([]);
  });
});

test('counts of today what was begun since midnight, and what of it failed', () => {
  const at = (createdAt: string, state: WallRun['state'], durationMs: number | null) => ({
    ...{ number: 1, createdAt, state, durationMs },
  });
  const midnight = Date.parse('2026-11-23T00:00:00Z');

  expect(
    todayOf(
      [
        at('2026-11-22T23:59:59Z', 'FAILURE', 900),
        at('2026-11-23T01:00:00Z', 'FAILURE', 70),
        at('2026-11-23T02:00:00Z', 'SUCCESS', 71),
        at('2026-11-23T03:00:00Z', 'RUNNING', null),
      ],
      midnight,
    ),
  ).toEqual({ runs: 3, failed: 1, longestMs: 71 });
});

test.each([
  [3_599_999, true, false, false],
  [3_600_000, true, false, true],
  [3_600_000, true, true, false],
  [3_600_000, false, false, false],
])('after %i ms, live %s, busy %s, reloads: %s', (sinceLoadMs, isLive, isBusy, expected) => {
  expect(mayReload(sinceLoadMs, { isLive, isBusy })).toBe(expected);
});

test.each([
  [undefined, 20],
  ['30', 30],
  ['1', 20],
  ['often', 20],
])('turns its pages for ?rotate=%s every %i s', (given, expected) => {
  expect(rotationSeconds(given)).toBe(expected);
});
