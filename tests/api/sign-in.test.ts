import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { administrator, bearer, signInMutation, startApp, type TestApp } from '../helpers/app.ts';
import { query } from '../helpers/database.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ FASTDEPLOY_TRUSTED_PROXIES: '127.0.0.0/8' });
});
afterAll(() => app[Symbol.asyncDispose]());

const signInOnce =
  'mutation ($code: String!) { signInOnce(code: $code) { __typename ... on SignInSuccess { token } ... on Error { code message } } }';
let addresses = 0;
/** As another machine: sign-in limits count by address. */
const elsewhere = () => {
  addresses += 1;
  return { 'x-forwarded-for': `192.0.2.${addresses}` };
};
const attempt = async (input: object, headers: Record<string, string> = elsewhere()) => {
  const answer = await app.ask(signInMutation, { variables: { input }, headers });
  return { ...answer, result: answer.data?.signIn as Record<string, unknown> };
};

describe('a password', () => {
  test('makes a session that works as bearer token and as cookie', async () => {
    const { result, headers } = await attempt(administrator);
    const cookie = headers.get('set-cookie') ?? '';

    const answers = await Promise.all(
      [bearer(String(result.token)), { cookie: cookie.split(';')[0] ?? '' }].map((credential) =>
        app.ask('{ viewer { user { name } } }', { headers: credential }),
      ),
    );

    expect(answers.map(({ data }) => data)).toEqual(Array(2).fill({ viewer: { user: { name: 'admin' } } }));
  });

  test('sets a cookie that no script can read and no other site can send', async () => {
    const { headers } = await attempt(administrator);

    expect(headers.get('set-cookie')).toMatch(
      /^fastdeploy_session=fd_session_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
  });

  test('with remember the cookie stays for 30 days', async () => {
    const { headers, result } = await attempt({ ...administrator, remember: true });

    expect(headers.get('set-cookie')).toMatch(/; Max-Age=2592000$/);
    expect(Date.parse(String(result.expiresAt))).toBeGreaterThan(Date.now() + 29 * 24 * 3600_000);
  });

  test('signing out ends the session and takes the cookie back', async () => {
    const token = await app.signIn();

    const { headers } = await app.ask('mutation { signOut { ... on SignOutSuccess { token { active } } } }', {
      headers: bearer(token),
    });

    expect(headers.get('set-cookie')).toContain('Max-Age=0');
    expect((await app.ask('{ viewer { role } }', { headers: bearer(token) })).data).toEqual({ viewer: null });
  });

  test('the database holds no secret, only its hash', async () => {
    const token = await app.signIn();

    const rows = await query(app.connection, 'select tokens.*, users.password_hash from tokens, users');

    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(rows)).not.toContain(administrator.password);
  });

  test('an unknown name and a wrong password are told apart by nobody', async () => {
    const unknown = await attempt({ name: 'nobody', password: 'wrong' });
    const wrong = await attempt({ ...administrator, password: 'wrong' });

    expect(unknown.result).toEqual(wrong.result);
    expect(unknown.result).toMatchObject({ __typename: 'InvalidCredentialsError', code: 'INVALID_CREDENTIALS' });
  });

  test('the sixth wrong attempt within 15 minutes waits, also with the right password; another address does not', async () => {
    const here = elsewhere();
    for (let count = 0; count < 5; count += 1) await attempt({ ...administrator, password: 'wrong' }, here);

    const sixth = await attempt(administrator, here);

    expect(sixth.result).toMatchObject({ __typename: 'TooManyAttemptsError', retryAfterSeconds: expect.any(Number) });
    expect((await attempt(administrator)).result).toMatchObject({ __typename: 'SignInSuccess' });
  });

  test('attempts at the same moment do not slip past the limit', async () => {
    const here = elsewhere();

    const attempts = await Promise.all(
      Array.from({ length: 12 }, () => attempt({ name: 'nobody', password: 'x' }, here)),
    );

    expect(attempts.filter(({ result }) => result.code === 'INVALID_CREDENTIALS')).toHaveLength(5);
  });
});

describe('a one-time code', () => {
  const code = () => app.firstLink.split('#code=')[1] ?? '';

  test('that nobody used yet is no token', async () => {
    expect((await app.ask('{ viewer { role } }', { headers: bearer(code()) })).data).toEqual({ viewer: null });
  });

  test('signs in once, even when it is used twice at the same moment', async () => {
    const both = await Promise.all(
      [1, 2].map(() => app.ask(signInOnce, { variables: { code: code() }, headers: elsewhere() })),
    );
    const later = await app.ask(signInOnce, { variables: { code: code() }, headers: elsewhere() });

    const names = both.map(({ data }) => (data as { signInOnce: { __typename: string } }).signInOnce.__typename);
    expect(names.sort()).toEqual(['InvalidCredentialsError', 'SignInSuccess']);
    expect(later.data).toMatchObject({ signInOnce: { code: 'INVALID_CREDENTIALS' } });
  });
});

describe('behind https', () => {
  test('the cookie is Secure and carries the __Host- prefix, and the proxy may use another host name', async () => {
    await using secure = await startApp({ FASTDEPLOY_PUBLIC_URL: 'https://deploy.example' });
    const headers = { origin: 'https://deploy.example' };

    const answer = await secure.ask(signInMutation, { variables: { input: administrator }, headers });
    const cookie = answer.headers.get('set-cookie') ?? '';
    const { data } = await secure.ask('{ viewer { role } service(name: "hello") { url } }', {
      headers: { ...headers, cookie: cookie.split(';')[0] ?? '' },
    });

    expect(cookie).toMatch(/^__Host-fastdeploy_session=.*; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
    expect(answer.headers.get('strict-transport-security')).toContain('max-age=');
    expect(data).toEqual({ viewer: { role: 'ADMIN' }, service: { url: 'https://deploy.example/services/hello' } });
  });
});
