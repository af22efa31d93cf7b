import { describe, expect, test } from 'vitest';
import { changesBetween } from '../../../../client/web/views/run/changes.ts';
import { explainFailure } from '../../../../client/web/views/run/failure.ts';
import { extendRange, formatRange, parseRange } from '../../../../client/web/views/run/line-range.ts';
import { matchingLines } from '../../../../client/web/views/run/log-search.ts';
import { buildLog, buildRun, buildStep } from '../build.ts';

describe('addresses of lines', () => {
  test.each([
    ['#L120', { from: 120, to: 120 }],
    ['#L120-L134', { from: 120, to: 134 }],
    ['#L134-L120', { from: 120, to: 134 }],
    ['#step-4', null],
    ['', null],
  ])('%s', (hash, range) => {
    expect(parseRange(hash)).toEqual(range);
  });

  test('are written as they are read', () => {
    expect(formatRange({ from: 7, to: 7 })).toBe('#L7');
    expect(formatRange({ from: 7, to: 9 })).toBe('#L7-L9');
  });

  test('grow in both directions with Shift', () => {
    expect(extendRange(null, 5, true)).toEqual({ from: 5, to: 5 });
    expect(extendRange({ from: 5, to: 6 }, 9, true)).toEqual({ from: 5, to: 9 });
    expect(extendRange({ from: 5, to: 6 }, 2, true)).toEqual({ from: 2, to: 6 });
    expect(extendRange({ from: 5, to: 6 }, 2, false)).toEqual({ from: 2, to: 2 });
  });
});

describe('why a run failed', () => {
  const failedSteps = [
    buildStep(1, { state: 'SUCCESS' }),
    buildStep(2, { state: 'FAILURE', name: 'migrate' }),
    buildStep(3, { state: 'SKIPPED' }),
  ];
  const failed = buildRun({ state: 'FAILURE', finished: true, steps: failedSteps });

  test('is the first error line of the failed step, with what follows it', () => {
    const log = buildLog([
      'error: harmless, an earlier step',
      { text: 'KeyError: x', step: 2 },
      { text: 'at line 1', step: 2 },
    ]);

    expect(explainFailure(failed, log.lines)).toMatchObject({
      message: 'x',
      errorLine: 2,
      excerpt: [{ n: 2 }, { n: 3 }],
      notRun: ['step 3'],
    });
  });

  test('is not what a lost run happened to say last', () => {
    const lost = buildRun({ state: 'LOST', finished: true, reason: 'its supervisor vanished' });

    expect(explainFailure(lost, buildLog(['all is well']).lines)).toMatchObject({
      message: 'its supervisor vanished',
      errorLine: null,
      excerpt: [],
    });
  });

  test("is what the script's own failure event says, when it says something", () => {
    const steps = [buildStep(1, { state: 'FAILURE', message: 'disk full' })];

    expect(explainFailure(buildRun({ state: 'FAILURE', finished: true, steps }), [])).toMatchObject({
      message: 'disk full',
      errorLine: null,
    });
  });

  test('is the last thing it printed, when no line reads as an error', () => {
    const log = buildLog([
      { text: 'step 1 ok', step: 2 },
      { text: 'giving up', step: 2 },
      { text: 'exit code 3', step: 2, stream: 'SYSTEM' },
    ]);

    expect(explainFailure(failed, log.lines)).toMatchObject({ errorLine: 2, message: 'giving up' });
  });

  test("is nobody's question when it succeeded", () => {
    expect(explainFailure(buildRun({ state: 'SUCCESS', finished: true }), [])).toBeNull();
  });
});

describe('what changed', () => {
  test('is each parameter that differs, and the version', () => {
    const before = { version: 'v1', parameters: { migrate: false, same: 1, gone: 'x' } };
    const after = { version: 'v2', parameters: { migrate: true, same: 1 } };

    expect(changesBetween(before, after)).toEqual([
      { name: 'version', before: 'v1', after: 'v2' },
      { name: 'migrate', before: 'no', after: 'yes' },
      { name: 'gone', before: 'x', after: null },
    ]);
  });

  test('is nothing while the new version is not known yet', () => {
    expect(changesBetween({ version: 'v1', parameters: {} }, { version: null, parameters: {} })).toEqual([]);
  });
});

test('search finds text as people read it, in any case', () => {
  const log = buildLog(['Hello \u001b[31mWor\u001b[0mld', 'nothing', 'WORLD 10%\rworld 20%']);

  expect(matchingLines(log.lines, 'world')).toEqual([1, 3]);
  expect(matchingLines(log.lines, '10%')).toEqual([]);
  expect(matchingLines(log.lines, '')).toEqual([]);
});
