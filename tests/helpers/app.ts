import path from 'node:path';
import { type Overrides, openApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import type { Connection } from '../../server/db/connection.ts';
import { createTestDatabase } from './database.ts';
import { createTemporaryDirectory } from './directory.ts';
import { endRuns } from './processes.ts';

export const administrator = { name: 'admin', password: 'correct horse battery staple' };

export type Answer = {
  status: number;
  headers: Headers;
  data: Record<string, unknown> | null | undefined;
  errors: { message: string; extensions: Record<string, unknown> }[];
};

export type TestApp = AsyncDisposable & {
  url: string;
  directory: string;
  connection: Connection;
  firstLink: string;
  close(): Promise<void>;
  /** POST /graphql as whatever the headers say. */
  ask(query: string, options?: { variables?: object; headers?: Record<string, string> }): Promise<Answer>;
  /** A new session's secret. */
  signIn(): Promise<string>;
};

/** The whole server in this process, on a database and in a directory of its own, with the example services. */
export async function startApp(env: Record<string, string> = {}, overrides: Overrides = {}): Promise<TestApp> {
  await using opened = new AsyncDisposableStack();
  const database = opened.use(await createTestDatabase());
  const directory = opened.use(await createTemporaryDirectory()).path;
  const dataDir = path.join(directory, 'var');
  opened.defer(() => endRuns(directory, path.join(dataDir, 'runs')));
  const config = readConfig({
    DATABASE_URL: addressOf(database.connection),
    PORT: '0',
    FASTDEPLOY_DATA_DIR: dataDir,
    FASTDEPLOY_SERVICES_DIR: path.join(directory, 'services'),
    FASTDEPLOY_CONFIG_DIR: directory,
    FASTDEPLOY_DEPLOY_USER: 'none',
    INITIAL_USER_PASSWORD: administrator.password,
    LOG_LEVEL: 'silent',
    PATH: process.env.PATH ?? '',
    ...env,
  });
  const app = await openApp(config, overrides);
  opened.defer(() => app.close());
  const ask = asker(app.url);
  const resources = opened.move();
  return {
    ...{ url: app.url, directory, connection: database.connection, firstLink: app.firstSignIn?.link ?? '', ask },
    close: () => app.close(),
    signIn: async () => {
      const { data } = await ask(signInMutation, { variables: { input: administrator } });
      return (data as { signIn: { token: string } }).signIn.token;
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

export const signInMutation = `mutation ($input: SignInInput!) { signIn(input: $input) {
  __typename ... on SignInSuccess { token expiresAt user { name role } } ... on Error { code message }
  ... on TooManyAttemptsError { retryAfterSeconds } } }`;

export const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

function asker(url: string): TestApp['ask'] {
  return async (query, { variables = {}, headers = {} } = {}) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors = [] } = (await response.json()) as Pick<Answer, 'data'> & { errors?: Answer['errors'] };
    return { status: response.status, headers: response.headers, data, errors };
  };
}

function addressOf({ host, port, user, password, dbName }: Connection): string {
  const secret = encodeURIComponent(password);
  return `postgres://${user}:${secret}@/${dbName}?host=${encodeURIComponent(host)}&port=${port}`;
}
