/** One input of the start form, drawn from one property of a service's JSON Schema. */
export interface Field {
  name: string;
  title: string;
  description: string;
  required: boolean;
  widget: 'text' | 'long' | 'secret' | 'choice' | 'switch' | 'number' | 'json';
  /** Of a choice: values as declared, in order. */
  choices: { value: unknown; title: string }[];
  initial: unknown;
  minimum: number | null;
  maximum: number | null;
  whole: boolean;
  maxLength: number | null;
}

export type FieldValues = Record<string, string | boolean>;

const longText = 120;

/** Fields of a JSON Schema's properties, in their order. What no widget fits is edited as JSON, never dropped. */
export const fieldsOf = (schema: unknown): Field[] => {
  if (!isObject(schema) || !isObject(schema.properties)) return [];
  const required: readonly unknown[] = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(schema.properties).map(([name, property]) =>
    fieldOf(name, isObject(property) ? property : {}, required.includes(name)),
  );
};

/** What the inputs show at first: values of an earlier run, else the defaults. Secrets always start empty. */
export const initialValues = (fields: readonly Field[], earlier: Record<string, unknown>): FieldValues =>
  Object.fromEntries(
    fields.map((field) => [field.name, shownValue(field, field.name in earlier ? earlier[field.name] : field.initial)]),
  );

/** The parameters to send; an empty optional input sends nothing. Throws SyntaxError for a JSON input that is none. */
export const toParameters = (fields: readonly Field[], values: FieldValues): Record<string, unknown> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const value = values[field.name];
      return value === '' || value === undefined ? [] : [[field.name, sentValue(field, value)]];
    }),
  );

const fieldOf = (name: string, property: Record<string, unknown>, required: boolean): Field => ({
  name,
  title: textOr(property.title, name),
  description: textOr(property.description, ''),
  required,
  widget: widgetOf(property),
  choices: choicesOf(property),
  initial: property.default,
  minimum: numberOrNull(property.minimum),
  maximum: numberOrNull(property.maximum),
  whole: property.type === 'integer',
  maxLength: numberOrNull(property.maxLength),
});

const widgetOf = (property: Record<string, unknown>): Field['widget'] => {
  if (choicesOf(property).length > 0) return 'choice';
  switch (property.type) {
    case 'boolean':
      return 'switch';
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
    case undefined:
      if (property.writeOnly === true || property.format === 'password') return 'secret';
      return property.format === 'multiline' || Number(property.maxLength ?? 0) > longText ? 'long' : 'text';
    default:
      return 'json';
  }
};

const choicesOf = (property: Record<string, unknown>): Field['choices'] => {
  if (Array.isArray(property.enum)) return property.enum.map((value: unknown) => ({ value, title: String(value) }));
  if (!Array.isArray(property.oneOf)) return [];
  const options: unknown[] = property.oneOf;
  return options
    .filter((option): option is Record<string, unknown> => isObject(option) && 'const' in option)
    .map((option) => ({ value: option.const, title: textOr(option.title, String(option.const)) }));
};

const shownValue = (field: Field, value: unknown): string | boolean => {
  if (field.widget === 'secret') return '';
  if (field.widget === 'switch') return value === true;
  if (value === undefined || value === null) return '';
  return field.widget === 'json' ? JSON.stringify(value) : String(value);
};

const sentValue = (field: Field, value: string | boolean): unknown => {
  if (typeof value === 'boolean') return value;
  if (field.widget === 'number') return Number(value);
  if (field.widget === 'json') return JSON.parse(value);
  if (field.widget === 'choice') return field.choices.find((choice) => String(choice.value) === value)?.value;
  return value;
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOr = (value: unknown, other: string): string => (typeof value === 'string' && value !== '' ? value : other);
const numberOrNull = (value: unknown): number | null => (typeof value === 'number' ? value : null);
