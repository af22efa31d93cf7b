import { describe, expect, test } from 'vitest';
import type { ActiveRunFieldsFragment, ServiceFieldsFragment } from '../../../../client/web/api/generated/graphql.ts';
import { matchesFilter } from '../../../../client/web/live/history-filter.ts';
import { paceOf } from '../../../../client/web/live/pace.ts';
import { applyActivity, type ServicesView } from '../../../../client/web/live/services-store.ts';
import { toCsv } from '../../../../client/web/views/history/csv.ts';
import { filterWords, toFilter } from '../../../../client/web/views/history/filter.ts';
import { deployWords } from '../../../../client/web/views/service/figures.ts';
import {
  groupWords,
  inGroups,
  inOrder,
  isGrouped,
  isUnder,
  matchesText,
  tabOf,
} from '../../../../client/web/views/services/dashboard.ts';
import { firstSteps, isBeginning } from '../../../../client/web/views/services/first-steps.ts';
import { buildRun, startedAt } from '../build.ts';

const run = (overrides: Partial<ActiveRunFieldsFragment>): ActiveRunFieldsFragment => ({ ...buildRun(), ...overrides });

const service = (name: string, overrides: Partial<ServiceFieldsFragment> = {}): ServiceFieldsFragment => ({
  ...buildRun().service,
  id: `svc_${name}`,
  name,
  title: name,
  description: '',
  group: null,
  siteUrl: null,
  recentRuns: [],
  stats: { deployments: 0, failures: 0, p50Ms: null, lastSuccessAt: null },
  latestDeployment: null,
  ...overrides,
});

const trend = {
  ...{ days: 30, runs: [], successes: 0, failures: 0, canceled: 0, perDay: [] },
  ...{ recoveryMedianSeconds: null, leadTimeMedianSeconds: null },
};

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

  const active = service('blog', { latestDeployment: run({ createdAt: '2026-11-19T00:00:00Z' }) });

  test('puts what runs first, then what needs somebody, then the latest, then by name', () => {
    const names = inOrder([fresh, ok, broken, bad, active]).map((each) => each.name);
    expect(names).toEqual(['blog', 'wiki', 'mail', 'shop', 'new']);
  });

  test('groups services by name, those without a group last, and says what a group holds', () => {
    const grouped = [
      service('a', { group: 'Web' }),
      service('b'),
      { ...bad, group: 'Mail' },
      service('d', { group: 'Web' }),
    ];

    expect(isGrouped(grouped)).toBe(true);
    expect(isGrouped([service('a', { group: 'Web' })])).toBe(false);
    const groups = inGroups(grouped, true);
    expect(groups.map((group) => [group.name, group.services.length])).toEqual([
      ['Mail', 1],
      ['Web', 2],
      [null, 1],
    ]);
    expect(groupWords(groups[0]?.services ?? [])).toBe('1, 1 needs attention');
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

  test.each([
    [[ok, fresh], [], 'FastDeploy', 'idle'],
    [[ok, bad], [], '(1 failed) FastDeploy', 'failed'],
    [[bad, broken], [run({})], '(1 running, 1 failed, 1 needs attention) FastDeploy', 'active'],
    [[{ ...bad, state: 'INVALID' as const }], [], '(1 failed) FastDeploy', 'failed'],
    [[ok], [run({ state: 'QUEUED' })], 'FastDeploy', 'waiting'],
    [[ok], [run({ state: 'QUEUED' }), run({}), run({ state: 'CANCELING' })], '(2 running) FastDeploy', 'active'],
  ])('%#. the tab says what runs, what failed and what else needs somebody', (services, unfinished, title, icon) => {
    expect(tabOf(services, unfinished)).toEqual({ title, icon });
  });

  test('finds services by name, description and environment', () => {
    expect(matchesText('PROD', ok)).toBe(true);
    expect(matchesText('nothing', ok)).toBe(false);
  });
});

test('the figures of a service agree with their noun', () => {
  const words = (successes: number) => deployWords({ ...trend, successes });
  expect([words(0), words(1), words(60)]).toEqual(['deploys, none', 'deploy, 0.2 a week', 'deploys, 2.0 a day']);
});

describe('activity', () => {
  const view = (): ServicesView => ({
    page: { kind: 'ready' },
    services: [service('podcast')],
    unfinished: [],
    servicesDirectory: null,
  });

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
    expect(toFilter({}, now, 'local')).toEqual({});
  });

  test('is what the address says', () => {
    expect(
      toFilter(
        { q: 'v2', status: 'failed', service: 'a,b', env: 'production', origin: 'cli', user: 'ci', since: '7d' },
        now,
        'local',
      ),
    ).toEqual({
      search: 'v2',
      states: ['FAILURE', 'TIMED_OUT', 'LOST'],
      services: ['a', 'b'],
      environments: ['production'],
      origins: ['cli'],
      actorLabels: ['ci'],
      createdAfter: '2026-11-16T12:00:00.000Z',
    });
  });
});

describe('a filter of the history', () => {
  const now = Date.parse('2026-11-23T12:00:40Z');
  const wiki = run({ state: 'FAILURE', finished: true, note: 'Hotfix', number: 12, version: 'v2' });

  test('takes several states and whole days of the reader', () => {
    const filter = toFilter({ status: 'failed,canceled', from: '2026-11-01', to: '2026-11-02' }, now, 'local');

    expect(filter.states).toEqual(['FAILURE', 'TIMED_OUT', 'LOST', 'CANCELED']);
    const days = Date.parse(String(filter.createdBefore)) - Date.parse(String(filter.createdAfter));
    expect(days).toBe(2 * 86_400_000);
  });

  test('is said in words, for who finds nothing', () => {
    expect(filterWords({ status: 'failed', service: 'wiki', env: 'production', since: '30d' })).toBe(
      'failed or lost runs of wiki in production in the last 30 days',
    );
  });

  test.each([
    [{}, true],
    [{ states: ['FAILURE' as const] }, true],
    [{ states: ['SUCCESS' as const] }, false],
    [{ services: ['other'] }, false],
    [{ environments: ['production'] }, true],
    [{ actorLabels: ['nobody'] }, false],
    [{ search: 'hotf' }, true],
    [{ search: '#12' }, true],
    [{ search: 'nothing' }, false],
    [{ createdAfter: '2026-11-23T13:00:00.000Z' }, false],
  ])('%j holds a run that just appeared: %s', (filter, expected) => {
    expect(matchesFilter(filter, wiki)).toBe(expected);
  });

  test('is saved as CSV in which no text is a formula and no comma is a column', () => {
    const csv = toCsv([{ ...wiki, note: '=HYPERLINK("x"),1', service: { ...wiki.service, name: 'wiki' } }]);

    expect(csv.split('\r\n')).toHaveLength(3);
    expect(csv).toContain(`"'=HYPERLINK(""x""),1"`);
  });
});

describe('a running deployment', () => {
  const estimate = { p50Ms: 60_000, p90Ms: 100_000 };
  const at = (seconds: number) => Date.parse(startedAt) + seconds * 1_000;

  test.each([
    [59, 'usual'],
    [89, 'usual'],
    [90, 'late'],
    [100, 'late'],
    [101, 'slow'],
  ])('after %d s of 60 to 100 is %s', (seconds, kind) => {
    expect(paceOf({ state: 'RUNNING', startedAt, estimate }, at(seconds)).kind).toBe(kind);
  });

  test('is never slow without history, and neither is one that is over', () => {
    expect(paceOf({ state: 'RUNNING', startedAt, estimate: null }, at(900)).kind).toBe('usual');
    expect(paceOf({ state: 'SUCCESS', startedAt, estimate }, at(900)).kind).toBe('usual');
  });
});

describe('the first service', () => {
  const broken = (code: string, path: string) =>
    service('hello', {
      state: 'INVALID',
      problems: [{ severity: 'BLOCKS', code, message: 'it is so', hint: null, path }],
    });

  test.each([
    [[], 0],
    [[broken('CONFIG_MISSING', 'hello/config.json')], 1],
    [[broken('CONFIG_NOT_JSON', 'hello/config.json')], 1],
    [[broken('SCRIPT_MISSING', 'hello/deploy.sh')], 2],
    [[broken('SCRIPT_NOT_EXECUTABLE', 'hello/deploy.sh')], 2],
    [[service('hello')], 3],
  ])('%j has come to step %d', (services, done) => {
    expect(firstSteps(services).done).toBe(done);
  });

  test('says what is wrong with a file that is there, and nothing of one that is not', () => {
    expect(firstSteps([broken('SCRIPT_NOT_EXECUTABLE', 'hello/deploy.sh')]).problem?.message).toBe('it is so');
    expect(firstSteps([broken('SCRIPT_MISSING', 'hello/deploy.sh')]).problem).toBeNull();
  });

  test('is over with as soon as one service works', () => {
    expect(isBeginning([])).toBe(true);
    expect(isBeginning([broken('CONFIG_MISSING', 'hello/config.json')])).toBe(true);
    expect(isBeginning([service('hello')])).toBe(false);
  });
});
