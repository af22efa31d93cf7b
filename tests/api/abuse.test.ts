import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pgConfig } from '../../server/db/connection.ts';
import { bearer, startApp, type TestApp } from '../helpers/app.ts';
import { connectedSocket, openSocket, upgradeStatus } from '../helpers/socket.ts';
import { until } from '../helpers/until.ts';

let app: TestApp;
let token: string;
beforeAll(async () => {
  app = await startApp({ FASTDEPLOY_TRUSTED_PROXIES: '127.0.0.0/8' });
  token = await app.signIn();
});
afterAll(() => app[Symbol.asyncDispose]());

const activity = 'subscription { activity { cursor } }';
const from = (address: string): Record<string, string> => ({ 'x-forwarded-for': address });

describe('who holds too much open', () => {
  test('429: without a token one address has 100 sockets, and another address has its own', async () => {
    const sockets = await Promise.all(
      Array.from({ length: 100 }, () => openSocket(app.url, { headers: from('192.0.2.1') })),
    );

    expect(await upgradeStatus(app.url, from('192.0.2.1'))).toBe(429);
    expect(await upgradeStatus(app.url, from('192.0.2.2'))).toBeNull();

    for (const { socket, closed } of sockets) {
      socket.close();
      await closed;
    }
    await until('there is room again', async () => (await upgradeStatus(app.url, from('192.0.2.1'))) === null);
  });

  test('a socket that says its token counts for the token, no longer for the address', async () => {
    const sockets = [];
    for (let count = 0; count < 100; count += 1) {
      const bare = await openSocket(app.url, { headers: from('192.0.2.3') });
      bare.say({ type: 'connection_init', payload: { authorization: token } });
      await bare.next('connection_ack');
      sockets.push(bare.socket);
    }

    expect(await upgradeStatus(app.url, from('192.0.2.3'))).toBeNull();
    for (const socket of sockets) socket.terminate();
  });

  test.each([
    ['server-sent events', `/graphql?query=${encodeURIComponent(activity)}`, 'text/event-stream'],
    ['server-sent events in capitals', `/graphql?query=${encodeURIComponent(activity)}`, 'TEXT/EVENT-STREAM'],
    ['an answer of any kind', `/graphql?query=${encodeURIComponent(activity)}`, '*/*'],
    ['text of any kind', `/graphql?query=${encodeURIComponent(activity)}`, 'text/*'],
    ['downloads', '/deployments/1/log', '*/*'],
  ])('429: one token has 100 streams, for %s too', async (_what, address, accept) => {
    const mine = await app.signIn();
    const gone = new AbortController();
    const headers = { accept, ...bearer(mine) };
    const open = (at: string): Promise<Response> => fetch(app.url + at, { headers, signal: gone.signal });
    const opened = await Promise.all(
      Array.from({ length: 100 }, () => open(`/graphql?query=${encodeURIComponent(activity)}`)),
    );
    expect(new Set(opened.map(({ status }) => status))).toEqual(new Set([200]));

    const refused = await open(address);

    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
    expect(await refused.text()).toContain('More than 100 streams are open. Close some');
    gone.abort();
    await until('there is room again', async () => {
      const { status, body } = await fetch(app.url + address, { headers });
      await body?.cancel();
      return status !== 429;
    });
  });
});

describe('who is slow', () => {
  /** A server of their own: on a busy machine an honest request may take longer than these. */
  let slow: TestApp;
  let mine: string;
  beforeAll(async () => {
    slow = await startApp({}, { times: { headersMs: 1_000, requestMs: 1_500, lookMs: 50, queryMs: 1_500 } });
    mine = await slow.signIn();
  });
  afterAll(() => slow[Symbol.asyncDispose]());

  test.each([
    ['headers', 'POST /graphql HTTP/1.1\r\nhost: localhost\r\n'],
    [
      'a body',
      'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{"qu',
    ],
  ])('408: a request with %s that never end is answered and cut', async (_what, start) => {
    expect(await sendRaw(slow, start)).toMatch(
      /^HTTP\/1\.1 408 Request Timeout\r\n[\s\S]*The request came too slowly\.\n$/,
    );
  });

  test('503: a query that takes too long is given up, and says what to do', async () => {
    await using blocker = await lockServices(slow);
    const asked = slow.ask('{ services { totalCount } }', { headers: bearer(mine) });
    await blocker.someoneWaits();

    const { status, errors } = await asked;

    expect({ status, code: errors[0]?.extensions.code }).toEqual({ status: 503, code: 'QUERY_TIMED_OUT' });
    expect(errors[0]?.message).toBe(
      'This query took longer than 1.5 s. Ask for less at a time, with first or fewer fields.',
    );
  });

  test('a query on a socket is given up alike, and the socket stays', async () => {
    await using blocker = await lockServices(slow);
    const { say, next, socket } = await connectedSocket(slow.url, mine);
    say({ type: 'subscribe', id: 'q', payload: { query: '{ services { totalCount } }' } });
    await blocker.someoneWaits();

    expect(await next('next')).toMatchObject({ payload: { errors: [{ extensions: { code: 'QUERY_TIMED_OUT' } }] } });
    expect(socket.readyState).toBe(socket.OPEN);
    socket.close();
  });

  test('a mutation is never cut in the middle', async () => {
    await using blocker = await lockServices(slow);
    let isAnswered = false;
    const asked = slow.ask('mutation { syncServices { __typename } }', { headers: bearer(mine) });
    void asked.then(() => {
      isAnswered = true;
    });
    await blocker.someoneWaits();
    await blocker.heldFor(2_500);
    expect(isAnswered).toBe(false);

    await blocker.release();

    expect((await asked).data).toEqual({ syncServices: { __typename: 'SyncServicesSuccess' } });
  });
});

describe('who sends too much', () => {
  test('431: headers over 16 KiB are refused', async () => {
    const start = `GET / HTTP/1.1\r\nhost: localhost\r\nx-much: ${'x'.repeat(17 * 1024)}\r\n\r\n`;

    expect(await sendRaw(app, start)).toMatch(/^HTTP\/1\.1 431 [\s\S]*larger than 16 KiB/);
  });

  test('a document of 20,000 aliases is refused before anything is made of it', async () => {
    const query = `{${Array.from({ length: 20_000 }, (_, index) => `${index.toString(36).replace(/^\d/, 'a$&')}:__typename`).join(' ')}}`;

    expect((await app.ask(query)).status).toBe(413);
    expect((await app.ask(query.slice(0, 90_000))).errors[0]?.message).toContain('more than 2000 tokens');
  });

  test.each(['services(first: 501)', 'deployments(first: 101)', 'deployments(last: 101)', 'services(first: -1)'])(
    '400: a page that is too large names its limit: %s',
    async (field) => {
      const { status, errors } = await app.ask(`{ ${field} { totalCount } }`, { headers: bearer(token) });

      expect({ status, code: errors[0]?.extensions.code }).toEqual({ status: 400, code: 'BAD_USER_INPUT' });
      expect(errors[0]?.message).toMatch(/(first|last): must be from 0 to \d+, got -?\d+/);
    },
  );

  test.each([
    [
      'complexity',
      '{ services(first: 500) { nodes { deployments(first: 100) { nodes { id } } } } }',
      'QUERY_TOO_COMPLEX',
    ],
    [
      'aliases',
      `{ ${Array.from({ length: 31 }, (_, index) => `a${index}: __typename`).join(' ')} }`,
      'QUERY_TOO_COMPLEX',
    ],
    [
      'depth',
      `{ service(name: "hello") ${'{ latestDeployment { service '.repeat(7)}{ name }${' } }'.repeat(7)} }`,
      'QUERY_TOO_DEEP',
    ],
    ['tokens', `{ ${'__typename '.repeat(2_000)} }`, 'GRAPHQL_PARSE_FAILED'],
  ])('the limit of a document holds on a socket too: %s', async (_limit, query, code) => {
    const { say, received, socket } = await connectedSocket(app.url, token);

    say({ type: 'subscribe', id: 'q', payload: { query } });
    const answer = await until('an answer came', () => received.find(({ id }) => id === 'q'));

    expect(JSON.stringify(answer)).toContain(`"code":"${code}"`);
    socket.close();
  });
});

describe('who hangs up', () => {
  const upgrade = (path: string, host = 'localhost'): string =>
    `GET ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`;

  test.each([
    ['a refused upgrade', upgrade('/x')],
    ['an upgrade for another name', upgrade('/graphql', 'evil.example')],
    ['what is no request', 'nonsense\r\n\r\n'],
  ])('a connection that is reset under the answer to %s harms nobody', async (_what, text) => {
    const uncaught: Error[] = [];
    const note = (error: Error): number => uncaught.push(error);
    process.on('uncaughtExceptionMonitor', note);
    using _listening = { [Symbol.dispose]: () => process.off('uncaughtExceptionMonitor', note) };

    for (let count = 0; count < 100; count += 1) {
      const socket = await connectTo(app);
      const closed = once(socket, 'close');
      socket.write(text, () => socket.resetAndDestroy());
      await closed;
    }

    expect((await app.ask('{ __typename }')).status).toBe(200);
    expect(uncaught).toEqual([]);
  });

  test.each([
    ['a refused upgrade', upgrade('/x')],
    ['what is no request', 'nonsense\r\n\r\n'],
  ])('who stays after the answer to %s is hung up on', async (_what, text) => {
    const socket = await connectTo(app);
    const ended = once(socket.resume(), 'end');
    const failed = new Promise<string>((resolve) => {
      socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
    });
    let hasFailed = false;
    void failed.then(() => {
      hasFailed = true;
    });
    socket.write(text);
    await ended;

    await until('the server takes nothing more', () => hasFailed || void socket.write('x'));

    expect(['ECONNRESET', 'EPIPE']).toContain(await failed);
  });
});

/** A connection that stays open for writing when the server ends its side. */
async function connectTo({ url }: TestApp): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  await once(socket, 'connect');
  return socket;
}

/** Everything the server answers until it hangs up. */
async function sendRaw({ url }: TestApp, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.setEncoding('utf8').on('data', (part: string) => {
    answer += part;
  });
  socket.write(text);
  await once(socket, 'end');
  socket.destroy();
  return answer;
}

/** Makes every read of the services wait. */
async function lockServices({ connection }: TestApp) {
  const client = new pg.Client(pgConfig(connection));
  await client.connect();
  await client.query('begin');
  await client.query('lock table services in access exclusive mode');
  let isHeld = true;
  const release = async (): Promise<void> => {
    if (isHeld) await client.query('commit').finally(() => client.end());
    isHeld = false;
  };
  return {
    release,
    [Symbol.asyncDispose]: release,
    someoneWaits: () =>
      until('a request waits for the services', async () => {
        const waiting = "select from pg_locks where not granted and relation = 'services'::regclass";
        return (await client.query(waiting)).rowCount !== 0;
      }),
    heldFor: async (ms: number) => void (await client.query('select pg_sleep($1)', [ms / 1000])),
  };
}
