import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bearer, startApp, type TestApp } from '../helpers/app.ts';
import { query } from '../helpers/database.ts';
import { recordingLog } from '../helpers/log.ts';
import { connectedSocket, openSocket } from '../helpers/socket.ts';

const { log, lines } = recordingLog('error');
let app: TestApp;
let token: string;
beforeAll(async () => {
  app = await startApp({}, { log });
  token = await app.signIn();
});
afterAll(() => app[Symbol.asyncDispose]());

describe('every kind of answer forbids foreign scripts, frames and guessing of types', () => {
  const post = (body: string, more = ''): string =>
    `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n${more}\r\n${body}`;
  const get = (path: string, more = '', host = 'localhost'): string =>
    `GET ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n${more}\r\n`;
  const upgrade = (path: string, more = '', host = 'localhost'): string =>
    `GET ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${'x'.repeat(22)}==\r\n${more}\r\n`;
  const events = encodeURIComponent('subscription { activity { cursor } }');

  test.each<[number, string, () => string]>([
    [200, 'the application', () => get('/', 'accept: text/html\r\n')],
    [200, 'a file', () => get('/theme.js')],
    [404, 'a file that is not there', () => get('/assets/none.js')],
    [404, 'an unknown path', () => get('/nothing', 'accept: application/json\r\n')],
    [200, 'health', () => get('/healthz')],
    [200, 'data', () => post('{"query":"{__typename}"}')],
    [200, 'server-sent events', () => get(`/graphql?query=${events}`, 'accept: text/event-stream\r\n')],
    [400, 'a wrong document', () => post('{"query":"{"}', 'accept: application/graphql-response+json\r\n')],
    [401, 'a log without a token', () => get('/deployments/1/log')],
    [404, 'a log that is not there', () => get('/deployments/999/log', `authorization: Bearer ${token}\r\n`)],
    [405, 'a mutation by GET', () => get('/graphql?query=mutation%7BsignOut%7B__typename%7D%7D')],
    [413, 'a body that is too large', () => post('{}', 'x: y\r\n').replace('length: 2', 'length: 200000')],
    [415, 'a form', () => post('a=b').replace('application/json', 'text/plain')],
    [421, 'a foreign name', () => get('/', '', 'evil.example')],
    [400, 'what is no HTTP', () => 'HELO\r\n\r\n'],
    [431, 'headers that are too large', () => get('/', `x-much: ${'x'.repeat(20_000)}\r\n`)],
    [421, 'a socket at a foreign name', () => upgrade('/graphql', '', 'evil.example')],
    [404, 'a socket elsewhere', () => upgrade('/nothing')],
    [
      403,
      'a socket of a foreign page',
      () => upgrade('/graphql', 'origin: https://evil.example\r\ncookie: fastdeploy_session=x\r\n'),
    ],
  ])('%i for %s', async (status, _what, request) => {
    const head = (await sendRaw(request())).split('\r\n\r\n')[0] ?? '';

    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toMatch(/^content-security-policy: default-src 'none'; script-src 'self'; (?!.*unsafe)/im);
    expect(head).toMatch(/frame-ancestors 'none'/);
    expect(head).toMatch(/^x-content-type-options: nosniff\r?$/im);
    expect(head).toMatch(/^referrer-policy: (no-referrer|same-origin)\r?$/im); // a form of ours has to say its origin
    expect(head).not.toMatch(/^access-control-/im);
    expect(head).not.toMatch(/^(server|x-powered-by):/im);
  });
});

describe('with https', () => {
  test('the cookie is Secure with the __Host- prefix, and the plain one counts for nothing', async () => {
    await using secure = await startApp({ FASTDEPLOY_PUBLIC_URL: 'https://deploy.example' });
    const code = secure.firstLink.split('code=')[1] ?? '';
    const { headers } = await secure.ask(
      'mutation ($code: String!) { signInOnce(code: $code) { ... on SignInSuccess { token } } }',
      { variables: { code } },
    );
    const cookie = headers.get('set-cookie') ?? '';
    const secret = /=([^;]+)/.exec(cookie)?.[1];
    const viewer = async (name: string) =>
      (await secure.ask('{ viewer { role } }', { headers: { cookie: `${name}=${secret}` } })).data;

    expect(cookie).toMatch(
      /^__Host-fastdeploy_session=fd_session_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure/,
    );
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect(await viewer('__Host-fastdeploy_session')).toEqual({ viewer: { role: 'ADMIN' } });
    expect(await viewer('fastdeploy_session')).toEqual({ viewer: null });
  });
});

describe('names in the schema', () => {
  const wrong: [string, object, RegExp][] = [
    ['{ servces { totalCount } }', {}, /Cannot query field "servces" on type "Query"\./],
    ['{ deployment(idd: "1") { id } }', {}, /Unknown argument "idd"/],
    ['query ($f: DeploymentFiltr) { __typename }', {}, /Unknown type "DeploymentFiltr"\./],
    [
      'mutation ($i: StartDeploymentInput!) { startDeployment(input: $i) { __typename } }',
      { i: { servic: 'x' } },
      /Field "servic" is not defined by type "StartDeploymentInput"|servic/,
    ],
  ];

  test.each(wrong)('are not suggested to somebody without a token: %s', async (document, variables, message) => {
    await app.ask(document, { variables, headers: bearer(token) }); // whatever is remembered of it

    const { errors } = await app.ask(document, { variables });

    expect(errors.map((error) => error.message).join(' ')).toMatch(message);
    expect(JSON.stringify(errors)).not.toContain('Did you mean');
  });

  test.each(wrong)('are suggested to who is signed in: %s', async (document, variables) => {
    await app.ask(document, { variables });

    const { errors } = await app.ask(document, { variables, headers: bearer(token) });

    expect(JSON.stringify(errors)).toContain('Did you mean');
  });

  test('are not suggested on a socket without a token either', async () => {
    const nobody = await openSocket(app.url);
    nobody.say({ type: 'connection_init' });
    const somebody = await connectedSocket(app.url, token);
    const answers = [];
    for (const { say, next, socket } of [nobody, somebody]) {
      say({ type: 'subscribe', id: '1', payload: { query: '{ servces { totalCount } }' } });
      answers.push(JSON.stringify((await next('error')).payload).includes('Did you mean'));
      socket.close();
    }

    expect(answers).toEqual([false, true]);
  });
});

describe('what goes wrong inside', () => {
  test('500: is told by a number only, which the header and the log know too', async () => {
    await query(app.connection, 'alter table services rename to hidden_services');
    const { status, errors, headers } = await app.ask('{ services { nodes { name } } }', { headers: bearer(token) });
    await query(app.connection, 'alter table hidden_services rename to services');
    const requestId = headers.get('x-request-id') ?? '';

    expect(status).toBe(500);
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(errors[0]).toMatchObject({
      message: 'Unexpected error.',
      extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
    });
    expect(JSON.stringify(errors)).not.toMatch(/relation|select|services_/i);
    expect(lines.find((line) => line.includes(requestId))).toContain('relation');
  });

  test('500: outside of GraphQL too', async () => {
    await query(app.connection, 'alter table tokens rename to hidden_tokens');
    const response = await fetch(`${app.url}/deployments/1/log`, { headers: bearer(token) });
    await query(app.connection, 'alter table hidden_tokens rename to tokens');
    const requestId = response.headers.get('x-request-id') ?? '';

    expect([response.status, await response.json()]).toEqual([500, { detail: `Unexpected error (${requestId}).` }]);
    expect(lines.find((line) => line.includes(requestId))).toContain('relation');
  });
});

/** What comes until the server hangs up, or until the headers are there when it does not. */
async function sendRaw(text: string): Promise<string> {
  const { hostname, port } = new URL(app.url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.setEncoding('utf8').on('data', (part: string) => {
    answer += part;
    if (answer.includes('\r\n\r\n')) socket.destroy();
  });
  socket.write(text);
  await once(socket, 'close');
  return answer;
}
