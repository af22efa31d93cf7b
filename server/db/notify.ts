import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../log.ts';
import { type Connection, pgConfig } from './connection.ts';

/** What servers on one database tell each other. A notification is a hint: after a gap `onReconnect` has to look itself. */
export type Notifier = AsyncDisposable & {
  /** Sends at once, outside any transaction; waits for the connection when it is lost. At most 7,999 bytes. */
  publish(payload: string): Promise<void>;
};

export type NotifierOptions = {
  connection: Connection;
  log: Log;
  /** Called for every notification, this server's own included. */
  onMessage(payload: string): void;
  /** Called when notifications may have been missed: after every connection but the first. */
  onReconnect(): void;
};

const channel = 'fastdeploy';
const maxPayloadBytes = 7_999;
const firstBackoffMs = 50;
const longestBackoffMs = 5_000;
const heartbeatMs = 15_000;
const answerWithinMs = 10_000;

/** Listens on a connection of its own, and connects again whenever it is lost. Rejects when the first connection fails. */
export async function openNotifier(options: NotifierOptions): Promise<Notifier> {
  const closing = new AbortController();
  let listening: Promise<Listening> = listen(options);
  await listening;

  async function keepListening(): Promise<void> {
    for (;;) {
      await (await listening).ended;
      if (closing.signal.aborted) return;
      listening = listenAgain(options, closing.signal);
      await listening;
      options.onReconnect();
    }
  }
  const kept = keepListening();

  return {
    publish: async (payload) => {
      if (Buffer.byteLength(payload) > maxPayloadBytes)
        throw new RangeError(`A notification has at most ${maxPayloadBytes} bytes.`);
      while (!(await notify(await listening, payload))) closing.signal.throwIfAborted();
    },
    [Symbol.asyncDispose]: async () => {
      closing.abort(new Error('The notifier is closed.'));
      const [current] = await Promise.allSettled([listening]);
      if (current.status === 'fulfilled') await current.value.client.end();
      await Promise.allSettled([kept]); // it rejects with the reason given above when it was connecting
    },
  };
}

type Listening = { client: pg.Client; ended: Promise<void> };

async function listen({ connection, log, onMessage }: NotifierOptions): Promise<Listening> {
  const limits = { connectionTimeoutMillis: answerWithinMs, query_timeout: answerWithinMs, keepAlive: true };
  const client = new pg.Client({ ...pgConfig(connection), ...limits });
  client.on('error', (error) => log.warn({ error: error.message }, 'The connection for notifications was lost'));
  client.on('notification', ({ payload = '' }) => onMessage(payload));
  const ended = new Promise<void>((resolve) => client.once('end', resolve));
  try {
    await client.connect();
    await client.query(`listen ${channel}`);
  } catch (error) {
    await client.end();
    throw error;
  }
  // A peer that vanished without a word would otherwise be believed for ever: ending the client makes the loop connect again.
  const heartbeat = setInterval(() => client.query('select 1').catch(() => client.end()), heartbeatMs).unref();
  void ended.then(() => clearInterval(heartbeat));
  return { client, ended };
}

async function listenAgain(options: NotifierOptions, signal: AbortSignal): Promise<Listening> {
  for (let backoffMs = firstBackoffMs; ; backoffMs = Math.min(backoffMs * 2, longestBackoffMs)) {
    await delay(backoffMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => signal.throwIfAborted());
    try {
      return await listen(options);
    } catch (error) {
      options.log.warn(
        { error: error instanceof Error ? error.message : error },
        'The database cannot be reached for notifications',
      );
    }
  }
}

/** False when the connection was lost before the answer came: send it again, a second notification does no harm. */
async function notify({ client, ended }: Listening, payload: string): Promise<boolean> {
  try {
    await client.query('select pg_notify($1, $2)', [channel, payload]);
    return true;
  } catch (error) {
    const isRefusal = error instanceof pg.DatabaseError && !/^(08|57P)/.test(error.code ?? ''); // connection lost, shutdown
    if (isRefusal) throw error;
    await client.end();
    await ended;
    return false;
  }
}
