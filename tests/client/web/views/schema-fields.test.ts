import { describe, expect, test } from 'vitest';
import {
  type FieldValues,
  initialValues,
  isShown,
  parametersOfAddress,
  toParameters,
  valuesOfAddress,
} from '../../../../client/web/views/start/field-values.ts';
import { type Field, fieldsOf, keyOf, leavesOf } from '../../../../client/web/views/start/schema-fields.ts';

const many = (count: number): string[] => Array.from({ length: count }, (_each, index) => `choice ${index}`);

const schema = {
  type: 'object',
  required: ['version'],
  properties: {
    version: { type: 'string', title: 'Version', examples: ['v1.2.3'] },
    cache: { enum: ['keep', 'clear'], default: 'keep' },
    level: {
      oneOf: [
        { const: 1, title: 'low' },
        { const: 2, description: 'wakes people' },
      ],
    },
    region: { enum: many(12) },
    host: { type: 'string', enum: many(13) },
    migrate: { type: 'boolean' },
    workers: { type: 'integer', minimum: 1, maximum: 16, multipleOf: 2, default: 4 },
    password: { type: 'string', writeOnly: true, default: 'never shown' },
    notes: { type: 'string', maxLength: 500 },
    site: { type: 'string', format: 'uri' },
    mail: { type: 'string', format: 'email' },
    day: { type: 'string', format: 'date' },
    when: { type: 'string', format: 'date-time' },
    hosts: { type: 'array', items: { type: 'string' } },
    parts: { type: 'array', items: { enum: ['web', 'api'] } },
    smtp: {
      type: 'object',
      required: ['port'],
      properties: { port: { type: 'integer', default: 25 }, deep: { type: 'object', properties: { x: {} } } },
    },
    matrix: { type: 'array', items: { type: 'array' } },
    either: { anyOf: [{ type: 'string' }, { type: 'number' }] },
    reason: { type: 'string', 'x-if': { field: 'migrate', equals: true } },
  },
};
const fields = fieldsOf(schema);
const widgets = (all: readonly Field[]) => Object.fromEntries(all.map((field) => [keyOf(field.path), field.widget]));

describe('fields of a schema', () => {
  test('each get the widget that fits; what fits none is edited as JSON', () => {
    expect(widgets(fields)).toEqual({
      version: 'text',
      cache: 'radio',
      level: 'radio',
      region: 'select',
      host: 'combobox',
      migrate: 'switch',
      workers: 'number',
      password: 'secret',
      notes: 'long',
      site: 'url',
      mail: 'email',
      day: 'date',
      when: 'datetime',
      hosts: 'tags',
      parts: 'checkboxes',
      smtp: 'fieldset',
      matrix: 'json',
      either: 'json',
      reason: 'text',
    });
  });

  test('of an object one level down are inputs of their own, deeper ones JSON', () => {
    const inner = leavesOf(fields).filter((field) => field.path.length > 1);
    expect(widgets(inner)).toEqual({ 'smtp.port': 'number', 'smtp.deep': 'json' });
    expect(inner[0]).toMatchObject({ required: true, initial: 25 });
  });

  test('take title, example, limits and requirement from the schema', () => {
    expect(fields[0]).toMatchObject({ title: 'Version', required: true, example: 'v1.2.3' });
    expect(fields[1]).toMatchObject({ title: 'cache', required: false });
    expect(fields[6]).toMatchObject({ minimum: 1, maximum: 16, step: 2, whole: true });
    expect(fields[2]?.choices[1]).toEqual({ value: 2, title: '2', description: 'wakes people' });
  });

  test('stand in the order, group and place the schema asks for', () => {
    const ordered = fieldsOf({
      properties: { a: { 'x-order': 2 }, b: { 'x-group': 'Mail' }, c: { 'x-order': -1, 'x-advanced': true } },
    });
    expect(ordered.map((field) => keyOf(field.path))).toEqual(['c', 'b', 'a']);
    expect(ordered[0]?.advanced).toBe(true);
    expect(ordered[1]?.group).toBe('Mail');
  });

  test.each([null, undefined, {}, { properties: 7 }, 'x', []])('are none for %j', (value) => {
    expect(fieldsOf(value)).toEqual([]);
  });
});

describe('values', () => {
  test('start from an earlier run, else from defaults; secrets always empty', () => {
    const values = initialValues(fields, {
      version: 'v1',
      password: '***',
      workers: 8,
      hosts: ['a'],
      smtp: { port: 99 },
    });

    expect(values).toMatchObject({ version: 'v1', cache: 'keep', level: '', migrate: false, workers: '8' });
    expect(values).toMatchObject({ password: '', hosts: ['a'], parts: [], 'smtp.port': '99', matrix: '' });
    expect(initialValues(fields, {})['smtp.port']).toBe('25');
  });

  test('of an address never fill in a secret', () => {
    const search = new URLSearchParams('in.version=v9&in.password=hunter22&in.migrate=true&in.parts=web&in.parts=api');

    expect(valuesOfAddress(fields, search)).toEqual({ version: 'v9', migrate: true, parts: ['web', 'api'] });
  });

  test('of an address are parameters as they are where no schema says what they mean', () => {
    expect(parametersOfAddress(new URLSearchParams('from=7&in.version=v9&in.a.b=1'))).toEqual({
      version: 'v9',
      'a.b': '1',
    });
  });

  test('are sent with the types the schema declares, empty ones not at all', () => {
    const values: FieldValues = {
      ...initialValues(fields, {}),
      ...{ version: 'v2', cache: 'clear', level: '2', migrate: true, workers: '3', hosts: ['a', 'b'] },
      ...{ parts: ['api'], 'smtp.port': '587', matrix: '[[1]]', reason: 'because' },
    };

    expect(toParameters(fields, values)).toEqual({
      ...{ version: 'v2', cache: 'clear', level: 2, migrate: true, workers: 3, hosts: ['a', 'b'] },
      ...{ parts: ['api'], smtp: { port: 587 }, matrix: [[1]], reason: 'because' },
    });
  });

  test('of a field whose condition does not hold are neither shown nor sent', () => {
    const values: FieldValues = { ...initialValues(fields, {}), migrate: false, reason: 'left over' };
    const reason = fields.at(-1);

    expect(reason && isShown(reason, fields, values)).toBe(false);
    expect(toParameters(fields, values)).not.toHaveProperty('reason');
  });

  test('that are no JSON are refused', () => {
    expect(() => toParameters(fields, { matrix: '[a' })).toThrow(SyntaxError);
  });
});
