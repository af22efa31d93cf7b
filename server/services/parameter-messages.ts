import type { OutputUnit } from '@cfworker/json-schema';
import { isRecord } from './manifest-keys.ts';
import { resolveReference } from './parameters-schema.ts';
import { quote } from './problem.ts';

/** Where, from the parameters down: `['smtp', 'port']`; and what is wrong, to be read after that name. */
export type ParameterIssue = { path: string[]; message: string };

const maxIssues = 50;

/** The validator's output in words for the person who filled in the form. Values are never quoted: they may be secret. */
export function parameterIssues(root: Record<string, unknown>, errors: readonly OutputUnit[]): ParameterIssue[] {
  const choices = errors
    .filter(({ keyword }) => decides.has(keyword))
    .map(({ keywordLocation }) => `${keywordLocation}/`);
  const issues = errors
    .filter(
      ({ keyword, keywordLocation }) =>
        !summarises.has(keyword) && !choices.some((at) => keywordLocation.startsWith(at)),
    )
    .map((error) => issueOf(root, error));
  const unique = new Map(issues.map((issue) => [JSON.stringify(issue), issue]));
  return [...unique.values()].slice(0, maxIssues);
}

/** Say nothing of their own: the parts they repeat follow. */
const summarises = new Set(
  '$ref $dynamicRef additionalProperties allOf dependentSchemas else if items patternProperties prefixItems properties then unevaluatedItems unevaluatedProperties'.split(
    ' ',
  ),
);
/** Why each of their parts fails would only confuse. */
const decides = new Set(['anyOf', 'contains', 'not', 'oneOf', 'propertyNames']);

function issueOf(root: Record<string, unknown>, error: OutputUnit): ParameterIssue {
  const path = segments(error.instanceLocation);
  const expected = valueAt(root, segments(error.keywordLocation));
  if (error.keyword === 'required') {
    const missing = /required property "(.*)"/s.exec(error.error)?.[1];
    if (missing !== undefined) return { path: [...path, missing], message: 'is required' };
  }
  if (error.keyword === 'false') {
    const known = path.length === 1 && isRecord(root.properties) ? Object.keys(root.properties) : [];
    return { path, message: known.length === 0 ? 'is not known here' : `is not known; known are: ${known.join(', ')}` };
  }
  const message = Object.hasOwn(messages, error.keyword) ? messages[error.keyword]?.(expected) : undefined;
  return { path, message: message ?? error.error.replace(/^Instance/, 'the value').replace(/\.$/, '') };
}

const messages: Readonly<Record<string, (expected: unknown) => string | undefined>> = {
  anyOf: choice,
  const: (expected) => `must be ${quote(expected)}`,
  enum: (expected) => (Array.isArray(expected) ? `must be one of: ${expected.map(quote).join(', ')}` : undefined),
  exclusiveMaximum: (limit) => `must be less than ${limit}`,
  exclusiveMinimum: (limit) => `must be greater than ${limit}`,
  format: (format) => `must be ${typeof format === 'string' ? (formats.get(format) ?? format) : 'written differently'}`,
  maximum: (limit) => `must be at most ${limit}`,
  maxItems: (limit) => `must have at most ${limit} entries`,
  maxLength: (limit) => `must have at most ${limit} characters`,
  minimum: (limit) => `must be at least ${limit}`,
  minItems: (limit) => `must have at least ${limit} entries`,
  minLength: (limit) => (limit === 1 ? 'must not be empty' : `must have at least ${limit} characters`),
  multipleOf: (step) => `must be a multiple of ${step}`,
  oneOf: choice,
  pattern: (pattern) => `must match ${pattern}`,
  type: (type) =>
    `must be ${(Array.isArray(type) ? type : [type]).map((word) => words.get(String(word)) ?? word).join(' or ')}`,
  uniqueItems: () => 'must not hold an entry twice',
};

const words: ReadonlyMap<string, string> = new Map(
  Object.entries({
    array: 'a list',
    boolean: 'true or false',
    integer: 'a whole number',
    null: 'null',
    number: 'a number',
    object: 'an object',
    string: 'text',
  }),
);

const formats: ReadonlyMap<string, string> = new Map(
  Object.entries({
    date: 'a date such as 2026-01-31',
    'date-time': 'a time such as 2026-01-31T12:00:00Z',
    email: 'an e-mail address',
    uri: 'an address such as https://example.org',
  }),
);

/** `oneOf` of constants is how a form offers titled choices. */
function choice(options: unknown): string {
  const constants = Array.isArray(options) ? options.filter((option) => isRecord(option) && 'const' in option) : [];
  if (!Array.isArray(options) || constants.length < options.length) return 'has none of the allowed forms';
  return `must be one of: ${constants.map((option) => quote(option.const)).join(', ')}`;
}

function segments(pointer: string): string[] {
  const parts = pointer.split('/').slice(1);
  return parts.map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** What the schema says at a location of the validator, which walks through references: `#/properties/x/$ref/enum`. */
function valueAt(root: Record<string, unknown>, path: readonly string[]): unknown {
  let value: unknown = root;
  for (const part of path) {
    const inside: unknown = value;
    if (typeof inside !== 'object' || inside === null || !Object.hasOwn(inside, part)) return undefined;
    value = Reflect.get(inside, part);
    if (part === '$ref' && typeof value === 'string') value = resolveReference(root, value);
  }
  return value;
}
