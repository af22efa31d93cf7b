import { GraphQLError } from 'graphql';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { ForbiddenError, InvalidInputError, NotFoundError, UnauthenticatedError } from '../../../server/errors.ts';
import { publicError, publicResult } from '../../../server/graphql/masking.ts';

function audience() {
  const lines: string[] = [];
  return { lines, requestId: 'request-1', log: pino({}, { write: (line: string) => void lines.push(line) }) };
}

const from = (cause: Error) => new GraphQLError(cause.message, { cause, path: ['deployment'] });

test('an unexpected error is told by its request id alone, and the log knows the rest', () => {
  const to = audience();

  const shown = publicError(from(new Error('password of the database: hunter2')), to);

  expect(shown.toJSON()).toMatchObject({
    message: 'Unexpected error.',
    path: ['deployment'],
    extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'request-1' },
  });
  expect(JSON.stringify(shown)).not.toContain('hunter2');
  expect(to.lines.join()).toMatch(/hunter2.*request-1/);
});

test.each([
  ['a connection that ended', new Error('Connection terminated unexpectedly')],
  ['a server that shuts down', Object.assign(new Error('terminating connection'), { code: '57P01' })],
  ['a place where nobody listens', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
])('a database that is away is said to be: %s', (_what, cause) => {
  const to = audience();

  const shown = publicError(from(cause), to);

  expect(shown).toMatchObject({
    message: 'The database cannot answer now. Try again in a moment.',
    extensions: { code: 'DATABASE_UNAVAILABLE', requestId: 'request-1', http: { status: 503 } },
  });
  expect(to.lines.join()).toContain(cause.message);
});

test.each([
  ['a deadlock', Object.assign(new Error('deadlock detected'), { code: '40P01' })],
  ['a full disk', Object.assign(new Error('could not extend file'), { code: '53100' })],
  ['a file that is missing', Object.assign(new Error('no such file'), { code: 'ENOENT', syscall: 'open' })],
])('what is for us to look at is not put down to an absent database: %s', (_what, cause) => {
  const to = audience();

  expect(publicError(from(cause), to).extensions.code).toBe('INTERNAL_SERVER_ERROR');
  expect(to.lines.join()).toContain('"level":50');
});

test.each([
  [new UnauthenticatedError(), 'UNAUTHENTICATED', 401],
  [new ForbiddenError('no'), 'FORBIDDEN', 403],
  [new NotFoundError('deployment', '#1'), 'NOT_FOUND', 404],
  [new InvalidInputError([{ path: ['first'], message: 'too many' }]), 'BAD_USER_INPUT', 400],
])('an expected error keeps its message: %s', (cause, code, status) => {
  const to = audience();

  const shown = publicError(from(cause), to);

  expect(shown).toMatchObject({ message: cause.message, extensions: { code, http: { status } } });
  expect(to.lines).toEqual([]);
});

test('beside data an error sets no status', () => {
  const errors = [from(new UnauthenticatedError())];

  const partly = publicResult({ data: { a: 1, b: null }, errors }, audience());
  const nothing = publicResult({ data: { b: null }, errors }, audience());

  expect(partly.errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED' });
  expect(nothing.errors?.[0]?.extensions.http).toMatchObject({ status: 401 });
});
