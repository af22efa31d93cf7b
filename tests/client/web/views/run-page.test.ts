import { describe, expect, test } from 'vitest';
import { changesBetween, unchangedWords } from '../../../../client/web/views/run/changes.ts';
import { explainFailure } from '../../../../client/web/views/run/failure.ts';
import { formatRange, markdownQuote, parseRange, rangeBetween } from '../../../../client/web/views/run/line-range.ts';
import { matchingLines, patternOf, type SearchQuery } from '../../../../client/web/views/run/log-search.ts';
import { timesIn, wrapIn } from '../../../../client/web/views/run/reading.ts';
import { when } from '../../../../client/web/views/run/when.ts';
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

  test('lie between two lines in either order', () => {
    expect(rangeBetween(5, 9)).toEqual({ from: 5, to: 9 });
    expect(rangeBetween(5, 2)).toEqual({ from: 2, to: 5 });
  });

  test('are quoted as code that says where it stands', () => {
    expect(markdownQuote(['<b>one</b>', '  two'], 'web #7, lines 1 to 2', 'http://host/deployments/7#L1-L2')).toBe(
      '>     <b>one</b>\n>       two\n\n[web #7, lines 1 to 2](http://host/deployments/7#L1-L2)',
    );
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
      message: 'Its supervisor vanished',
      errorLine: null,
      excerpt: [],
    });
  });

  test('begins with a capital where it is our own reason, also when the step that was cut off has it', () => {
    const reason = 'its supervisor vanished';
    const steps = [buildStep(1, { state: 'FAILURE', message: reason })];

    expect(explainFailure(buildRun({ state: 'LOST', finished: true, reason, steps }), [])).toMatchObject({
      message: 'Its supervisor vanished',
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
  const files = (scriptHash: string | null, configHash: string | null) => ({ scriptHash, configHash });

  test('is each parameter that differs, and the version', () => {
    const before = { version: 'v1', parameters: { migrate: false, same: 1, gone: 'x' }, ...files('a', 'c') };
    const after = { version: 'v2', parameters: { migrate: true, same: 1 }, ...files('b', 'c') };

    expect(changesBetween(before, after)).toEqual([
      { kind: 'value', name: 'version', before: 'v1', after: 'v2' },
      { kind: 'value', name: 'migrate', before: 'no', after: 'yes' },
      { kind: 'value', name: 'gone', before: 'x', after: null },
      { kind: 'file', name: 'Script' },
    ]);
    expect(unchangedWords(before, after)).toBe('1 parameter, config');
  });

  test('is nothing while the new version is not known yet', () => {
    const before = { version: 'v1', parameters: {}, ...files('a', 'c') };
    const after = { version: null, parameters: {}, ...files(null, null) };

    expect(changesBetween(before, after)).toEqual([]);
    expect(unchangedWords(before, after)).toBe('');
  });
});

describe('search', () => {
  const log = buildLog([
    'Hello \u001b[31mWor\u001b[0mld',
    'nothing',
    'WORLD 10%\rworld 20%',
    { stream: 'EVENT', text: '{"name":"a","message":"big world"}' },
  ]);
  const find = (text: string, more: Partial<SearchQuery> = {}): number[] =>
    matchingLines(log.lines, { text, caseSensitive: false, regex: false, ...more });

  test('finds text as people read it, in any case', () => {
    expect(find('world')).toEqual([1, 3, 4]);
    expect(find('10%')).toEqual([]);
    expect(find('name')).toEqual([]);
    expect(find('')).toEqual([]);
  });

  test('minds the case when asked', () => {
    expect(find('World', { caseSensitive: true })).toEqual([1]);
  });

  test('reads a pattern when asked, and takes everything else literally', () => {
    expect(find('wo.ld$', { regex: true })).toEqual([1, 4]);
    expect(find('wo.ld')).toEqual([]);
    expect(find('20%', { regex: true })).toEqual([3]);
  });

  test('finds nothing with half a pattern', () => {
    expect(find('(', { regex: true })).toEqual([]);
    expect(patternOf({ text: '(', caseSensitive: false, regex: true })).toBeNull();
  });
});

describe('how a log is read, in its address', () => {
  test.each([
    ['rel', 'start'],
    ['abs', 'clock'],
    ['off', 'off'],
    ['clock', null],
    [undefined, null],
  ])('?ts=%s', (text, times) => {
    expect(timesIn(text)).toBe(times);
  });

  test.each([
    ['1', true],
    ['0', false],
    ['yes', null],
    [undefined, null],
  ])('?wrap=%s', (text, wraps) => {
    expect(wrapIn(text)).toBe(wraps);
  });
});

describe('when a run started', () => {
  const at = Date.parse('2026-11-23T12:03:40Z');

  test('is a time on the same day', () => {
    expect(when(at, at + 60_000)).toMatch(/^at \d\d:\d\d:40$/);
  });

  test('is a day and a time later on', () => {
    expect(when(at, at + 2 * 86_400_000)).toMatch(/^on 23 November 2026 at \d\d:\d\d:40$/);
  });
});
