export interface Match {
  /** Higher is better; only to be compared with matches of the same query. */
  score: number;
  /** Which characters of the text were meant. */
  at: readonly number[];
}

const points = { character: 1, afterPrevious: 4, wordStart: 6, start: 8 } as const;
const longest = 120;

/**
 * The best way to find the letters of `query` in `text`, in order: at the starts of words and side by side rather than
 * scattered. Null when one is missing. `ps` finds podcast-staging before podcasts.
 */
export const fuzzy = (query: string, text: string): Match | null => {
  const wanted = query.toLowerCase().replaceAll(/\s+/g, '');
  const letters = text.toLowerCase().slice(0, longest);
  if (wanted === '') return { score: 0, at: [] };
  let before: (Match | null)[] = [];
  for (const [index, letter] of [...wanted].entries()) {
    let best: Match | null = null;
    const here: (Match | null)[] = [];
    for (let place = 0; place < letters.length; place += 1) {
      if (place > 0) best = better(best, before[place - 1] ?? null);
      here[place] = letters[place] === letter ? extended(best, before[place - 1] ?? null, index, place, letters) : null;
    }
    before = here;
  }
  return before.reduce<Match | null>((best, each) => (each && each.score > (best?.score ?? -1) ? each : best), null);
};

/** `best`: of all places before; `touching`: where the previous letter is right before this one. */
const extended = (
  best: Match | null,
  touching: Match | null,
  index: number,
  place: number,
  text: string,
): Match | null => {
  const own = points.character + startPoints(place, text);
  if (index === 0) return { score: own, at: [place] };
  const side = touching && { score: touching.score + points.afterPrevious, at: touching.at };
  const from = side && side.score >= (best?.score ?? -1) ? side : best;
  return from && { score: from.score + own, at: [...from.at, place] };
};

const better = (a: Match | null, b: Match | null): Match | null => (b && b.score > (a?.score ?? -1) ? b : a);

const startPoints = (place: number, text: string): number => {
  if (place === 0) return points.start;
  return /[^a-z0-9]/.test(text[place - 1] ?? '') ? points.wordStart : 0;
};
