import { GraphQLError, type ValueNode, valueFromASTUntyped } from 'graphql';
import { builder } from './builder.ts';

builder.scalarType('DateTime', {
  description: 'RFC 3339 timestamp in UTC with milliseconds: 2026-11-23T04:20:00.000Z',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html',
  serialize: (value) => value.toISOString(),
  parseValue: toDate,
});

builder.scalarType('JSON', {
  description: 'Any JSON value.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node: ValueNode, variables) => valueFromASTUntyped(node, variables),
});

builder.scalarType('URL', {
  description: 'An absolute http(s) URL.',
  specifiedByURL: 'https://url.spec.whatwg.org/',
  serialize: (value) => value,
  parseValue: toWebAddress,
});

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;

function toDate(value: unknown): Date {
  const date = typeof value === 'string' && rfc3339.test(value) ? new Date(value) : new Date(Number.NaN);
  if (Number.isNaN(date.getTime()))
    throw new GraphQLError(`DateTime must be like 2026-11-23T04:20:00.000Z, got ${JSON.stringify(value)}.`);
  return date;
}

function toWebAddress(value: unknown): string {
  if (typeof value === 'string' && URL.canParse(value) && /^https?:/i.test(value)) return value;
  throw new GraphQLError(`URL must be absolute and start with http:// or https://, got ${JSON.stringify(value)}.`);
}
