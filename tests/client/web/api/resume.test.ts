// @vitest-environment node
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { buildSchema, GraphQLError } from 'graphql';
import { createClient } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { afterEach, expect, test } from 'vitest';
import { resumeSubscriptions, SubscriptionRefused } from '../../../../client/web/api/resume.ts';

// The project resolves for browsers, where ws is only a stub.
const require = createRequire(import.meta.url);
const ws = path.join(path.dirname(require.resolve('ws/package.json')), 'index.js');
const { WebSocketServer }: typeof import('ws') = require(ws);

const schema = buildSchema(`
  type Query { ok: Boolean }
  type Event { seq: Int! after: Int! }
  type Subscription { events(after: Int!): Event! }
`);
const query = 'subscription ($after: Int!) { events(after: $after) { seq after } }';

interface Event {
  seq: number;
  after: number;
}
type Source = (after: number, kill: () => void) => AsyncGenerator<Event>;

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A real server over a real socket; `kill` tears the connection without a word. Returns what it was asked for. */
const listen = async (source: Source): Promise<{ url: string; asked: number[] }> => {
  const asked: number[] = [];
  const http: Server = createServer();
  const sockets = new WebSocketServer({ server: http });
  const kill = (): void => {
    for (const each of sockets.clients) each.terminate();
  };
  const events = async function* (after: number): AsyncGenerator<{ events: Event }> {
    asked.push(after);
    for await (const event of source(after, kill)) yield { events: event };
  };
  const served = useServer(
    { schema, roots: { subscription: { events: ({ after }: { after: number }) => events(after) } } },
    sockets,
  );
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  closers.push(async () => {
    await served.dispose();
    await new Promise((done) => http.close(done));
  });
  return { url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}`, asked };
};

/** Follows the events to the end of the stream. */
const follow = (url: string, after: number): Promise<number[]> => {
  const socket = createClient({
    url,
    lazyCloseTimeout: 1_000,
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait: async () => undefined,
    shouldRetry: () => true,
  });
  closers.push(async () => socket.dispose());
  const got: number[] = [];
  return new Promise((resolve, reject) => {
    resumeSubscriptions(socket, () => undefined)(
      { query, variables: { after }, operationName: undefined, extensions: undefined },
      operation,
    ).subscribe({
      next: ({ data }) => got.push(data?.events.seq),
      error: reject,
      complete: () => resolve(got),
    });
  });
};

// The forwarder never looks at the operation; urql passes it for exchanges that do.
const operation = {} as Parameters<ReturnType<typeof resumeSubscriptions>>[1];

const upTo = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

test('goes on exactly where a torn connection stopped', async () => {
  const { url, asked } = await listen(async function* (after, kill) {
    for (let seq = after + 1; seq <= 30; seq += 1) {
      yield { seq, after: seq - 1 };
      if (seq % 10 === 5) return kill();
    }
  });

  expect(await follow(url, 0)).toEqual(upTo(1, 30));
  expect(asked).toEqual([0, 5, 15, 25]);
});

test('drops events it has seen', async () => {
  const { url } = await listen(async function* () {
    for (const seq of [1, 2, 2, 1, 3]) yield { seq, after: 0 };
  });

  expect(await follow(url, 1)).toEqual([2, 3]);
});

test('accepts a jump in seq when the event says it follows the last one', async () => {
  const { url, asked } = await listen(async function* () {
    yield { seq: 4, after: 0 };
    yield { seq: 9, after: 4 };
  });

  expect(await follow(url, 0)).toEqual([4, 9]);
  expect(asked).toEqual([0]);
});

test('passes on news that repeat the seq before them, once it knows that one', async () => {
  const { url, asked } = await listen(async function* (after) {
    if (after === 0) yield { seq: 1, after: 0 };
    else yield { seq: 2, after: 1 };
    yield { seq: 2, after: 2 };
    yield { seq: 2, after: 2 };
  });

  expect(await follow(url, 0)).toEqual([1, 2, 2, 2]);
  expect(asked).toEqual([0, 1]);
});

test('asks again from its last seq when an event follows one it never saw', async () => {
  const { url, asked } = await listen(async function* (after) {
    yield { seq: after + 1, after };
    if (after === 0) yield { seq: 5, after: 4 };
    else for (const seq of upTo(after + 2, 5)) yield { seq, after: seq - 1 };
  });

  expect(await follow(url, 0)).toEqual(upTo(1, 5));
  expect(asked).toEqual([0, 1]);
});

test('gives up on an answer that trying again cannot change, and says why', async () => {
  const { url } = await listen(() => {
    throw new GraphQLError('Sign in first.', { extensions: { code: 'UNAUTHENTICATED' } });
  });

  const refused = await follow(url, 0).catch((error: unknown) => error);

  expect(refused).toBeInstanceOf(SubscriptionRefused);
  expect(refused).toMatchObject({ message: 'Sign in first.', codes: ['UNAUTHENTICATED'] });
});
