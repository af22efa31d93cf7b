/** What fits the Int of GraphQL: 24 days. */
const mostMs = 2_147_483_647;

/** Null until finished. Never negative: the two times may come from different clocks, or from one that was set back. */
export function durationMs(startedAt: Date | null | undefined, finishedAt: Date | null | undefined): number | null {
  if (!startedAt || !finishedAt) return null;
  return Math.min(Math.max(finishedAt.getTime() - startedAt.getTime(), 0), mostMs);
}
