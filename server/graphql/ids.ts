/** Ids are short, typed and printable: `dep_1842`, `stp_1842_3`. */
export type IdKind = 'dep' | 'svc' | 'stp' | 'usr' | 'tok' | 'aud' | 'inv';

export function printId(kind: IdKind, ...numbers: number[]): string {
  return [kind, ...numbers].join('_');
}

/** The number in `dep_1842`, or in a bare `1842`; null for anything else. */
export function numberOfId(kind: IdKind, id: string): number | null {
  const digits = id.startsWith(`${kind}_`) ? id.slice(kind.length + 1) : id;
  return toNumber(digits);
}

/** The kind of an id and its numbers; null when no thing can have it. */
export function parseId(id: string): { kind: string; numbers: number[] } | null {
  const [kind, ...digits] = id.split('_');
  const numbers = digits.map(toNumber);
  if (kind === undefined || numbers.length === 0) return null;
  const whole = numbers.filter((number) => number !== null);
  return whole.length === numbers.length ? { kind, numbers: whole } : null;
}

/** Only what the database's integers hold, written as we print it. */
function toNumber(digits: string): number | null {
  return /^[1-9]\d{0,14}$/.test(digits) ? Number(digits) : null;
}
