/** Values nested deeper than this are cut: neither we nor PostgreSQL can print arbitrarily deep JSON. */
export const maxDepth = 64;

/** Text that PostgreSQL can store: without NUL, lone surrogates replaced. */
export function cleanText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** A parsed JSON value with every text and key in it cleaned, and nothing below {@link maxDepth}. */
export function cleanValue<T>(value: T): T;
export function cleanValue(value: unknown): unknown {
  return clean(value, maxDepth);
}

/** At most so many code points, the last one an ellipsis where text was cut. */
export function cutText(text: string, codePoints: number): string {
  if (text.length <= codePoints) return text;
  const start = [...text.slice(0, codePoints * 2 + 2)]; // a code point has at most two units
  return start.length <= codePoints ? text : `${start.slice(0, codePoints - 1).join('')}…`;
}

/** Whether it is a JSON object, as opposed to a list or null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function clean(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return '…';
  if (Array.isArray(value)) return value.map((item) => clean(item, depth - 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [cleanText(key), clean(item, depth - 1)]));
}
