import { isRecord } from './manifest-keys.ts';

/** `["version", "smtp", "smtp.host"]`: the properties of a schema and of the objects in it, in the order they are written. */
export function orderOf(schema: Record<string, unknown> | null, prefix = ''): string[] {
  if (schema === null || !isRecord(schema.properties)) return [];
  return Object.entries(schema.properties).flatMap(([name, property]) => [
    prefix + name,
    ...(isRecord(property) ? orderOf(property, `${prefix}${name}.`) : []),
  ]);
}

/** The schema with its properties in that order again: the database keeps objects, not the order of their keys. */
export function inOrder(
  schema: Record<string, unknown>,
  order: readonly string[],
  prefix = '',
): Record<string, unknown> {
  if (!isRecord(schema.properties)) return schema;
  const place = (name: string): number => order.indexOf(prefix + name) >>> 0; // unknown ones last
  const properties = Object.entries(schema.properties)
    .sort(([a], [b]) => place(a) - place(b))
    .map(([name, property]) => [name, isRecord(property) ? inOrder(property, order, `${prefix}${name}.`) : property]);
  return { ...schema, properties: Object.fromEntries(properties) };
}
