import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiClient } from '../helpers/api-client.ts';
import { startApp, type TestApp } from '../helpers/app.ts';

let app: TestApp;
let admin: ApiClient;
beforeAll(async () => {
  app = await startApp();
  admin = new ApiClient(app.url, await app.signIn());
});
afterAll(() => app[Symbol.asyncDispose]());

type Made = {
  createUser: { __typename: string; user: { id: string; name: string }; signInUrl: string | null; message: string };
};
const createUser = `mutation ($input: CreateUserInput!) { createUser(input: $input) { __typename
  ... on CreateUserSuccess { user { id name role serviceScope grants { service environment } } signInUrl } ... on Error { message } } }`;
const signInOnce = `mutation ($code: String!) { signInOnce(code: $code) { ... on SignInSuccess { token } ... on Error { message } } }`;
const changePassword = `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { __typename
  ... on ChangePasswordSuccess { endedSessionCount } ... on Error { code message } } }`;

let count = 0;
async function makeUser(role = 'OPERATOR', rest: object = {}) {
  count += 1;
  const name = `person-${count}`;
  const { createUser: made } = await admin.request<Made>(createUser, {
    input: { name, role, password: 'long enough', ...rest },
  });
  return { name, id: made.user.id, api: await ApiClient.signIn(app.url, name, 'long enough') };
}

describe('a user', () => {
  test('without a password comes in by a link, once, and sets a password without an old one', async () => {
    const { createUser: made } = await admin.request<Made>(createUser, { input: { name: 'linked', role: 'VIEWER' } });
    const code = made.signInUrl?.split('#code=')[1] ?? '';

    const { signInOnce: session } = await admin.request<{ signInOnce: { token: string } }>(signInOnce, { code });
    const person = new ApiClient(app.url, session.token);
    const before = await person.request('{ viewer { needsCurrentPassword } }');
    const changed = await person.request(changePassword, { input: { new: 'my own password' } });
    const again = await person.request(changePassword, { input: { new: 'another password' } });

    expect(made.signInUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/sign-in#code=fd_once_/);
    expect(before).toEqual({ viewer: { needsCurrentPassword: false } });
    expect(changed).toMatchObject({ changePassword: { __typename: 'ChangePasswordSuccess' } });
    expect(again).toMatchObject({ changePassword: { code: 'INVALID_CREDENTIALS' } });
    await expect(ApiClient.signIn(app.url, 'linked', 'my own password')).resolves.toBeInstanceOf(ApiClient);
    await expect(admin.request(signInOnce, { code })).resolves.toMatchObject({
      signInOnce: { message: expect.stringContaining('used already') },
    });
  });
});
