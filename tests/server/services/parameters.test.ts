import { describe, expect, it } from 'vitest';
import { validateParameters } from '../../../server/services/parameters.ts';
import { parametersProblems } from '../../../server/services/parameters-schema.ts';

const schema = {
  type: 'object',
  required: ['ref'],
  additionalProperties: false,
  properties: {
    ref: { type: 'string', minLength: 1 },
    count: { type: 'integer', minimum: 1, default: 3 },
    color: { enum: ['red', 'blue'] },
    size: { oneOf: [{ const: 's', title: 'Small' }, { const: 'l' }] },
    password: { type: 'string', writeOnly: true },
    smtp: { type: 'object', properties: { port: { type: 'integer', default: 25 }, key: { format: 'password' } } },
    mail: { $ref: '#/$defs/mail' },
    'a/b ü#': { type: 'string' },
  },
  $defs: { mail: { type: 'string', format: 'email' } },
};

const issuesOf = (values: unknown) => {
  const result = validateParameters(schema, values);
  return result.ok ? [] : result.issues;
};

describe('validateParameters', () => {
  it('fills in defaults, also inside objects that are there, and leaves its input alone', () => {
    const given = { ref: 'v1', smtp: {} };

    const result = validateParameters(schema, given);

    expect(result).toEqual({ ok: true, values: { ref: 'v1', count: 3, smtp: { port: 25 } }, secretKeys: ['smtp'] });
    expect(given).toEqual({ ref: 'v1', smtp: {} });
  });

  it('names the parameters that are secret in part or whole', () => {
    const result = validateParameters(schema, { ref: 'v1', password: 'correct horse', smtp: { key: 'long enough' } });

    expect(result).toMatchObject({ ok: true, secretKeys: ['password', 'smtp'] });
  });

  it('reports every issue at once, each at its place', () => {
    expect(
      issuesOf({ ref: '', count: 0, color: 'green', size: 'm', smtp: { port: 'x' }, mail: 'm', 'a/b ü#': 1, zzz: 1 }),
    ).toEqual([
      { path: ['ref'], message: 'must not be empty' },
      { path: ['count'], message: 'must be at least 1' },
      { path: ['color'], message: 'must be one of: "red", "blue"' },
      { path: ['size'], message: 'must be one of: "s", "l"' },
      { path: ['smtp', 'port'], message: 'must be a whole number' },
      { path: ['mail'], message: 'must be an e-mail address' },
      { path: ['a/b ü#'], message: 'must be text' },
      {
        path: ['zzz'],
        message: 'is not known; known are: ref, count, color, size, password, smtp, mail, a/b ü#',
      },
    ]);
  });

  it('says which parameter is missing', () => {
    expect(issuesOf({})).toEqual([{ path: ['ref'], message: 'is required' }]);
    expect(issuesOf(null)).toEqual([{ path: ['ref'], message: 'is required' }]);
  });

  it('refuses a secret that is too short wherever it is declared, and no other value beside it', () => {
    const secret = { type: 'string', writeOnly: true };
    const schema = {
      type: 'object',
      properties: {
        smtp: { type: 'object', properties: { port: { type: 'integer' }, pin: secret } },
        keys: { type: 'array', items: secret },
        either: { anyOf: [secret, { type: 'integer' }] },
        whole: { type: 'object', writeOnly: true },
      },
    };
    const given = {
      smtp: { port: 25, pin: '1234' },
      keys: ['long enough', 'pin'],
      either: 'abc',
      whole: { a: { b: 1 } },
    };

    const result = validateParameters(schema, given);

    const paths = result.ok ? [] : result.issues.map(({ path }) => path.join('.'));
    expect(paths).toEqual(['smtp.pin', 'keys.1', 'either', 'whole.a.b']);
  });

  it('refuses a secret that is too short to be masked, without quoting it', () => {
    const issues = issuesOf({ ref: 'v1', password: 'abc' });

    expect(issues).toEqual([
      { path: ['password'], message: 'must have at least 6 bytes: a shorter secret cannot be masked' },
    ]);
  });

  it('accepts any name where nothing is declared', () => {
    const values = { ref: 'v1', anything: { nested: [1, null] } };

    expect(validateParameters(null, values)).toEqual({ ok: true, values, secretKeys: [] });
    expect(validateParameters(null, undefined)).toEqual({ ok: true, values: {}, secretKeys: [] });
  });

  it.each([
    ['a list', [], 'must be an object of names and values'],
    ['text', 'ref=v1', 'must be an object of names and values'],
    ['more than 64 KiB', { a: 'x'.repeat(65_536) }, 'must be at most 64 KiB of JSON, found 65544 bytes'],
    ['U+0000', { a: 'x\0' }, 'must not contain the character U+0000 or half of a surrogate pair'],
    ['__proto__', JSON.parse('{"a": {"__proto__": 1}}'), 'cannot be the name of a parameter'],
    ['a function', { a: () => 1 }, 'must be a JSON value'],
    ['not a number', { a: Number.NaN }, 'must be a JSON value'],
  ])('refuses %s', (_what, values, message) => {
    expect(validateParameters(null, values)).toMatchObject({ ok: false, issues: [{ message }] });
  });

  it('refuses absurd nesting and circles', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;

    expect(validateParameters(null, circle)).toMatchObject({
      issues: [{ message: 'is nested deeper than 64 levels' }],
    });
  });
});

describe('parametersProblems', () => {
  it('accepts a schema that uses the whole of the language', () => {
    expect(parametersProblems(schema)).toEqual([]);
    expect(
      parametersProblems({ properties: { a: true, b: { items: { $ref: '#' }, 'x-if': { field: 'a' } } } }),
    ).toEqual([]);
  });

  it.each([
    [{ type: 'string' }, 'parameters.type must be "object"'],
    [{ properties: [] }, 'parameters.properties must be an object'],
    [{ properties: { a: 5 } }, 'parameters.properties.a must be a schema (an object, true or false)'],
    [{ properties: { a: { pattern: '(' } } }, 'parameters.properties.a.pattern: Invalid regular expression'],
    [{ properties: { a: { minLength: -1 } } }, 'parameters.properties.a.minLength must be a whole number'],
    [{ properties: { a: { enum: [] } } }, 'parameters.properties.a.enum must be a list of values'],
    [{ properties: { a: { oneOf: {} } } }, 'parameters.properties.a.oneOf must be a list of schemas'],
    [{ required: 'a' }, 'parameters.required must be a list of names'],
    [
      { properties: { a: { type: 'integer', default: 'x' } } },
      'parameters.properties.a.default does not fit its own schema',
    ],
    [
      { properties: { a: { $ref: 'https://example.org/x' } } },
      'parameters.properties.a.$ref must point into this document',
    ],
    [{ properties: { a: { $ref: '#/$defs/no' } } }, 'parameters.properties.a.$ref must point into this document'],
    [{ $ref: '#' }, 'parameters.$ref leads back to itself'],
    [{ allOf: [{ $ref: '#' }] }, 'parameters refer to themselves in a circle'],
    [{ $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } }, 'parameters.$defs.a.$ref leads back to itself'],
    [
      { allOf: [{ properties: { a: { writeOnly: true } } }] },
      'parameters.allOf: a writeOnly value is only understood under parameters.properties',
    ],
  ])('refuses %j', (broken, message) => {
    expect(parametersProblems(broken)[0]).toMatch(message);
  });
});
