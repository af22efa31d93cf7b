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
  return rangeBetween(first, second);
};

export const formatRange = ({ from, to }: LineRange): string => (from === to ? `#L${from}` : `#L${from}-L${to}`);

/** The lines between two, in either order. */
export const rangeBetween = (one: number, other: number): LineRange => ({
  from: Math.min(one, other),
  to: Math.max(one, other),
});

/** `Line 120`, `Lines 120 to 134`. */
export const rangeWords = ({ from, to }: LineRange): string =>
  from === to ? `Line ${from}` : `Lines ${from} to ${to}`;

/** A quote for an issue or a chat: the lines as they are read, without numbers and times, and where they stand. */
export const markdownQuote = (texts: readonly string[], title: string, link: string): string =>
  [...texts.map((text) => `>     ${text}`), '', `[${title}](${link})`].join('\n');
