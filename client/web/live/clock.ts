import { createSignal } from 'solid-js';

const tickMs = 1_000;

const [offsetMs, setOffsetMs] = createSignal(0);
const [local, setLocal] = createSignal(Date.now());
const [held, setHeld] = createSignal<number | null>(null);

/** Milliseconds on this computer, once a second. */
export const localNow = local;

/** Milliseconds on the server's clock, once a second: elapsed times are right even when this computer's clock is not. */
export const serverNow = (): number => local() + offsetMs();

/** The same for what is shown of runs and may be held. */
export const now = (): number => held() ?? serverNow();

/** What is shown stands still until the clock is let go. */
export const holdClock = (): number => setHeld(now());
export const letClockGo = (): null => setHeld(null);

/** Takes the server's time out of a page's query. */
export const setServerTime = (timeNow: string): void => {
  setLocal(Date.now());
  setOffsetMs(Date.parse(timeNow) - Date.now());
};

/** Starts the only ticker of the page; returns how to stop it. */
export const startClock = (): (() => void) => {
  const timer = setInterval(() => setLocal(Date.now()), tickMs);
  return () => clearInterval(timer);
};
