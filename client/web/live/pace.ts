/** How a running deployment does against what such runs took, as known when it started. */
export type Pace =
  | { kind: 'usual' }
  /** Not longer than nine of ten runs, but nearly. */
  | { kind: 'late'; elapsedMs: number; usualMs: number }
  | { kind: 'slow'; elapsedMs: number; usualMs: number };

interface Running {
  state: string;
  startedAt: string | null;
  estimate: { p50Ms: number; p90Ms: number } | null;
}

/** From this part of the time within which nine of ten runs end. */
const lateShare = 0.9;

/** Pure: `now` in milliseconds on the server's clock. */
export const paceOf = ({ state, startedAt, estimate }: Running, now: number): Pace => {
  if (estimate === null || startedAt === null || (state !== 'RUNNING' && state !== 'CANCELING'))
    return { kind: 'usual' };
  const elapsedMs = now - Date.parse(startedAt);
  const usualMs = estimate.p90Ms;
  if (elapsedMs > usualMs) return { kind: 'slow', elapsedMs, usualMs };
  const isLate = elapsedMs > estimate.p50Ms && elapsedMs >= usualMs * lateShare;
  return isLate ? { kind: 'late', elapsedMs, usualMs } : { kind: 'usual' };
};
