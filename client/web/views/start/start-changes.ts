import type { EarlierFieldsFragment } from '../../api/generated/graphql.ts';
import { type FieldValues, type Parameters, toParameters, valueAt } from './field-values.ts';
import { type Field, keyOf, leavesOf } from './schema-fields.ts';

/** What a start changes since the last good deployment, or keeps. */
export interface StartChange {
  name: string;
  kind: 'changed' | 'same' | 'secret';
  before: string;
  after: string;
  /** Where the two versions are compared. */
  compare: string | null;
}

export interface Subject {
  configHash: string | null;
  scriptHash: string | null;
  scriptPath: string | null;
  versionParameter: string | null;
  compareUrl: string | null;
}

const hashCharacters = 7;
const nothing = '–';

/** `earlier` null: nothing has ever gone well, so everything is new. */
export const startChanges = (
  subject: Subject,
  fields: readonly Field[],
  values: FieldValues,
  earlier: EarlierFieldsFragment | null,
): StartChange[] => {
  const now = parametersSafely(fields, values);
  const before = asParameters(earlier?.parameters);
  return [
    ...leavesOf(fields).map((field) => changeOf(field, subject, before, now, earlier === null)),
    ...fileChanges(subject, earlier),
  ];
};

/** The version somebody is about to deploy, where the service says which parameter that is. */
export const versionOf = (subject: Subject, values: Readonly<Record<string, unknown>>): string => {
  const value = subject.versionParameter === null ? '' : values[subject.versionParameter];
  return typeof value === 'string' ? value : '';
};

const changeOf = (
  field: Field,
  subject: Subject,
  before: Parameters,
  now: Parameters,
  isFirst: boolean,
): StartChange => {
  const name = field.title;
  const [old, next] = [words(valueAt(before, field.path)), words(valueAt(now, field.path))];
  if (field.widget === 'secret')
    return { name, kind: 'secret', before: '', after: next === nothing ? 'not given' : 'new value', compare: null };
  const isVersion = keyOf(field.path) === subject.versionParameter;
  const kind = isFirst || old !== next ? 'changed' : 'same';
  const compare = isVersion && kind === 'changed' && !isFirst ? compareLink(subject.compareUrl, old, next) : null;
  return { name, kind, before: isFirst ? '' : old, after: next, compare };
};

const fileChanges = (subject: Subject, earlier: EarlierFieldsFragment | null): StartChange[] => {
  if (earlier === null) return [];
  const script = subject.scriptPath?.split('/').at(-1) ?? 'Script';
  return [
    fileChange(script, earlier.scriptHash, subject.scriptHash),
    fileChange('config.json', earlier.configHash, subject.configHash),
  ].filter((change) => change !== null);
};

/** Null where a hash is not known: the server may not read every script. */
const fileChange = (name: string, before: string | null, after: string | null): StartChange | null => {
  if (before === null || after === null) return null;
  const short = (hash: string): string => hash.slice(0, hashCharacters);
  return {
    name,
    kind: before === after ? 'same' : 'changed',
    before: short(before),
    after: short(after),
    compare: null,
  };
};

const compareLink = (template: string | null, from: string, to: string): string | null =>
  template === null || from === nothing || to === nothing
    ? null
    : template.replaceAll('{from}', encodeURIComponent(from)).replaceAll('{to}', encodeURIComponent(to));

const words = (value: unknown): string => {
  if (value === undefined || value === null || value === '') return nothing;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map(String).join(', ') || nothing;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

const parametersSafely = (fields: readonly Field[], values: FieldValues): Parameters => {
  try {
    return toParameters(fields, values);
  } catch {
    return {}; // a JSON input in the middle of being typed
  }
};

const asParameters = (value: unknown): Parameters =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
