import { Validator } from '@cfworker/json-schema';
import { isRecord } from './manifest-keys.ts';

/**
 * What is wrong with a service's `parameters` (JSON Schema 2020-12); empty when it can be used. Everything is found
 * when the service is read, so that no deployment is ever refused because of a broken schema.
 */
export function parametersProblems(schema: Record<string, unknown> | null): string[] {
  if (schema === null) return [];
  const problems = [...rootProblems(schema), ...subschemaProblems(schema, schema, 'parameters', true)];
  return problems.length > 0 ? problems : trialProblems(schema);
}

/** The schemas directly under `properties`: one for each declared parameter. */
export function declaredParameters(schema: Record<string, unknown>): [string, unknown][] {
  return isRecord(schema.properties) ? Object.entries(schema.properties) : [];
}

/** Whether a value is to be kept secret: it, or a part of it, is `writeOnly` or a password. */
export function isSecret(subschema: unknown): boolean {
  if (Array.isArray(subschema)) return subschema.some(isSecret);
  if (!isRecord(subschema)) return false;
  return isDeclaredSecret(subschema) || Object.values(subschema).some(isSecret);
}

export function isDeclaredSecret(subschema: Record<string, unknown>): boolean {
  return subschema.writeOnly === true || subschema.format === 'password';
}

/** Follows a reference inside the same document (`#/$defs/branch`); undefined when it leads nowhere. */
export function resolveReference(root: Record<string, unknown>, reference: string): unknown {
  if (reference === '#') return root;
  if (!reference.startsWith('#/')) return undefined;
  let target: unknown = root;
  for (const part of reference.slice(2).split('/')) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const inside: unknown = target;
    if (typeof inside !== 'object' || inside === null || !Object.hasOwn(inside, key)) return undefined;
    target = Reflect.get(inside, key);
  }
  return target;
}

const types = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];
const maps = new Set(['$defs', 'definitions', 'properties', 'patternProperties', 'dependentSchemas']);
const lists = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const singles = new Set(
  'additionalProperties contains else if items not propertyNames then unevaluatedItems unevaluatedProperties'.split(
    ' ',
  ),
);
const counts = new Set('maxItems maxLength maxProperties minItems minLength minProperties'.split(' '));
const limits = new Set('exclusiveMaximum exclusiveMinimum maximum minimum multipleOf'.split(' '));

function rootProblems(schema: Record<string, unknown>): string[] {
  const problems: string[] = [];
  if (schema.type !== undefined && schema.type !== 'object') problems.push('parameters.type must be "object"');
  if (Object.hasOwn(schema, '$id')) problems.push('parameters.$id is not supported');
  return problems;
}

/** `top`: a secret may be declared here, because stored values are hidden by the name of the parameter. */
function subschemaProblems(root: Record<string, unknown>, schema: unknown, at: string, top: boolean): string[] {
  if (typeof schema === 'boolean') return [];
  if (!isRecord(schema)) return [`${at} must be a schema (an object, true or false)`];
  return Object.entries(schema).flatMap(([keyword, value]) => {
    const here = `${at}.${keyword}`;
    const below = (part: unknown, place: string) => {
      const declares = top && (keyword === 'properties' || at !== 'parameters');
      if (!declares && isSecret(part))
        return [`${here}: a writeOnly value is only understood under parameters.properties`];
      return subschemaProblems(root, part, place, declares);
    };
    if (maps.has(keyword)) {
      if (!isRecord(value)) return [`${here} must be an object`];
      const patterns =
        keyword === 'patternProperties' ? Object.keys(value).flatMap((name) => patternProblems(name, here)) : [];
      return [...patterns, ...Object.entries(value).flatMap(([name, part]) => below(part, `${here}.${name}`))];
    }
    if (lists.has(keyword)) {
      if (!Array.isArray(value)) return [`${here} must be a list of schemas`];
      return value.flatMap((part, index) => below(part, `${here}[${index}]`));
    }
    if (singles.has(keyword)) return below(value, here);
    return keywordProblems(root, keyword, value, here);
  });
}

function keywordProblems(root: Record<string, unknown>, keyword: string, value: unknown, at: string): string[] {
  if (keyword === 'type') {
    const wanted = Array.isArray(value) ? value : [value];
    return wanted.every((type) => types.includes(type)) ? [] : [`${at} must be one of ${types.join(', ')}`];
  }
  if (keyword === 'required') {
    const names = Array.isArray(value) && value.every((name) => typeof name === 'string');
    return names ? [] : [`${at} must be a list of names`];
  }
  if (keyword === 'enum') return Array.isArray(value) && value.length > 0 ? [] : [`${at} must be a list of values`];
  if (keyword === 'pattern') return patternProblems(value, at);
  if (counts.has(keyword)) return Number.isInteger(value) && Number(value) >= 0 ? [] : [`${at} must be a whole number`];
  if (limits.has(keyword)) return typeof value === 'number' ? [] : [`${at} must be a number`];
  if (keyword === '$ref') {
    const target = typeof value === 'string' ? resolveReference(root, value) : undefined;
    if (target === undefined) return [`${at} must point into this document, for example "#/$defs/branch"`];
    if (leadsInCircle(root, value)) return [`${at} leads back to itself`];
    return isSecret(target) ? [`${at}: a writeOnly value is only understood under parameters.properties`] : [];
  }
  return [];
}

/** A chain of nothing but references; a schema that contains itself is fine, its values end. */
function leadsInCircle(root: Record<string, unknown>, first: unknown): boolean {
  const followed = new Set<unknown>();
  for (let reference = first; typeof reference === 'string'; ) {
    if (followed.has(reference)) return true;
    followed.add(reference);
    const target = resolveReference(root, reference);
    reference = isRecord(target) ? target.$ref : undefined;
  }
  return false;
}

function patternProblems(pattern: unknown, at: string): string[] {
  if (typeof pattern !== 'string') return [`${at} must be a regular expression`];
  try {
    new RegExp(pattern, 'u');
    return [];
  } catch (error) {
    return [`${at}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** What only shows when the schema is used: references in a circle, a default its own schema refuses. */
function trialProblems(schema: Record<string, unknown>): string[] {
  try {
    const root = structuredClone(schema);
    new Validator(root, '2020-12', false).validate({});
    return declaredParameters(root).flatMap(([name, parameter]) => {
      if (!isRecord(parameter) || !Object.hasOwn(parameter, 'default')) return [];
      const alone = {
        $defs: root.$defs ?? {},
        definitions: root.definitions ?? {},
        properties: { value: parameter },
      };
      const { valid } = new Validator(structuredClone(alone), '2020-12').validate({ value: parameter.default });
      return valid ? [] : [`parameters.properties.${name}.default does not fit its own schema`];
    });
  } catch (error) {
    if (error instanceof RangeError) return ['parameters refer to themselves in a circle'];
    return [`parameters cannot be used: ${error instanceof Error ? error.message : String(error)}`];
  }
}
