import { createEffect, createMemo, createSignal, onCleanup } from 'solid-js';
import { localNow } from './clock.ts';
import { connection } from './connection.ts';

/** Losses shorter than this are nobody's business. */
export const quietMs = 2_000;
const askEveryMs = 3_000;

/** How long the connection is lost; 0 while it is live or nothing needs one. */
export const lostMs = (): number => {
  const current = connection();
  return current.kind === 'lost' ? Math.max(localNow() - current.since, 1) : 0;
};

/** A connection that there was is gone, for longer than a moment. */
const isBroken = (): boolean => {
  const current = connection();
  return current.kind === 'lost' && current.broke && lostMs() >= quietMs;
};

/** The server answered over HTTP while the connection was broken: some networks let no WebSocket through. */
const [answers, setAnswers] = createSignal(false);

/** Asks, while the connection is broken, whether only that is. Needs an owner. */
export const watchReachability = (ask: () => Promise<boolean> = askHealth): void => {
  const broken = createMemo(isBroken);
  createEffect(() => {
    setAnswers(false);
    if (!broken()) return;
    let isOver = false;
    const look = async (): Promise<void> => {
      const isThere = await ask();
      if (!isOver) setAnswers(isThere);
    };
    void look();
    const timer = setInterval(() => void look(), askEveryMs);
    onCleanup(() => {
      isOver = true;
      clearInterval(timer);
    });
  });
};

const askHealth = (): Promise<boolean> =>
  fetch('/healthz', { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );

/** Why nothing can be started or canceled now; null: it can be tried. */
export const whyUnreachable = (): string | null =>
  isBroken() && !answers() ? 'The server cannot be reached now. This is on again as soon as it answers.' : null;
