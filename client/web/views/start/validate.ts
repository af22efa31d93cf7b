import { type OutputUnit, Validator } from '@cfworker/json-schema';
import { type FieldValues, type Parameters, toParameters } from './field-values.ts';
import { type Field, isObject, keyOf, leavesOf } from './schema-fields.ts';

/** Where, by `keyOf` its path (empty: the whole), and what is wrong, to be read after the field's title. */
export interface Issue {
  key: string;
  message: string;
}

export type Validation = { ok: true; parameters: Parameters } | { ok: false; issues: Issue[] };

/** A shorter secret cannot be masked in the output; the server refuses it. */
const minSecretBytes = 6;

/** Checks the form with the validator the server uses, so that neither accepts what the other refuses. */
export const validateForm = (schema: unknown, fields: readonly Field[], values: FieldValues): Validation => {
  const broken = leavesOf(fields).filter((field) => field.widget === 'json' && !isJson(values[keyOf(field.path)]));
  if (broken.length > 0)
    return { ok: false, issues: broken.map((field) => ({ key: keyOf(field.path), message: 'must be JSON' })) };
  const parameters = toParameters(fields, values);
  const issues = [...schemaIssues(schema, parameters), ...shortSecrets(fields, values)];
  return issues.length > 0 ? { ok: false, issues } : { ok: true, parameters };
};

const isJson = (value: unknown): boolean => {
  if (typeof value !== 'string' || value === '') return true;
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
};

const schemaIssues = (schema: unknown, parameters: Parameters): Issue[] => {
  if (!isObject(schema)) return [];
  // The validator notes locations in the schema it is given, and would find its own notes the next time.
  const root = structuredClone(schema);
  const { errors } = new Validator(root, '2020-12', false).validate(withDefaults(root, structuredClone(parameters)));
  const issues = errors
    .filter((error) => !summarises.has(error.keyword) && !isPart(error, errors))
    .map((error) => issueOf(root, error));
  return [...new Map(issues.map((issue) => [`${issue.key} ${issue.message}`, issue])).values()];
};

/** As the server does: a default stands for what was not given. */
const withDefaults = (schema: Record<string, unknown>, values: Parameters): Parameters => {
  for (const [name, declared] of Object.entries(isObject(schema.properties) ? schema.properties : {})) {
    if (!isObject(declared)) continue;
    if (!(name in values) && 'default' in declared) values[name] = structuredClone(declared.default);
    const value = values[name];
    if (isObject(value)) withDefaults(declared, value);
  }
  return values;
};

/** Say nothing of their own: the parts they repeat follow. */
const summarises = new Set(
  '$ref allOf if then else properties patternProperties items prefixItems additionalProperties unevaluatedProperties dependentSchemas'.split(
    ' ',
  ),
);
const decides = new Set(['anyOf', 'oneOf', 'not', 'contains']);

const isPart = (error: OutputUnit, all: readonly OutputUnit[]): boolean =>
  all.some((other) => decides.has(other.keyword) && error.keywordLocation.startsWith(`${other.keywordLocation}/`));

const issueOf = (root: Record<string, unknown>, error: OutputUnit): Issue => {
  const path = pointer(error.instanceLocation);
  const missing = error.keyword === 'required' ? /required property "(.*)"/s.exec(error.error)?.[1] : undefined;
  if (missing !== undefined) return { key: keyOf([...path, missing]), message: 'is required' };
  const expected = at(root, pointer(error.keywordLocation));
  return {
    key: keyOf(path),
    message: words[error.keyword]?.(expected) ?? error.error.replace(/^Instance/, 'The value'),
  };
};

const words: Record<string, ((expected: unknown) => string) | undefined> = {
  const: (value) => `must be ${String(value)}`,
  enum: (values) => `must be one of ${Array.isArray(values) ? values.map(String).join(', ') : 'the choices'}`,
  oneOf: () => 'must be one of the choices',
  anyOf: () => 'has none of the allowed forms',
  format: (format) => `must be ${formats[String(format)] ?? String(format)}`,
  maximum: (limit) => `must be at most ${String(limit)}`,
  minimum: (limit) => `must be at least ${String(limit)}`,
  exclusiveMaximum: (limit) => `must be less than ${String(limit)}`,
  exclusiveMinimum: (limit) => `must be greater than ${String(limit)}`,
  multipleOf: (step) => `must be a multiple of ${String(step)}`,
  maxLength: (limit) => `must have at most ${String(limit)} characters`,
  minLength: (limit) => (limit === 1 ? 'must not be empty' : `must have at least ${String(limit)} characters`),
  maxItems: (limit) => `must have at most ${String(limit)} entries`,
  minItems: (limit) => `must have at least ${String(limit)} entries`,
  uniqueItems: () => 'must not hold an entry twice',
  pattern: (pattern) => `must match ${String(pattern)}`,
  type: (type) => `must be ${kinds[String(type)] ?? String(type)}`,
  false: () => 'is not known here',
};

const formats: Record<string, string> = {
  date: 'a date such as 2026-01-31',
  'date-time': 'a time such as 2026-01-31T12:00:00Z',
  email: 'an e-mail address',
  uri: 'an address such as https://example.org',
};

const kinds: Record<string, string> = {
  integer: 'a whole number',
  number: 'a number',
  string: 'text',
  array: 'a list',
  object: 'an object',
  boolean: 'yes or no',
};

const shortSecrets = (fields: readonly Field[], values: FieldValues): Issue[] =>
  leavesOf(fields).flatMap((field) => {
    const value = values[keyOf(field.path)];
    if (field.widget !== 'secret' || typeof value !== 'string' || value === '') return [];
    const isShort = new TextEncoder().encode(value).length < minSecretBytes;
    return isShort ? [{ key: keyOf(field.path), message: `must have at least ${minSecretBytes} bytes` }] : [];
  });

const pointer = (text: string): string[] =>
  text
    .split('/')
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'));

const at = (root: unknown, path: readonly string[]): unknown => {
  let value = root;
  for (const part of path) value = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined;
  return value;
};
