import { describe, expect, test } from 'vitest';
import { findErrorLines, isErrorText } from '../../../../client/web/live/error-lines.ts';
import { buildLog } from '../build.ts';

describe('one line', () => {
  test.each([
    'error: no such file',
    'fatal: [web-1]: UNREACHABLE!',
    'psycopg.errors.UndefinedTable: relation "feed_item" does not exist',
    'ValueError: invalid literal',
    'deploy failed',
    'FATAL exception in worker',
  ])('is an error: %s', (text) => {
    expect(isErrorText(text)).toBe(true);
  });

  test.each([
    '12 passed, 0 failed',
    'no error found',
    'ok=3 changed=1 unreachable=0 failed=0',
    'INFO retrying after error',
    'errors: 0',
    'terror in the build',
    'Applying core.0042_error_log... OK'.replace('error_log', 'errorlog'),
  ])('is none: %s', (text) => {
    expect(isErrorText(text)).toBe(false);
  });
});

describe('a log', () => {
  test('has the end of a traceback as its error, not the opening line', () => {
    const log = buildLog([
      'fine',
      'Traceback (most recent call last):',
      '  File "x.py", line 1, in f',
      '    error()',
      'KeyError: 1',
      'bye',
    ]);

    expect(findErrorLines(log.lines).map((line) => line.text)).toEqual(['KeyError: 1']);
  });

  test('is not full of errors because a logger writes to stderr', () => {
    const log = buildLog([{ text: 'INFO backfill: 500 of 13000', stream: 'STDERR' }]);

    expect(findErrorLines(log.lines)).toEqual([]);
  });

  test('is read without its colours and without event lines', () => {
    const log = buildLog(['\u001b[31merror\u001b[0m: x', { text: '{"message": "error: x"}', stream: 'EVENT' }]);

    expect(findErrorLines(log.lines).map((line) => line.n)).toEqual([1]);
  });
});
