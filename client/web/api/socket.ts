import { type Client, createClient } from 'graphql-ws';
import type { ConnectionWatcher } from '../live/connection.ts';

const sessionEndedCode = 4403;
const keepAliveMs = 10_000;
const pongMs = 5_000;
const connectMs = 10_000;
const silentMs = 15_000;
const longestWaitMs = 8_000;
/** Long enough to go from one page to the next without a new socket. */
const idleCloseMs = 3_000;

export interface LiveSocket {
  client: Client;
  /** Stop waiting for the next try. */
  retryNow(): void;
  /** The credentials changed: connect again with the new cookie. */
  reconnect(): void;
}

/**
 * One socket for the page, opened by the first subscription, tried again for ever. A peer that says nothing is a lost
 * peer: without the time limits a swallowed connection would hang in "connecting" without an error.
 */
export const createLiveSocket = (
  url: string,
  watcher: ConnectionWatcher,
  /** The server closed because the session is over: somebody has to ask whether it really is. */
  onSessionEnded: () => void,
): LiveSocket => {
  const hurry = new EventTarget();
  let limit: ReturnType<typeof setTimeout> | undefined;
  let heardAt = Date.now();
  let tries = 0;
  const heard = (): void => {
    heardAt = Date.now();
    clearTimeout(limit);
  };
  const within = (ms: number): void => {
    clearTimeout(limit);
    limit = setTimeout(() => client.terminate(), ms);
  };

  const client = createClient({
    url,
    lazy: true,
    lazyCloseTimeout: idleCloseMs,
    keepAlive: keepAliveMs,
    connectionAckWaitTimeout: connectMs,
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait: (attempt) => wait(Math.min(100 * 2 ** attempt, longestWaitMs) * (0.5 + Math.random() / 2), hurry),
    // A reset connection is an ErrorEvent in some browsers and a CloseEvent in others; both are worth another try.
    shouldRetry: () => true,
    on: {
      connecting: () => {
        within(connectMs);
        watcher.opening(tries);
        tries += 1;
      },
      connected: () => {
        heard();
        tries = 0;
        watcher.open();
      },
      closed: (event) => {
        clearTimeout(limit);
        if (isIdleClose(event)) watcher.idle();
        else watcher.lost();
        if (event instanceof CloseEvent && event.code === sessionEndedCode) onSessionEnded();
      },
      message: () => {
        heardAt = Date.now();
      },
      ping: (received, payload) => {
        if (!received) within(pongMs);
        else if (payload && 'database' in payload) watcher.database(payload.database === 'away');
      },
      pong: (received) => {
        if (received) heard();
      },
    },
  });

  watchWakeUps(() => {
    hurry.dispatchEvent(new Event('now'));
    if (Date.now() - heardAt > silentMs) client.terminate();
  });
  addEventListener('offline', () => client.terminate());
  return {
    client,
    retryNow: () => hurry.dispatchEvent(new Event('now')),
    reconnect: () => client.terminate(),
  };
};

/** graphql-ws closes with 1000 when the last subscription is gone. */
const isIdleClose = (event: unknown): boolean => event instanceof CloseEvent && event.code === 1000;

const watchWakeUps = (wake: () => void): void => {
  addEventListener('online', wake);
  addEventListener('pageshow', (event) => event.persisted && wake());
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && wake());
};

const wait = (ms: number, hurry: EventTarget): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      hurry.removeEventListener('now', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    hurry.addEventListener('now', done);
  });
