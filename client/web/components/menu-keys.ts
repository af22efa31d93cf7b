/** Where a key leads from item `at` of `count`; null: it leads nowhere. The ends are joined. */
export const moveInMenu = (key: string, at: number, count: number): number | null => {
  if (count === 0) return null;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  if (key === 'ArrowDown') return (at + 1) % count;
  if (key === 'ArrowUp') return (at - 1 + count) % count;
  return null;
};

/** The next item whose name begins with what was typed; the same letter again and again goes round. Null: there is none. */
export const findTyped = (typed: string, at: number, names: readonly string[]): number | null => {
  const text = typed.toLowerCase();
  const again = [...text].every((letter) => letter === text[0]);
  const wanted = again ? text.slice(0, 1) : text;
  const first = again ? at + 1 : at;
  const order = names.map((_, index) => (first + index) % names.length);
  return order.find((index) => names[index]?.toLowerCase().startsWith(wanted)) ?? null;
};
