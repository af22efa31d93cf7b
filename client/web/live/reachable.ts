import { localNow } from './clock.ts';
import { connection } from './connection.ts';

/** Losses shorter than this are nobody's business. */
export const quietMs = 2_000;

/** How long the connection is lost; 0 while it is live or nothing needs one. */
export const lostMs = (): number => {
  const current = connection();
  return current.kind === 'lost' ? Math.max(localNow() - current.since, 1) : 0;
};

/**
 * Why nothing can be started or canceled now; null: it can be tried. Where there never was a connection the server may
 * well answer over HTTP: some networks let no WebSocket through.
 */
export const whyUnreachable = (): string | null => {
  const current = connection();
  const isAway = current.kind === 'lost' && current.broke && lostMs() >= quietMs;
  return isAway ? 'The server cannot be reached now. This is on again as soon as it answers.' : null;
};
