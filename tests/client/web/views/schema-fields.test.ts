import { describe, expect, test } from 'vitest';
import { fieldsOf, initialValues, toParameters } from '../../../../client/web/views/start/schema-fields.ts';

const schema = {
  type: 'object',
  required: ['version'],
  properties: {
    version: { type: 'string', title: 'Version' },
    cache: { enum: ['keep', 'clear'], default: 'keep' },
    level: { oneOf: [{ const: 1, title: 'low' }, { const: 2 }] },
    migrate: { type: 'boolean' },
    workers: { type: 'integer', minimum: 1, maximum: 16, default: 4 },
    password: { type: 'string', writeOnly: true, default: 'never shown' },
    notes: { type: 'string', maxLength: 500 },
    hosts: { type: 'array', items: { type: 'string' } },
  },
};
const fields = fieldsOf(schema);

describe('fields of a schema', () => {
  test('each get the widget that fits; what fits none is edited as JSON', () => {
    expect(Object.fromEntries(fields.map((field) => [field.name, field.widget]))).toEqual({
      version: 'text',
      cache: 'choice',
      level: 'choice',
      migrate: 'switch',
      workers: 'number',
      password: 'secret',
      notes: 'long',
      hosts: 'json',
    });
  });

  test('take title and requirement from the schema', () => {
    expect(fields[0]).toMatchObject({ title: 'Version', required: true });
    expect(fields[1]).toMatchObject({ title: 'cache', required: false });
  });

  test.each([null, undefined, {}, { properties: 7 }, 'x', []])('are none for %j', (value) => {
    expect(fieldsOf(value)).toEqual([]);
  });
});

describe('values', () => {
  test('start from an earlier run, else from defaults; secrets always empty', () => {
    expect(initialValues(fields, { version: 'v1', password: '***', workers: 8 })).toEqual({
      version: 'v1',
      cache: 'keep',
      level: '',
      migrate: false,
      workers: '8',
      password: '',
      notes: '',
      hosts: '',
    });
  });

  test('are sent with the types the schema declares, empty ones not at all', () => {
    const values = {
      version: 'v2',
      cache: 'clear',
      level: '2',
      migrate: true,
      workers: '3',
      password: '',
      notes: '',
      hosts: '["a"]',
    };

    expect(toParameters(fields, values)).toEqual({
      version: 'v2',
      cache: 'clear',
      level: 2,
      migrate: true,
      workers: 3,
      hosts: ['a'],
    });
  });

  test('that are no JSON are refused', () => {
    expect(() => toParameters(fields, { hosts: '[a' })).toThrow(SyntaxError);
  });
});
