import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiClient } from '../helpers/api-client.ts';
import { bearer, signInMutation, startApp, type TestApp } from '../helpers/app.ts';
import { query } from '../helpers/database.ts';
import { connectedSocket } from '../helpers/socket.ts';

let app: TestApp;
let admin: ApiClient;
beforeAll(async () => {
  app = await startApp({ FASTDEPLOY_TRUSTED_PROXIES: '127.0.0.0/8' });
  admin = new ApiClient(app.url, await app.signIn());
});
afterAll(() => app[Symbol.asyncDispose]());

const password = 'long enough';
const createUser = `mutation ($input: CreateUserInput!) { createUser(input: $input) { __typename
  ... on CreateUserSuccess { user { id } signInUrl } ... on Error { message } } }`;
const signInOnce = `mutation ($code: String!) { signInOnce(code: $code) { ... on SignInSuccess { token } ... on Error { message } } }`;
const changePassword = `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { __typename
  ... on ChangePasswordSuccess { endedSessionCount } ... on Error { code message } } }`;
const createToken = `mutation ($input: CreateTokenInput!) { createToken(input: $input) { __typename
  ... on CreateTokenSuccess { secret token { id prefix active expiresSoon user { id } createdBy { name } service { name } } }
  ... on Error { code message } } }`;
const revokeToken = `mutation ($id: ID!) { revokeToken(id: $id) { ... on RevokeTokenSuccess { token { active revokedAt
  revokedBy { kind label user { name } } } } ... on Error { code } } }`;

type Made = { createUser: { user: { id: string }; signInUrl: string | null } };
type Token = { createToken: { secret: string; token: { id: string; prefix: string } } };

async function person(name: string, role: string) {
  await admin.request<Made>(createUser, { input: { name, role, password, serviceScope: 'ALL' } });
  return ApiClient.signIn(app.url, name, password);
}

/** As another client behind the proxy. */
const attempt = async (from: string, name: string, given: string) => {
  const headers = { 'x-forwarded-for': from };
  const { data } = await app.ask(signInMutation, { variables: { input: { name, password: given } }, headers });
  return (data as { signIn: { __typename: string } }).signIn.__typename;
};

describe('a person', () => {
  test('made without a password comes in by a link, once, and sets one without an old one', async () => {
    const { createUser: made } = await admin.request<Made>(createUser, { input: { name: 'linked', role: 'VIEWER' } });
    const code = made.signInUrl?.split('#code=')[1] ?? '';

    const { signInOnce: session } = await admin.request<{ signInOnce: { token: string } }>(signInOnce, { code });
    const linked = new ApiClient(app.url, session.token);
    const before = await linked.request('{ viewer { needsCurrentPassword } }');
    const changed = await linked.request(changePassword, { input: { new: 'my own password' } });
    const again = await linked.request(changePassword, { input: { new: 'another password' } });

    expect(made.signInUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/sign-in#code=fd_once_/);
    expect(before).toEqual({ viewer: { needsCurrentPassword: false } });
    expect(changed).toMatchObject({ changePassword: { __typename: 'ChangePasswordSuccess' } });
    expect(again).toMatchObject({ changePassword: { code: 'INVALID_CREDENTIALS' } });
    await expect(ApiClient.signIn(app.url, 'linked', 'my own password')).resolves.toBeInstanceOf(ApiClient);
    await expect(admin.request(signInOnce, { code })).resolves.toMatchObject({
      signInOnce: { message: expect.stringContaining('used already') },
    });
  });

  test('who signs in over an old session gets a new one, and the old one goes on alone', async () => {
    const old = await app.signIn();
    const variables = { input: { name: 'admin', password: 'correct horse battery staple' } };

    const { data, headers } = await app.ask(signInMutation, {
      variables,
      headers: { cookie: `fastdeploy_session=${old}` },
    });
    const { token } = (data as { signIn: { token: string } }).signIn;

    expect(token).not.toBe(old);
    expect(headers.get('set-cookie')).toContain(token);
  });

  test('sees their sessions and counts, and an administrator those of everybody', async () => {
    const ada = await person('ada', 'VIEWER');

    const own = await ada.request<Record<string, { user: object }>>(
      '{ viewer { user { sessionCount tokenCount sessions { kind active lastUsedAt } } } }',
    );
    const all = await admin.request(
      '{ users(search: "ada") { totalCount nodes { name sessionCount sessions { id } } } }',
    );

    expect(own.viewer?.user).toMatchObject({
      sessionCount: 1,
      tokenCount: 0,
      sessions: [{ kind: 'SESSION', active: true }],
    });
    expect(all).toMatchObject({ users: { totalCount: 1, nodes: [{ name: 'ada', sessionCount: 1 }] } });
    await expect(ada.request('{ users { nodes { name } } }')).rejects.toThrow('needs the role ADMIN');
  });

  test('who signs out everywhere loses the cookie, too', async () => {
    const eve = await person('eve', 'VIEWER');

    const { data, headers } = await app.ask(
      'mutation { signOutEverywhere { ... on SignOutEverywhereSuccess { count } } }',
      { headers: bearer(eve.token) },
    );

    expect(data).toEqual({ signOutEverywhere: { count: 1 } });
    expect(headers.get('set-cookie')).toContain('Max-Age=0');
  });
});

describe('a token', () => {
  test('is made by an operator for a service, and its secret is in no later answer', async () => {
    const olga = await person('olga', 'OPERATOR');

    const { createToken: made } = await olga.request<Token>(createToken, {
      input: { kind: 'SERVICE', label: 'ci', service: 'hello', expiresInDays: 7 },
    });
    const fields = 'id prefix label lastUsedFrom replacedBy { id } createdBy { name }';
    const answers = await admin.request(`{ tokens(service: "hello") { nodes { ${fields} } }
      node(id: "${made.token.id}") { ... on Token { ${fields} } } service(name: "hello") { tokens { nodes { ${fields} } } }
      auditEvents(filter: { subject: "${made.token.id}" }) { nodes { action details subjectLabel subject { id } } } }`);

    expect(made).toMatchObject({
      token: { active: true, expiresSoon: true, createdBy: { name: 'olga' }, service: { name: 'hello' } },
    });
    expect(answers).toMatchObject({
      tokens: { nodes: [{ prefix: made.token.prefix, label: 'ci' }] },
      service: { tokens: { nodes: [{ id: made.token.id }] } },
      auditEvents: { nodes: [{ action: 'token.create', subject: { id: made.token.id } }] },
    });
    expect(JSON.stringify(answers)).not.toContain(made.secret);
  });

  test('for a service that one does not see is not made', async () => {
    await admin.request(createUser, { input: { name: 'blind', role: 'OPERATOR', password } });
    const blind = await ApiClient.signIn(app.url, 'blind', password);

    const made = await blind.request(createToken, { input: { kind: 'SERVICE', label: 'ci', service: 'hello' } });

    expect(made).toMatchObject({ createToken: { __typename: 'NotFoundError' } });
  });

  test('that is revoked closes its open socket within two seconds, and says by whom', async () => {
    const { createToken: made } = await admin.request<Token>(createToken, {
      input: { kind: 'API', label: 'dashboard', role: 'VIEWER' },
    });
    const { say, closed } = await connectedSocket(app.url, made.secret);
    say({ type: 'subscribe', id: '1', payload: { query: 'subscription { activity { cursor } }' } });
    const before = performance.now();

    const { revokeToken: revoked } = await admin.request<{ revokeToken: object }>(revokeToken, { id: made.token.id });

    expect([4401, 4403]).toContain((await closed).code);
    expect(performance.now() - before).toBeLessThan(2_000);
    expect(revoked).toMatchObject({
      token: { active: false, revokedBy: { kind: 'USER', label: 'admin', user: { name: 'admin' } } },
    });
  });

  test('of a person who is disabled closes its open socket, and is not active', async () => {
    const max = await person('max', 'ADMIN');
    const { createToken: made } = await max.request<Token>(createToken, {
      input: { kind: 'API', label: 'dashboard', role: 'VIEWER' },
    });
    const { closed } = await connectedSocket(app.url, made.secret);
    const { user } = await admin.request<{ user: { id: string } }>('{ user(name: "max") { id } }');

    await admin.request(`mutation { updateUser(input: { id: "${user.id}", disabled: true }) { __typename } }`);

    expect([4401, 4403]).toContain((await closed).code);
    expect(await admin.request(`{ node(id: "${made.token.id}") { ... on Token { active revokedAt } } }`)).toEqual({
      node: { active: false, revokedAt: null },
    });
  });
});

describe('a refused mutation', () => {
  test('is in the audit log; a refused query is not', async () => {
    const victor = await person('victor', 'VIEWER');

    await app.ask('mutation { syncServices { __typename } }', { headers: bearer(victor.token) });
    await app.ask('{ users { totalCount } }', { headers: bearer(victor.token) });

    const rows = await query(
      app.connection,
      `select action, outcome, details->>'mutation' as mutation from audit_events where actor_label = 'victor' and action <> 'session.create'`,
    );
    expect(rows).toEqual([{ action: 'service.sync', outcome: 'REFUSED', mutation: 'syncServices' }]);
  });
});

describe('behind a trusted proxy', () => {
  test("one client's failed sign-ins lock out nobody else", async () => {
    for (let count = 0; count < 8; count += 1) await attempt('203.0.113.66', 'admin', 'wrong');

    expect(await attempt('203.0.113.66', 'admin', 'correct horse battery staple')).toBe('TooManyAttemptsError');
    expect(await attempt('203.0.113.67', 'admin', 'correct horse battery staple')).toBe('SignInSuccess');
  });

  test('an address that the client wrote into the header itself counts for nothing', async () => {
    const forged = (count: number) => `198.51.100.${count}, 203.0.113.99`;
    for (let count = 0; count < 5; count += 1) await attempt(forged(count), 'admin', 'wrong');

    expect(await attempt(forged(77), 'admin', 'correct horse battery staple')).toBe('TooManyAttemptsError');
    expect(
      await query(app.connection, `select from audit_events where remote_address like '198.51.100.%'`),
    ).toHaveLength(0);
  });
});

test('without a trusted proxy the header of a client is not believed', async () => {
  await using alone = await startApp({ FASTDEPLOY_TRUSTED_PROXIES: '192.0.2.1/32' });

  await alone.ask(signInMutation, {
    variables: { input: { name: 'nobody', password: 'x' } },
    headers: { 'x-forwarded-for': '198.51.100.1' },
  });

  const rows = await query(alone.connection, `select remote_address from audit_events where action = 'session.deny'`);
  expect(rows).toEqual([{ remote_address: '127.0.0.1' }]);
});
