/** Lines that an address points at: `#L120` or `#L120-L134`. */
export interface LineRange {
  from: number;
  to: number;
}

export const parseRange = (hash: string): LineRange | null => {
  const match = /^#L(\d+)(?:-L(\d+))?$/.exec(hash);
  if (!match) return null;
  const first = Number(match[1]);
  const second = Number(match[2] ?? match[1]);
  return { from: Math.min(first, second), to: Math.max(first, second) };
};

export const formatRange = ({ from, to }: LineRange): string => (from === to ? `#L${from}` : `#L${from}-L${to}`);

/** A click on a number selects its line; with Shift everything between it and the selection. */
export const extendRange = (held: LineRange | null, line: number, extend: boolean): LineRange => {
  if (!held || !extend) return { from: line, to: line };
  return line < held.from ? { from: line, to: held.to } : { from: held.from, to: line };
};
