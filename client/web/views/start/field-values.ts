import { type Field, isObject, keyOf, leavesOf } from './schema-fields.ts';

/** What the inputs hold, by `keyOf` their path. */
export type FieldValue = string | boolean | readonly string[];
export type FieldValues = Record<string, FieldValue>;

export type Parameters = Record<string, unknown>;

/** What stands for a secret wherever parameters are shown. */
export const mask = '***';

/** What the inputs show at first: values of an earlier run where it has them, else the defaults. Secrets always start empty. */
export const initialValues = (fields: readonly Field[], earlier: Parameters): FieldValues =>
  Object.fromEntries(
    leavesOf(fields).map((field) => {
      const before = valueAt(earlier, field.path);
      return [
        keyOf(field.path),
        shownValue(field, before === undefined || before === mask ? initialOf(fields, field) : before),
      ];
    }),
  );

/** Values out of an address: `in.ref=v1.2.3`. Never for a secret, which must not be in an address. */
export const valuesOfAddress = (fields: readonly Field[], search: URLSearchParams): FieldValues =>
  Object.fromEntries(
    leavesOf(fields).flatMap((field): [string, FieldValue][] => {
      const given = search.getAll(`in.${keyOf(field.path)}`);
      const text = given.at(-1);
      if (text === undefined || field.widget === 'secret') return [];
      if (field.widget === 'checkboxes' || field.widget === 'tags') return [[keyOf(field.path), given]];
      return [[keyOf(field.path), field.widget === 'switch' ? text === 'true' : text]];
    }),
  );

/** The same for a service without a schema, which takes any parameter. */
export const parametersOfAddress = (search: URLSearchParams): Record<string, string> =>
  Object.fromEntries(
    [...search].flatMap(([key, text]) => (key.startsWith('in.') && text !== mask ? [[key.slice(3), text]] : [])),
  );

/** The parameters to send; an empty optional input and one that is not shown send nothing. Throws SyntaxError for a JSON input that is none. */
export const toParameters = (fields: readonly Field[], values: FieldValues): Parameters => {
  const parameters: Parameters = {};
  for (const field of leavesOf(fields.filter((each) => isShown(each, fields, values)))) {
    const value = values[keyOf(field.path)];
    if (isEmpty(value) || value === undefined || !isShown(field, leavesOf(fields), values)) continue;
    place(parameters, field.path, sentValue(field, value));
  }
  return parameters;
};

/** Whether a field's condition holds; without one it is always there. */
export const isShown = (field: Field, all: readonly Field[], values: FieldValues): boolean => {
  const { condition } = field;
  if (condition === null) return true;
  const siblings = field.path.slice(0, -1);
  const keys = [keyOf([...siblings, condition.field]), condition.field];
  const other = leavesOf(all).find((each) => keys.includes(keyOf(each.path)));
  if (!other) return true;
  const value = values[keyOf(other.path)];
  return value !== undefined && JSON.stringify(sentSafely(other, value)) === JSON.stringify(condition.equals);
};

export const valueAt = (parameters: Parameters, path: readonly string[]): unknown => {
  let value: unknown = parameters;
  for (const name of path) value = isObject(value) ? value[name] : undefined;
  return value;
};

const initialOf = (fields: readonly Field[], field: Field): unknown => {
  if (field.initial !== undefined || field.path.length === 1) return field.initial;
  const parent = fields.find((each) => each.path[0] === field.path[0])?.initial;
  return isObject(parent) ? valueAt(parent, field.path.slice(1)) : undefined;
};

const isEmpty = (value: FieldValue | undefined): boolean =>
  value === '' || (Array.isArray(value) && value.length === 0);

const place = (parameters: Parameters, path: readonly string[], value: unknown): void => {
  const [name = '', ...rest] = path;
  if (rest.length === 0) {
    parameters[name] = value;
    return;
  }
  const inside = isObject(parameters[name]) ? parameters[name] : {};
  parameters[name] = inside;
  place(inside, rest, value);
};

const shownValue = (field: Field, value: unknown): FieldValue => {
  switch (field.widget) {
    case 'secret':
      return '';
    case 'switch':
      return value === true;
    case 'checkboxes':
    case 'tags':
      return Array.isArray(value) ? value.map(String) : [];
    case 'json':
      return value === undefined ? '' : JSON.stringify(value, null, 2);
    case 'datetime':
      return typeof value === 'string' ? localTime(value) : '';
    default:
      return value === undefined || value === null ? '' : String(value);
  }
};

const sentValue = (field: Field, value: FieldValue): unknown => {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') {
    if (field.widget === 'tags') return [...value];
    return field.choices.filter((choice) => value.includes(String(choice.value))).map((choice) => choice.value);
  }
  switch (field.widget) {
    case 'number':
      return Number(value);
    case 'json':
      return JSON.parse(value);
    case 'radio':
    case 'select':
    case 'combobox': {
      const choice = field.choices.find((each) => String(each.value) === value);
      return choice ? choice.value : value;
    }
    case 'datetime':
      return Number.isNaN(Date.parse(value)) ? value : new Date(value).toISOString();
    default:
      return value;
  }
};

const sentSafely = (field: Field, value: FieldValue): unknown => {
  try {
    return sentValue(field, value);
  } catch {
    return undefined; // not JSON yet
  }
};

/** `2026-01-31T12:00` in the reader's time zone, as the browser's own input writes it. */
const localTime = (iso: string): string => {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return '';
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};
