import { expect, it } from 'vitest';
import { firstError, isError } from '../../../server/deployments/first-error.ts';

it.each([
  'psycopg.errors.UndefinedTable: relation "feed_item" does not exist',
  'ValueError: invalid literal',
  '  subprocess.CalledProcessError: Command failed',
  'E: error while reading',
  'ERROR! the playbook could not be found',
  'fatal: [host]: FAILED! => {"msg": "no such file"}',
  'thread main panicked: panic',
  'java.lang.Exception in thread',
  '3 passed, 0 skipped, 1 error',
  '12 passed, 0 warnings, 0 errors, 2 failed',
])('takes %j for an error', (line) => {
  expect(isError(line)).toBe(true);
});

it.each([
  '0 failed',
  'no error',
  'Finished without errors.',
  'No exceptions were raised',
  '12 passed, 0 failed, 0 errors',
  'host : ok=3 changed=0 unreachable=0 failed=0 skipped=1',
  'host : ok=3 changed=1 failed=0',
  'terrorist',
  'ErrorHandler loaded',
  'all is well',
  '',
])('does not take %j for an error', (line) => {
  expect(isError(line)).toBe(false);
});

it('finds the first of several', () => {
  expect(firstError(['fine', 'error: one', 'error: two'])).toBe(1);
});

it('finds nothing in a log without errors', () => {
  expect(firstError(['fine', '0 failed'])).toBeNull();
});

it('looks through colour and links', () => {
  expect(firstError(['fine', '\u001b[1;31merr\u001b[0mor: red', '\u001b]8;;http://x\u0007ok\u001b]8;;\u0007'])).toBe(1);
});

it("names a traceback's last line, not its first", () => {
  const lines = [
    'starting',
    'Traceback (most recent call last):',
    '  File "deploy.py", line 3, in <module>',
    '    raise Missing("error in here")',
    '',
    'psycopg.errors.UndefinedTable: relation does not exist',
    'after',
  ];

  expect(firstError(lines)).toBe(5);
});

it('names the start of a traceback that is cut off', () => {
  expect(firstError(['Traceback (most recent call last):', '  File "deploy.py", line 3'])).toBe(0);
});
