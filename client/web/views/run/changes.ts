import { plural } from '../../components/format.ts';

/** A value that differs, or a file that does. Null: it was not there. Secrets are only known to be there. */
export type Change =
  | { kind: 'value'; name: string; before: string | null; after: string | null }
  | { kind: 'file'; name: string };

const secret = '***';

/** What differs between two runs: the version, the parameters in order of name, the script, config.json. */
export const changesBetween = (before: RunInput, after: RunInput): Change[] => [
  ...valuesOf(before, after).filter((change) => change.before !== change.after),
  ...filesOf(before, after).flatMap(({ name, same }) => (same ? [] : [{ kind: 'file' as const, name }])),
];

/** `4 parameters, script, config`: what is the same; empty when nothing is. */
export const unchangedWords = (before: RunInput, after: RunInput): string => {
  const same = valuesOf(before, after).filter((change) => change.before === change.after).length;
  const files = filesOf(before, after).flatMap(({ name, same: isSame }) => (isSame ? [name.toLowerCase()] : []));
  return [...(same > 0 ? [plural(same, 'parameter')] : []), ...files].join(', ');
};

export interface RunInput {
  version: string | null;
  parameters: unknown;
  scriptHash: string | null;
  configHash: string | null;
}

type Value = Extract<Change, { kind: 'value' }>;

/** A version that is not known yet has not changed. */
const valuesOf = (before: RunInput, after: RunInput): Value[] => {
  const old = entries(before);
  const fresh = entries(after);
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .map((name): Value => ({ kind: 'value', name, before: old.get(name) ?? null, after: fresh.get(name) ?? null }))
    .filter(({ name, after: value }) => name !== 'version' || value !== null);
};

/** Hashes are known once a run has started. */
const filesOf = (before: RunInput, after: RunInput): { name: string; same: boolean }[] =>
  [
    { name: 'Script', old: before.scriptHash, fresh: after.scriptHash },
    { name: 'Config', old: before.configHash, fresh: after.configHash },
  ].flatMap(({ name, old, fresh }) => (old && fresh ? [{ name, same: old === fresh }] : []));

/** Parameters as people read them; a secret stays a secret. */
export const parameterRows = (parameters: unknown): { name: string; value: string }[] =>
  [...entries({ version: null, parameters })].map(([name, value]) => ({
    name,
    value: value === secret ? 'kept secret' : value,
  }));

const entries = ({ version, parameters }: Pick<RunInput, 'version' | 'parameters'>): Map<string, string> => {
  const known = typeof parameters === 'object' && parameters !== null ? Object.entries(parameters) : [];
  const rows = known.map(([name, value]): [string, string] => [name, words(value)]);
  if (version !== null && !rows.some(([name]) => name === 'version')) rows.unshift(['version', version]);
  return new Map(rows);
};

const words = (value: unknown): string => {
  if (value === true) return 'yes';
  if (value === false) return 'no';
  return typeof value === 'string' ? value : JSON.stringify(value);
};
