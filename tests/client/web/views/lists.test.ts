import { describe, expect, test } from 'vitest';
import type { ActiveRunFieldsFragment, ServiceFieldsFragment } from '../../../../client/web/api/generated/graphql.ts';
import { applyActivity, type ServicesView } from '../../../../client/web/live/services-store.ts';
import { toFilter } from '../../../../client/web/views/history/filter.ts';
import { inOrder, isUnder, matchesText } from '../../../../client/web/views/services/dashboard.ts';
import { buildRun, startedAt } from '../build.ts';

const run = (overrides: Partial<ActiveRunFieldsFragment>): ActiveRunFieldsFragment => ({ ...buildRun(), ...overrides });

const service = (name: string, overrides: Partial<ServiceFieldsFragment> = {}): ServiceFieldsFragment => ({
  ...buildRun().service,
  id: `svc_${name}`,
  name,
  title: name,
  description: '',
  siteUrl: null,
  recentRuns: [],
  stats: { deployments: 0, failures: 0, p50Ms: null, lastSuccessAt: null },
  latestDeployment: null,
  ...overrides,
});

const changed = (deployment: ActiveRunFieldsFragment) => ({
  __typename: 'DeploymentChanged' as const,
  cursor: '1',
  at: startedAt,
  deployment,
});

describe('the dashboard', () => {
  const ok = service('shop', {
    latestDeployment: run({ state: 'SUCCESS', finished: true, createdAt: '2026-11-20T00:00:00Z' }),
  });
  const bad = service('wiki', { latestDeployment: run({ state: 'FAILURE', finished: true }) });
  const broken = service('mail', { state: 'INVALID' });
  const fresh = service('new');

  test('puts what needs somebody first, then the latest, then by name', () => {
    expect(inOrder([fresh, ok, broken, bad]).map((each) => each.name)).toEqual(['wiki', 'mail', 'shop', 'new']);
  });

  test.each([
    ['attention', ['wiki', 'mail']],
    ['healthy', ['shop']],
    ['never', ['mail', 'new']],
    ['running', []],
    ['all', ['shop', 'wiki', 'mail', 'new']],
  ] as const)('filter %s', (filter, names) => {
    expect([ok, bad, broken, fresh].filter((each) => isUnder(filter, each)).map((each) => each.name)).toEqual(names);
  });

  test('finds services by name, description and environment', () => {
    expect(matchesText('PROD', ok)).toBe(true);
    expect(matchesText('nothing', ok)).toBe(false);
  });
});

describe('activity', () => {
  const view = (): ServicesView => ({ page: { kind: 'ready' }, services: [service('podcast')], unfinished: [] });

  test('shows a run that starts and takes it away when it ends', () => {
    const held = view();

    applyActivity(held, changed(run({ number: 7 })));
    expect(held.unfinished.map((each) => each.number)).toEqual([7]);

    applyActivity(held, changed(run({ number: 7, state: 'SUCCESS', finished: true })));
    expect(held.unfinished).toEqual([]);
    expect(held.services[0]?.latestDeployment?.state).toBe('SUCCESS');
  });

  test('never brings a finished run back to life when an older change is repeated', () => {
    const held = view();
    applyActivity(held, changed(run({ number: 7, state: 'SUCCESS', finished: true })));

    applyActivity(held, changed(run({ number: 7 })));

    expect(held.unfinished).toEqual([]);
    expect(held.services[0]?.latestDeployment?.state).toBe('SUCCESS');
  });

  test('leaves the latest run alone when an older one changes', () => {
    const held = view();
    applyActivity(held, changed(run({ number: 8 })));

    applyActivity(held, changed(run({ number: 7, state: 'CANCELED', finished: true })));

    expect(held.services[0]?.latestDeployment?.number).toBe(8);
  });

  test('adds, changes and removes services', () => {
    const held = view();
    applyActivity(held, { __typename: 'ServiceChanged', cursor: '1', at: startedAt, service: service('blog') });
    applyActivity(held, {
      __typename: 'ServiceChanged',
      cursor: '2',
      at: startedAt,
      service: service('podcast', { state: 'INVALID' }),
    });
    applyActivity(held, { __typename: 'ServiceDeleted', cursor: '3', at: startedAt, serviceName: 'blog' });

    expect(held.services.map((each) => [each.name, each.state])).toEqual([['podcast', 'INVALID']]);
  });
});

describe('the filter of the history', () => {
  const now = Date.parse('2026-11-23T12:00:40Z');

  test('is empty without parameters', () => {
    expect(toFilter({}, now)).toEqual({});
  });

  test('is what the address says', () => {
    expect(
      toFilter(
        { q: 'v2', status: 'failed', service: 'a,b', environment: 'production', origin: 'cli', since: '7d' },
        now,
      ),
    ).toEqual({
      search: 'v2',
      states: ['FAILURE', 'TIMED_OUT', 'LOST'],
      services: ['a', 'b'],
      environments: ['production'],
      origins: ['cli'],
      createdAfter: '2026-11-16T12:00:00.000Z',
    });
  });
});
