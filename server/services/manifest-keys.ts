import type { JsonSource } from './json-source.ts';
import { blocks, type Problem, quote, warns } from './problem.ts';

/** What a key of config.json may hold: `parse` answers undefined for anything else. */
export type Kind<Value> = { expected: string; parse: (value: unknown) => Value | undefined };

/** Reads known keys of one config.json and notes a problem, with its line, for each that holds something else. */
export type KeyReader = {
  /** The value; null when absent (or JSON null) or of another kind. `otherwise` says how bad the latter is. */
  read: <Value>(key: string, kind: Kind<Value>, otherwise: Problem['severity']) => Value | null;
  /** "config.json line 7": as exact as is known. */
  place: (path: readonly (string | number)[]) => string;
  note: (problem: Problem) => void;
};

export function keyReader(
  path: string,
  config: Record<string, unknown>,
  source: Extract<JsonSource, { ok: true }>,
  problems: Problem[],
): KeyReader {
  const place: KeyReader['place'] = (keys) => {
    const line = source.lineOf(keys);
    return line === null ? 'config.json' : `config.json line ${line}`;
  };
  return {
    place,
    note: (problem) => problems.push(problem),
    read: (key, kind, otherwise) => {
      const value = config[key];
      if (value === null || value === undefined) return null;
      const parsed = kind.parse(value);
      if (parsed !== undefined) return parsed;
      const message = `${place([key])}: ${key} must be ${kind.expected}, found ${quote(value)}`;
      problems.push(
        otherwise === 'BLOCKS'
          ? blocks('CONFIG_INVALID', path, message)
          : warns('CONFIG_INVALID', path, message, 'The key is ignored until it is mended.'),
      );
      return null;
    },
  };
}

export const text: Kind<string> = {
  expected: 'text',
  parse: (value) => (typeof value === 'string' ? value : undefined),
};

export const filledText: Kind<string> = {
  expected: 'text that is not empty',
  parse: (value) => (typeof value === 'string' && value.trim() !== '' ? value : undefined),
};

export const flag: Kind<boolean> = {
  expected: 'true or false',
  parse: (value) => (typeof value === 'boolean' ? value : undefined),
};

/** Text in which white space counts for nothing, such as a name that other services repeat. */
export const label: Kind<string> = {
  expected: 'text of 1 to 200 characters',
  parse: (value) => (typeof value === 'string' && /^\S(.{0,198}\S)?$/u.test(value) ? value : undefined),
};

export const webAddress: Kind<string> = {
  expected: 'an address that starts with http:// or https://',
  parse: (value) =>
    typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value) ? value : undefined,
};

/** Starts with a letter: `#0` would be root for sudo, and a dash would read as an option. */
export const account: Kind<string> = {
  expected: 'the name of an account (letters, digits, ".", "_", "-")',
  parse: (value) => (typeof value === 'string' && /^[A-Za-z_][A-Za-z0-9._-]{0,31}$/.test(value) ? value : undefined),
};

export const object: Kind<Record<string, unknown>> = {
  expected: 'an object',
  parse: (value) => (isRecord(value) ? value : undefined),
};

/** Seconds as timers take them: 2,147,483 s (24 days) is the longest Node can wait for. */
export const seconds: Kind<number> = {
  expected: 'a whole number of seconds from 0 to 2147483',
  parse: (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 2_147_483 ? value : undefined,
};

/** One of a few words, in any case. */
export function oneOf<Word extends string>(...words: readonly Word[]): Kind<Word> {
  return {
    expected: `one of ${words.map((word) => JSON.stringify(word)).join(', ')}`,
    parse: (value) => words.find((word) => typeof value === 'string' && word === value.toLowerCase()),
  };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
