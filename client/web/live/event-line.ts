/** Where the message stands in the text of a step event; null when it has none. The text itself stays as it was printed. */
export const messagePlace = (text: string): { from: number; to: number } | null => {
  const match = /"message"\s*:\s*"((?:[^"\\]|\\.)+)"/.exec(text);
  if (!match?.[1]) return null;
  const to = match.index + match[0].length - 1;
  return { from: to - match[1].length, to };
};

/** What a person reads of a step event: its message where it has one. */
export const eventText = (text: string): string => {
  const place = messagePlace(text);
  return place ? text.slice(place.from, place.to) : text;
};
