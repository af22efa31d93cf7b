import { afterAll, beforeAll, expect, test } from 'vitest';
import { bearer, startApp, type TestApp } from '../helpers/app.ts';
import { query } from '../helpers/database.ts';
import { connectedSocket, openSocket, upgradeStatus } from '../helpers/socket.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

const activity = { type: 'subscribe', id: '1', payload: { query: 'subscription { activity { cursor } }' } };

test('4400: closes a socket that sends garbage', async () => {
  const { say, closed } = await openSocket(app.url);

  say('{"type":');

  expect((await closed).code).toBe(4400);
});

test('4401: closes a socket that subscribes before the connection is acknowledged', async () => {
  const { say, closed } = await openSocket(app.url);

  say(activity);

  expect((await closed).code).toBe(4401);
});

test('4401: closes a connection with an unknown token', async () => {
  const { say, closed } = await openSocket(app.url);

  say({ type: 'connection_init', payload: { authorization: 'Bearer fd_session_nobody' } });

  expect((await closed).code).toBe(4401);
});

test.each([
  [4403, 'has expired', 'expires_at = now()'],
  [4401, 'was revoked', 'revoked_at = now()'],
])('%i: closes a connection with a session that %s', async (code, _how, change) => {
  const token = await app.signIn();
  await endSessions(change);
  const { say, closed } = await openSocket(app.url);

  say({ type: 'connection_init', payload: { authorization: token } });

  expect((await closed).code).toBe(code);
});

test.each([
  [4403, 'expires_at = now()'],
  [4401, 'revoked_at = now()'],
])('%i: closes an open socket within two seconds after its session ends (%s)', async (code, change) => {
  const { say, closed } = await connectedSocket(app.url, await app.signIn());
  say(activity);
  const before = performance.now();

  await endSessions(change);

  expect((await closed).code).toBe(code);
  expect(performance.now() - before).toBeLessThan(2_000);
});

test('4401: signing out closes the sockets of that session and of no other', async () => {
  const token = await app.signIn();
  const mine = await connectedSocket(app.url, token);
  const other = await connectedSocket(app.url, await app.signIn());

  await app.ask('mutation { signOut { __typename } }', { headers: bearer(token) });

  expect((await mine.closed).code).toBe(4401);
  expect(other.socket.readyState).toBe(other.socket.OPEN);
  other.socket.close();
});

test('4406: refuses the legacy subprotocol', async () => {
  const { closed } = await openSocket(app.url, { protocol: 'graphql-ws' });

  expect((await closed).code).toBe(4406);
});

test('4408: closes a socket that never initialises', async () => {
  const { closed } = await openSocket(app.url);

  expect((await closed).code).toBe(4408);
});

test('4409: closes a socket that uses the id of a running operation again', async () => {
  const { say, closed } = await connectedSocket(app.url, await app.signIn());

  say(activity);
  say(activity);

  expect((await closed).code).toBe(4409);
});

test('4429: closes a socket that initialises twice', async () => {
  const { say, closed } = await connectedSocket(app.url, await app.signIn());

  say({ type: 'connection_init' });

  expect((await closed).code).toBe(4429);
});

test('4429: closes the socket beyond the hundredth of one token', async () => {
  const token = await app.signIn();
  const sockets = await Promise.all(Array.from({ length: 100 }, () => connectedSocket(app.url, token)));
  const { say, closed } = await openSocket(app.url);

  say({ type: 'connection_init', payload: { authorization: token } });

  expect((await closed).code).toBe(4429);
  for (const { socket } of sockets) socket.close();
});

test('1009: closes a socket whose message is larger than 100 KiB', async () => {
  const { say, closed } = await openSocket(app.url);

  say({ type: 'ping', payload: 'x'.repeat(101 * 1024) });

  expect((await closed).code).toBe(1009);
});

test('refuses the operation beyond the twentieth of a socket and keeps the others', async () => {
  const { say, next, socket } = await connectedSocket(app.url, await app.signIn());

  for (let id = 1; id <= 21; id += 1) say({ ...activity, id: String(id) });

  expect(await next('error')).toMatchObject({ id: '21', payload: [{ extensions: { code: 'RATE_LIMITED' } }] });
  expect(socket.readyState).toBe(socket.OPEN);
  socket.close();
});

test('403: refuses the upgrade when a page of another site brings the cookie', async () => {
  const cookie = `fastdeploy_session=${await app.signIn()}`;

  expect(await upgradeStatus(app.url, { origin: 'https://evil.example', cookie })).toBe(403);
  expect(await upgradeStatus(app.url, { origin: app.url, cookie })).toBeNull();
});

test('lets a page of another site connect with a token instead of a cookie', async () => {
  const token = await app.signIn();
  const { say, next, socket } = await openSocket(app.url, { headers: { origin: 'https://dashboard.example' } });

  say({ type: 'connection_init', payload: { authorization: token } });

  expect((await next('connection_ack')).type).toBe('connection_ack');
  socket.close();
});

test('the cookie counts on a socket only together with an origin of our own', async () => {
  const headers = { cookie: `fastdeploy_session=${await app.signIn()}` };
  const viewer = { type: 'subscribe', id: 'v', payload: { query: '{ viewer { role } }' } };
  const sockets = [
    await openSocket(app.url, { headers }),
    await openSocket(app.url, { headers: { ...headers, origin: app.url } }),
  ];

  const answers = [];
  for (const { say, next, socket } of sockets) {
    say({ type: 'connection_init' });
    await next('connection_ack');
    say(viewer);
    answers.push((await next('next')).payload);
    socket.close();
  }

  expect(answers).toEqual([{ data: { viewer: null } }, { data: { viewer: { role: 'ADMIN' } } }]);
});

async function endSessions(change: string): Promise<void> {
  await query(app.connection, `update tokens set ${change} where kind = 'SESSION'`);
}
