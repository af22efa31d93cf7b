import { maxJsonDepth } from './json-source.ts';
import type { ParameterIssue } from './parameter-messages.ts';

export const maxParametersBytes = 64 * 1024;

/** Why values cannot be stored or handed to a script as JSON, whatever the schema says; null when they can. */
export function storageIssue(values: Record<string, unknown>): ParameterIssue | null {
  const issue = find(values, []);
  if (issue !== null) return issue;
  const bytes = Buffer.byteLength(JSON.stringify(values));
  if (bytes <= maxParametersBytes) return null;
  return { path: [], message: `must be at most 64 KiB of JSON, found ${bytes} bytes` };
}

function find(value: unknown, path: string[]): ParameterIssue | null {
  if (path.length > maxJsonDepth)
    return { path: path.slice(0, 3), message: `is nested deeper than ${maxJsonDepth} levels` };
  if (typeof value === 'string') return storable(value) ? null : { path, message: unstorable };
  if (value === null || typeof value === 'boolean' || Number.isFinite(value)) return null;
  if (typeof value !== 'object') return { path, message: 'must be a JSON value' };
  for (const [name, part] of Object.entries(value)) {
    const below = [...path, name];
    if (name === '__proto__') return { path: below, message: 'cannot be the name of a parameter' };
    const issue = storable(name) ? find(part, below) : { path, message: unstorable };
    if (issue !== null) return issue;
  }
  return null;
}

const unstorable = 'must not contain the character U+0000 or half of a surrogate pair';

function storable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
