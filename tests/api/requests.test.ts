import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bearer, startApp, type TestApp } from '../helpers/app.ts';

let app: TestApp;
let token: string;
beforeAll(async () => {
  app = await startApp();
  token = await app.signIn();
});
afterAll(() => app[Symbol.asyncDispose]());

describe('who may ask', () => {
  test.each([
    '{ services { nodes { name } } }',
    '{ service(name: "hello") { name } }',
    '{ deployment(id: "dep_1") { id } }',
    '{ deployments { totalCount } }',
    '{ server { activityCursor } }',
    '{ node(id: "svc_1") { id } }',
    'mutation { syncServices { __typename } }',
    'mutation { signOut { __typename } }',
    'mutation { startDeployment(input: { service: "hello" }) { __typename } }',
    'mutation { cancelDeployment(input: { id: "1" }) { __typename } }',
  ])('answers 401 to nobody: %s', async (query) => {
    const { status, errors } = await app.ask(query);

    expect({ status, code: errors[0]?.extensions.code }).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
  });

  test('tells anybody the version, the time and that they are nobody', async () => {
    const { status, data } = await app.ask('{ __typename viewer { role } server { version timeNow } }');

    expect(status).toBe(200);
    expect(data).toMatchObject({ viewer: null, server: { version: expect.any(String) } });
  });

  test('an unknown token is answered like none', async () => {
    const { status, errors } = await app.ask('{ deployments { totalCount } }', {
      headers: bearer('fd_session_nobody'),
    });

    expect({ status, code: errors[0]?.extensions.code }).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
  });
});

describe('limits', () => {
  const refused = async (query: string) => {
    const { status, errors } = await app.ask(query, { headers: bearer(token) });
    return { status, code: errors[0]?.extensions.code, message: errors[0]?.message };
  };

  test('refuses a document that is more than 12 levels deep', async () => {
    const deep = `${'{ latestDeployment { service '.repeat(7)}{ name }${' } }'.repeat(7)}`;

    expect(await refused(`{ service(name: "hello") ${deep} }`)).toMatchObject({ status: 400, code: 'QUERY_TOO_DEEP' });
  });

  test('refuses a depth that hides in fragments', async () => {
    const links = Array.from(
      { length: 7 },
      (_, index) => `fragment F${index} on Service { latestDeployment { service { ...F${index + 1} } } }`,
    );

    expect(
      await refused(`{ service(name: "hello") { ...F0 } } ${links.join(' ')} fragment F7 on Service { name }`),
    ).toMatchObject({ code: 'QUERY_TOO_DEEP' });
  });

  test('refuses more than 30 aliases', async () => {
    const aliases = Array.from({ length: 31 }, (_, index) => `a${index}: __typename`).join(' ');

    expect(await refused(`{ ${aliases} }`)).toMatchObject({ status: 400, code: 'QUERY_TOO_COMPLEX' });
  });

  test('refuses more than 2,000 tokens', async () => {
    expect(await refused(`{ ${'__typename '.repeat(2_000)} }`)).toMatchObject({
      status: 400,
      code: 'GRAPHQL_PARSE_FAILED',
    });
  });

  test('refuses a query that may answer more than 5,000 fields and says where they are', async () => {
    const answer = await refused('{ services(first: 100) { nodes { deployments(first: 100) { nodes { id } } } } }');

    expect(answer).toMatchObject({ status: 400, code: 'QUERY_TOO_COMPLEX' });
    expect(answer.message).toContain('services.nodes.deployments.nodes');
  });

  test('weighs a log by the text it may answer', async () => {
    const ask = async (deployments: number, log: string) => {
      const query = `{ deployments(first: ${deployments}) { nodes { log${log} { chunks { text } } } } }`;
      return (await app.ask(query, { headers: bearer(token) })).status;
    };

    expect([await ask(4, ''), await ask(5, '(last: 10000)')]).toEqual([200, 400]);
    expect([await ask(5, '(fromLine: 1)'), await ask(5, '(fromLine: 101, toLine: 103)')]).toEqual([400, 200]);
    expect([await ask(5, '(fromLine: 1, last: 1)'), await ask(100, '(last: 3)')]).toEqual([400, 200]);
  });

  test('counts a page size that comes in a variable', async () => {
    const query =
      'query ($first: Int) { services(first: $first) { nodes { deployments(first: $first) { nodes { id } } } } }';
    const ask = async (first: number) =>
      (await app.ask(query, { variables: { first }, headers: bearer(token) })).status;

    expect([await ask(5), await ask(100)]).toEqual([200, 400]);
  });

  test.each([true, false])('refuses a body over 100 KiB (announced: %s)', async (announced) => {
    const status = await postRaw(`{"query":"{ __typename }","x":"${'x'.repeat(101 * 1024)}"}`, announced);

    expect(status).toBe(413);
  });

  test.each([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'application/graphql',
  ])('refuses a body that is %s', async (type) => {
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: 'query={__typename}',
    });

    expect(response.status).toBe(415);
  });

  test('refuses a batch of operations', async () => {
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '[{"query":"{__typename}"}]',
    });

    expect(response.status).toBe(400);
  });
});

test.each([
  'auditEvents(after: "x")',
  'tokens(before: "1.5")',
  'deployedServices(after: "9999999999999999999")',
  'deployments(after: "x")',
])('400: a cursor that is none is named, and nothing is unexpected: %s', async (field) => {
  const { status, errors } = await app.ask(`{ ${field} { totalCount } }`, { headers: bearer(token) });

  expect({ status, code: errors[0]?.extensions.code }).toEqual({ status: 400, code: 'BAD_USER_INPUT' });
  expect(errors[0]?.message).toMatch(/(after|before): is no cursor of/);
});

describe('browsers', () => {
  const asPageOf = (headers: Record<string, string>) =>
    app.ask('{ viewer { role } }', { headers: { cookie: `fastdeploy_session=${token}`, ...headers } });

  test.each([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
  ])('a page of another site may not use the cookie: %o', async (headers) => {
    const { status, errors } = await asPageOf(headers);

    expect({ status, code: errors[0]?.extensions.code }).toEqual({ status: 403, code: 'CSRF' });
  });

  test('our own pages, and clients that are no browsers, may use the cookie', async () => {
    const answers = await Promise.all([
      asPageOf({ 'sec-fetch-site': 'same-origin' }),
      asPageOf({ origin: app.url }),
      asPageOf({}),
    ]);

    expect(answers.map(({ data }) => data)).toEqual(Array(3).fill({ viewer: { role: 'ADMIN' } }));
  });

  test('grants no other origin anything', async () => {
    const { headers } = await app.ask('{ __typename }', { headers: { origin: 'https://evil.example' } });

    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test('a mutation cannot be sent with GET', async () => {
    const response = await fetch(
      `${app.url}/graphql?query=${encodeURIComponent('mutation { signOut { __typename } }')}`,
      { headers: bearer(token) },
    );

    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  test.each(['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example'])(
    'answers to no foreign name on a loopback address: "%s"',
    async (host) => {
      expect(await statusFor(host)).not.toBe(200);
    },
  );

  test.each(['localhost', '127.0.0.1:8000', '[::1]:8000'])('answers to the names of this machine: %s', async (host) => {
    expect(await statusFor(host)).toBe(200);
  });

  test('every answer forbids foreign scripts, frames and guessing of types', async () => {
    for (const path of ['/', '/healthz', '/graphql?query={__typename}', '/nothing']) {
      const { headers } = await fetch(app.url + path);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });
});

function statusFor(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request(`${app.url}/healthz`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

function postRaw(body: string, announced: boolean): Promise<number> {
  return new Promise((resolve, reject) => {
    const length = announced ? { 'content-length': Buffer.byteLength(body) } : {};
    const headers = { 'content-type': 'application/json', ...length };
    const post = request(`${app.url}/graphql`, { method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    post.on('error', reject);
    post.write(body.slice(0, 50_000));
    post.end(body.slice(50_000));
  });
}
