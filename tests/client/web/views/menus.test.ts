import { describe, expect, test } from 'vitest';
import { rollBackTarget as rollBackOfRun } from '../../../../client/web/views/run/roll-back.ts';
import { rollBackTarget } from '../../../../client/web/views/service/roll-back.ts';
import { curlOf } from '../../../../client/web/views/service/snippets.ts';
import { buildRun } from '../build.ts';

const good = {
  number: 4,
  version: 'v1',
  parameters: {},
  finishedAt: null,
  configHash: null,
  scriptHash: null,
};

describe('rolling back from the page of a run', () => {
  test.each([
    ['a failed run', { state: 'FAILURE', finished: true }, 4],
    ['the newest run, which succeeded', { state: 'SUCCESS', finished: true }, 4],
    [
      'a success that others followed',
      { state: 'SUCCESS', finished: true, next: { number: 6, state: 'SUCCESS' } },
      null,
    ],
    ['a run that goes on', { state: 'RUNNING', finished: false }, null],
  ] as const)('after %s leads to %s', (_what, run, to) => {
    expect(rollBackOfRun(buildRun({ ...run, lastSuccess: good }))?.number ?? null).toBe(to);
  });
});

describe('rolling back a service', () => {
  const runs = (...all: [number, string, string?][]) => {
    const nodes = all.map(([number, state, version = null]) => ({
      ...{ number, state, version },
      finished: state !== 'RUNNING',
    }));
    return { live: { nodes: nodes.filter(({ state }) => state === 'SUCCESS').slice(0, 1) }, deployments: { nodes } };
  };

  test.each([
    ['the success before the live one', runs([3, 'SUCCESS'], [2, 'FAILURE'], [1, 'SUCCESS']), 1],
    ['what is live, when the attempt after it failed', runs([3, 'FAILURE'], [2, 'SUCCESS'], [1, 'SUCCESS']), 2],
    ['the same while another attempt runs', runs([4, 'RUNNING'], [3, 'FAILURE'], [2, 'SUCCESS']), 2],
    [
      'the last success with another version',
      runs([4, 'SUCCESS', 'v2'], [3, 'SUCCESS', 'v2'], [2, 'SUCCESS', 'v1'], [1, 'SUCCESS', 'v0']),
      2,
    ],
    ['nothing where all had the same version', runs([2, 'SUCCESS', 'v1'], [1, 'SUCCESS', 'v1']), null],
    ['nothing after the first success', runs([1, 'SUCCESS']), null],
    ['nothing before any', runs([1, 'FAILURE']), null],
  ])('leads to %s', (_what, service, to) => {
    expect(rollBackTarget(service)).toBe(to);
  });
});

describe('the curl command of a service', () => {
  test('carries the parameters of a run as a shell reads them, without its secrets', () => {
    const command = curlOf('http://host', 'blog', { note: "it's", key: '***' });

    expect(command).toContain(`"i":{"service":"blog","origin":"ci","parameters":{"note":"it'\\''s"}}`);
    expect(command).not.toContain('***');
  });

  test('without parameters names none', () => {
    expect(curlOf('http://host', 'blog')).toContain(`"variables":{"i":{"service":"blog","origin":"ci"}}}'`);
  });
});
