import { describe, expect, test } from 'vitest';
import type { InventoryFieldsFragment, LiveFieldsFragment } from '../../../../client/web/api/generated/graphql.ts';
import { applyInventory, type InventoryView } from '../../../../client/web/live/inventory-store.ts';
import {
  environmentsOf,
  isUnder,
  matchesText,
  published,
  rowsOf,
} from '../../../../client/web/views/inventory/inventory.ts';
import { startedAt } from '../build.ts';

const live = (
  serviceName: string,
  version: string | null,
  more: Partial<LiveFieldsFragment> = {},
): LiveFieldsFragment => ({
  ...{ id: `inv_${serviceName}`, serviceName, key: serviceName, version, environment: null, siteUrl: null },
  ...{ deploymentNumber: 1, deployedAt: startedAt, config: {}, output: {}, failedAttempt: null },
  ...more,
});
const service = (name: string, more: Partial<InventoryFieldsFragment> = {}): InventoryFieldsFragment => ({
  ...{ id: `svc_${name}`, name, title: name, environment: null, group: null, confirm: false, state: 'READY' },
  ...{
    problems: [],
    versionParameter: null,
    deployed: [],
    hasParameters: false,
    concurrency: 'QUEUE',
    viewerCannot: [],
  },
  ...more,
});
const install = (name: string, group: string, environment: string, version: string | null, more = {}) =>
  service(name, {
    ...{ group, environment, versionParameter: 'version' },
    deployed: version === null ? [] : [live(name, version, { environment })],
    ...more,
  });

describe('the rows of the inventory', () => {
  test('are groups with one service for each environment', () => {
    const rows = rowsOf([
      install('podcast', 'podcast', 'production', 'v1'),
      install('podcast-test', 'podcast', 'staging', 'v2'),
      service('alone'),
    ]);

    expect(rows.map(({ name, cells }) => [name, [...cells.keys()]])).toEqual([
      ['alone', ['']],
      ['podcast', ['production', 'staging']],
    ]);
    expect(environmentsOf(rows)).toEqual(['production', 'staging', '']);
  });

  test('are services where a group is only a heading over several of one environment', () => {
    const rows = rowsOf([install('wiki', 'Sites', 'production', 'v1'), install('shop', 'Sites', 'production', 'v2')]);

    expect(rows.map(({ name }) => name)).toEqual(['shop', 'wiki']);
  });

  test('keep what is live where it was deployed, also when its service is gone', () => {
    const rows = rowsOf([
      service('moved', { environment: 'staging', deployed: [live('moved', 'v1', { environment: 'production' })] }),
      service('gone', { state: 'ARCHIVED', deployed: [live('gone', 'v1')] }),
      service('never', { state: 'ARCHIVED' }),
    ]);

    expect(rows.map(({ name, cells }) => [name, [...cells.keys()]])).toEqual([
      ['gone', ['']],
      ['moved', ['production']],
    ]);
  });
});

test('each row has a key of its own that stays while versions come and go, also where names are the same', () => {
  const services = (version: string | null) => [
    install('podcast', 'Sites', 'production', version),
    install('wiki', 'Sites', 'production', 'v1'),
    install('player', 'podcast', 'production', version),
    install('player-test', 'podcast', 'staging', 'v2'),
  ];
  const keys = (version: string | null) => rowsOf(services(version)).map(({ key, name }) => `${name}: ${key}`);

  expect(keys('v1')).toEqual(['podcast: podcast', 'podcast: player', 'wiki: wiki']);
  expect(keys('v2')).toEqual(keys('v1'));
});

describe('the difference', () => {
  const differenceOf = (production: string | null, staging: string | null, more = {}) =>
    rowsOf([install('a', 'g', 'production', production, more), install('b', 'g', 'staging', staging)])[0]?.difference;

  test.each([
    ['v1', 'v1', 'same'],
    ['v1', 'v2', 'promote'],
    [null, 'v2', 'promote'],
    ['v1', null, 'none'],
  ] as const)('of production %s and staging %s is: %s', (production, staging, kind) => {
    expect(differenceOf(production, staging)?.kind).toBe(kind);
  });

  test('gives the version to the parameter of production', () => {
    expect(differenceOf('v1', 'v2')).toMatchObject({
      target: { name: 'a' },
      version: 'v2',
      parameters: { version: 'v2' },
    });
  });

  test('is only told where no parameter of production says a version', () => {
    expect(differenceOf('v1', 'v2', { versionParameter: null })?.kind).toBe('differs');
  });
});

test('finds by name, key and version, and what failed last', () => {
  const [row] = rowsOf([
    service('web', {
      deployed: [live('web', 'v7', { key: 'a.example', failedAttempt: { ...attempt } })],
    }),
  ]);

  expect(row && ['WEB', 'a.exa', 'v7', 'v8'].map((text) => matchesText(text, row))).toEqual([true, true, true, false]);
  expect(row && isUnder('failed', row)).toBe(true);
  expect(row && isUnder('differs', row)).toBe(false);
});

const attempt = { number: 2, state: 'FAILURE', version: 'v8', createdAt: startedAt, finishedAt: startedAt } as const;

test('publishes what is live as other systems read it', () => {
  const text = published(
    rowsOf([service('web', { deployed: [live('web', 'v7', { failedAttempt: { ...attempt } })] })]),
  );

  expect(JSON.parse(text)).toEqual([
    {
      ...{ serviceName: 'web', key: 'web', version: 'v7', environment: null, siteUrl: null },
      ...{ deploymentNumber: 1, deployedAt: startedAt, config: {}, output: {} },
    },
  ]);
});

test('takes what becomes live under its key, and keeps the other keys', () => {
  const view: InventoryView = {
    page: { kind: 'ready' },
    services: [service('web', { deployed: [live('web', 'v1', { key: 'b' })] })],
  };
  const event = (deployedService: LiveFieldsFragment) => ({
    ...{ __typename: 'DeployedServiceChanged' as const, cursor: '1', at: startedAt },
    deployedService,
  });

  applyInventory(view, event(live('web', 'v2', { key: 'b' })));
  applyInventory(view, event(live('web', 'v3', { key: 'a' })));
  applyInventory(view, event(live('unknown', 'v3')));

  expect(view.services[0]?.deployed.map(({ key, version }) => [key, version])).toEqual([
    ['a', 'v3'],
    ['b', 'v2'],
  ]);
});
