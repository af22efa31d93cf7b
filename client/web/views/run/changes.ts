export interface Change {
  name: string;
  /** Null: it was not there. Secrets are only known to be there. */
  before: string | null;
  after: string | null;
}

const secret = '***';

/** What differs between the parameters (and the version) of two runs, in order of name. */
export const changesBetween = (before: RunInput, after: RunInput): Change[] => {
  const old = entries(before);
  const fresh = entries(after);
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .map((name) => ({ name, before: old.get(name) ?? null, after: fresh.get(name) ?? null }))
    .filter((change) => change.before !== change.after && !(change.name === 'version' && change.after === null));
};

export interface RunInput {
  version: string | null;
  parameters: unknown;
}

/** Parameters as people read them; a secret stays a secret. */
export const parameterRows = (parameters: unknown): { name: string; value: string }[] =>
  [...entries({ version: null, parameters })].map(([name, value]) => ({
    name,
    value: value === secret ? 'kept secret' : value,
  }));

const entries = ({ version, parameters }: RunInput): Map<string, string> => {
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
