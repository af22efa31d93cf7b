/** One input of the start form, drawn from one property of a service's JSON Schema. */
export interface Field {
  /** Names from the parameters down: `['smtp', 'port']`. */
  path: readonly string[];
  title: string;
  description: string;
  required: boolean;
  widget: Widget;
  /** Of a choice: values as declared, in order. */
  choices: Choice[];
  initial: unknown;
  example: string;
  minimum: number | null;
  maximum: number | null;
  step: number | null;
  whole: boolean;
  maxLength: number | null;
  /** Heading it stands under; empty: none. */
  group: string;
  advanced: boolean;
  order: number;
  /** Shown only while the other parameter has this value. */
  condition: { field: string; equals: unknown } | null;
  /** Of an object: its inputs. */
  fields: Field[];
}

export type Widget =
  | ('text' | 'long' | 'email' | 'url' | 'date' | 'datetime' | 'secret' | 'number' | 'switch' | 'json')
  | ('radio' | 'select' | 'combobox' | 'checkboxes' | 'tags' | 'fieldset');

export interface Choice {
  value: unknown;
  title: string;
  description: string;
}

type Schema = Record<string, unknown>;

const longText = 120;
const fewChoices = 4;
const someChoices = 12;

/** Fields of a JSON Schema's properties, in the order asked for. What no widget fits is edited as JSON, never dropped. */
export const fieldsOf = (schema: unknown): Field[] => childrenOf(schema, [], 0);

/** `smtp.port`: the key of a field's value, and of its element's id. */
export const keyOf = (path: readonly string[]): string => path.join('.');

/** All inputs, those of objects instead of the objects. */
export const leavesOf = (fields: readonly Field[]): Field[] =>
  fields.flatMap((field) => (field.widget === 'fieldset' ? leavesOf(field.fields) : [field]));

const childrenOf = (schema: unknown, path: readonly string[], depth: number): Field[] => {
  if (!isObject(schema) || !isObject(schema.properties)) return [];
  const required: readonly unknown[] = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(schema.properties)
    .map(([name, property]) =>
      fieldOf([...path, name], isObject(property) ? property : {}, required.includes(name), depth),
    )
    .sort((a, b) => a.order - b.order);
};

const fieldOf = (path: readonly string[], property: Schema, required: boolean, depth: number): Field => {
  const widget = widgetOf(property, depth);
  const options = widget === 'checkboxes' && isObject(property.items) ? property.items : property;
  return {
    path,
    title: textOr(property.title, path.at(-1) ?? ''),
    description: textOr(property.description, ''),
    required,
    widget,
    choices: choicesOf(options),
    initial: property.default,
    example: Array.isArray(property.examples) ? String(property.examples[0] ?? '') : '',
    minimum: numberOrNull(property.minimum),
    maximum: numberOrNull(property.maximum),
    step: numberOrNull(property.multipleOf),
    whole: property.type === 'integer',
    maxLength: numberOrNull(property.maxLength),
    group: textOr(property['x-group'], ''),
    advanced: property['x-advanced'] === true,
    order: numberOrNull(property['x-order']) ?? 0,
    condition: conditionOf(property['x-if']),
    fields: widget === 'fieldset' ? childrenOf(property, path, depth + 1) : [],
  };
};

const widgetOf = (property: Schema, depth: number): Widget => {
  if (property.writeOnly === true || property.format === 'password') return isPlain(property.type) ? 'secret' : 'json';
  const choices = choicesOf(property).length;
  if (choices > 0) return choices <= fewChoices ? 'radio' : choices <= someChoices ? 'select' : 'combobox';
  switch (property.type) {
    case 'boolean':
      return 'switch';
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return listWidget(property.items);
    case 'object':
      return depth === 0 && hasProperties(property) ? 'fieldset' : 'json';
    case 'string':
    case undefined:
      return isPlain(property.type) && !isShaped(property) ? textWidget(property) : 'json';
    default:
      return 'json';
  }
};

/** Keywords that say more than one input can show. */
const isShaped = (property: Schema): boolean =>
  ['anyOf', 'allOf', 'oneOf', '$ref', 'const', 'properties', 'items'].some((keyword) => keyword in property);

const isPlain = (type: unknown): boolean => type === undefined || type === 'string';

const textWidget = (property: Schema): Widget => {
  switch (property.format) {
    case 'email':
      return 'email';
    case 'uri':
      return 'url';
    case 'date':
      return 'date';
    case 'date-time':
      return 'datetime';
    default:
      return property.format === 'multiline' || Number(property.maxLength ?? 0) > longText ? 'long' : 'text';
  }
};

const listWidget = (items: unknown): Widget => {
  if (!isObject(items)) return 'json';
  if (choicesOf(items).length > 0) return 'checkboxes';
  return items.type === 'string' && !isShaped(items) ? 'tags' : 'json';
};

const hasProperties = (property: Schema): boolean =>
  isObject(property.properties) && Object.keys(property.properties).length > 0;

const choicesOf = (property: Schema): Choice[] => {
  if (Array.isArray(property.enum))
    return property.enum.map((value: unknown) => ({ value, title: String(value), description: '' }));
  if (!Array.isArray(property.oneOf)) return [];
  const options: unknown[] = property.oneOf;
  const choices = options
    .filter((option): option is Schema => isObject(option) && 'const' in option)
    .map((option) => ({
      value: option.const,
      title: textOr(option.title, String(option.const)),
      description: textOr(option.description, ''),
    }));
  return choices.length === options.length ? choices : [];
};

const conditionOf = (value: unknown): Field['condition'] =>
  isObject(value) && typeof value.field === 'string' ? { field: value.field, equals: value.equals } : null;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOr = (value: unknown, other: string): string => (typeof value === 'string' && value !== '' ? value : other);
const numberOrNull = (value: unknown): number | null => (typeof value === 'number' ? value : null);
