import { minSecretBytes } from '../runner/secret-forms.ts';
import { isRecord } from './manifest-keys.ts';
import type { ParameterIssue } from './parameter-messages.ts';
import { isDeclaredSecret } from './parameters-schema.ts';

const message = `must have at least ${minSecretBytes} bytes: a shorter secret cannot be masked`;

/** The secret values that masking would leave out, wherever in the parameters they are. */
export function shortSecrets(schema: unknown, value: unknown, path: string[] = []): ParameterIssue[] {
  if (!isRecord(schema)) return [];
  if (isDeclaredSecret(schema)) return shortLeaves(value, path);
  const { properties, items, allOf, anyOf, oneOf } = schema;
  return [
    ...membersOf(value).flatMap(([name, each]) => {
      const declared = Array.isArray(value) ? items : isRecord(properties) ? properties[name] : undefined;
      return shortSecrets(declared, each, [...path, name]);
    }),
    ...[allOf, anyOf, oneOf].flat().flatMap((part) => shortSecrets(part, value, path)),
  ];
}

const membersOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];

function shortLeaves(value: unknown, path: string[]): ParameterIssue[] {
  const inside = membersOf(value).flatMap(([name, each]) => shortLeaves(each, [...path, name]));
  const bytes = typeof value === 'string' || typeof value === 'number' ? Buffer.byteLength(String(value)) : 0;
  return bytes === 0 || bytes >= minSecretBytes ? inside : [{ path, message }];
}
