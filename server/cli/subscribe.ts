import { createClient, type FormattedExecutionResult } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { TypedDocument } from './documents.ts';
import { CommandFailure, exitCodes } from './exit-codes.ts';
import { failureOf, type TopLevelError } from './graphql-failure.ts';
import { Unanswered } from './patience.ts';

/** A peer that is silent for longer than a ping and this is lost. */
const pingEveryMs = 10_000;
const pongWithinMs = 5_000;
const limits = { handshakeTimeout: 10_000, closeTimeout: 1_000 };

/** Close codes that say who we are, or are not. */
const refusals = [4401, 4403];

/**
 * One subscription over one socket: yields until the server completes it. Throws Unanswered when the connection is lost,
 * CommandFailure when another one would not help. Does not connect again: who reads it knows from where to go on.
 */
export async function* subscribe<Data, Variables extends Record<string, unknown>>(
  server: { url: string; token: string },
  { text: query }: TypedDocument<Data, Variables>,
  variables: Variables,
  signal: AbortSignal,
): AsyncGenerator<Data, void, void> {
  signal.throwIfAborted();
  const client = connect(server);
  const results = new ReadableStream<FormattedExecutionResult<Data, unknown>>({
    start(controller) {
      client.subscribe<Data>(
        { query, variables },
        {
          next: (result) => controller.enqueue(result),
          error: (error) => controller.error(lostBy(error)),
          complete: () => controller.close(),
        },
      );
      signal.addEventListener('abort', () => controller.error(signal.reason), { once: true });
    },
  });
  try {
    for await (const { data, errors } of results) {
      if (errors?.[0] !== undefined) throw failureOf(errors[0]);
      if (data !== undefined && data !== null) yield data;
    }
  } finally {
    await client.dispose();
  }
}

function connect({ url, token }: { url: string; token: string }) {
  let socket: Socket | undefined;
  let silence: NodeJS.Timeout | undefined;
  class Socket extends WebSocket {
    constructor(address: string, protocols: string) {
      super(address, protocols, limits);
      socket = this;
    }
  }
  return createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: Socket,
    connectionParams: { authorization: `Bearer ${token}` },
    connectionAckWaitTimeout: limits.handshakeTimeout,
    keepAlive: pingEveryMs,
    retryAttempts: 0,
    on: {
      ping: (received) => {
        if (!received) silence = setTimeout(() => socket?.terminate(), pongWithinMs);
      },
      pong: () => clearTimeout(silence),
      closed: () => clearTimeout(silence),
    },
  });
}

/** What ended a subscription: an answer of the server, a closed socket, or no connection at all. */
function lostBy(cause: unknown): Error {
  if (Array.isArray(cause)) {
    const [first]: TopLevelError[] = cause;
    return failureOf(first ?? { message: 'The stream was refused.' });
  }
  const { code, reason, message } = asRecord(cause);
  if (typeof code === 'number' && refusals.includes(code))
    return new CommandFailure(exitCodes.forbidden, `The server ended the stream: ${reason || code}.`);
  return new Unanswered(String(message || reason || `the connection was closed (${code})`), { cause });
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(['code', 'reason', 'message'].map((key) => [key, Reflect.get(value, key)]))
    : {};
