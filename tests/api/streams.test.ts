import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client, fetchExchange, type SubscriptionForwarder, subscriptionExchange } from '@urql/core';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bearer, startApp, type TestApp } from '../helpers/app.ts';
import { query } from '../helpers/database.ts';
import { says, writeService } from '../helpers/services.ts';
import { connectedSocket } from '../helpers/socket.ts';
import { until } from '../helpers/until.ts';

let app: TestApp;
let token: string;
let id: string;
beforeAll(async () => {
  app = await startApp();
  token = await app.signIn();
  const script = [says('build', 'running'), 'echo one', 'echo two >&2', 'echo three', says('build', 'success')].join(
    '\n',
  );
  await writeService(path.join(app.directory, 'services'), 'web', { script });
  await app.ask('mutation { syncServices { __typename } }', { headers: bearer(token) });
  id = await deploy();
  await until('the deployment ended', async () => (await read('{ finished }')).finished);
});
afterAll(() => app[Symbol.asyncDispose]());

const events =
  'subscription ($id: ID!, $after: Int! = 0) { deploymentEvents(id: $id, after: $after) { __typename seq after ... on DeploymentStateChanged { state } } }';
type Json = Record<string, unknown>;
type Event = { __typename: string; seq: number; after: number; state?: string };

describe('stock clients read a deployment from its first event to its final state', () => {
  test('graphql-ws', async () => {
    const client = createSocketClient({
      url: `${app.url.replace('http', 'ws')}/graphql`,
      connectionParams: { authorization: `Bearer ${token}` },
    });

    const received = await collect(client.iterate<{ deploymentEvents: Event }>({ query: events, variables: { id } }));

    await client.dispose();
    expectWhole(received);
  });

  test('graphql-sse', async () => {
    const client = createSseClient({ url: `${app.url}/graphql`, headers: bearer(token) });

    const received = await collect(client.iterate<{ deploymentEvents: Event }>({ query: events, variables: { id } }));

    client.dispose();
    expectWhole(received);
  });

  test('@urql/core over graphql-ws', async () => {
    const socket = createSocketClient({
      url: `${app.url.replace('http', 'ws')}/graphql`,
      connectionParams: { authorization: token },
    });
    const forwardSubscription: SubscriptionForwarder = ({ query: document = '' }) => ({
      subscribe: (sink) => ({
        unsubscribe: socket.subscribe<Json>(
          { query: document, variables: { id } },
          {
            next: ({ data, errors = [] }) => sink.next({ data: data ?? null, errors: [...errors] }),
            error: (error) => sink.error(error),
            complete: () => sink.complete(),
          },
        ),
      }),
    });
    const client = new Client({
      url: `${app.url}/graphql`,
      preferGetMethod: false,
      exchanges: [fetchExchange, subscriptionExchange({ forwardSubscription })],
    });

    const received: Event[] = [];
    const { unsubscribe } = client.subscription<{ deploymentEvents: Event }>(events, { id }).subscribe(({ data }) => {
      // At the end urql hands out its last result once more, now without more to come.
      if (data && data.deploymentEvents.seq !== received.at(-1)?.seq) received.push(data.deploymentEvents);
    });
    await until('the final state came', () => received.at(-1)?.state === 'SUCCESS');

    unsubscribe();
    await socket.dispose();
    expectWhole(received);
  });

  test('curl', async () => {
    const args = [
      '-sN',
      `${app.url}/graphql`,
      '-H',
      `authorization: Bearer ${token}`,
      '-H',
      'accept: text/event-stream',
      '--get',
    ];
    const document = `subscription { deploymentEvents(id: "${id}") { __typename seq after ... on DeploymentStateChanged { state } } }`;

    const { stdout } = await promisify(execFile)('curl', [...args, '--data-urlencode', `query=${document}`]);

    expectWhole(
      [...stdout.matchAll(/^data: (\{.*)$/gm)].map(([, json = '']) => JSON.parse(json).data.deploymentEvents),
    );
    expect(stdout).toMatch(/event: complete\ndata:\n\n$/);
  });
});

describe('a stream', () => {
  test('goes on after the seq it is given', async () => {
    const client = createSseClient({ url: `${app.url}/graphql`, headers: bearer(token) });
    const whole = await collect(client.iterate<{ deploymentEvents: Event }>({ query: events, variables: { id } }));
    const middle = whole[2];

    const rest = await collect(
      client.iterate<{ deploymentEvents: Event }>({ query: events, variables: { id, after: middle?.seq } }),
    );

    client.dispose();
    expect(rest[0]?.after).toBe(middle?.seq);
    expect(rest.at(-1)).toEqual(whole.at(-1));
  });

  test('of nothing is refused with NOT_FOUND', async () => {
    const { say, next, socket } = await connectedSocket(app.url, token);

    say({ type: 'subscribe', id: '1', payload: { query: events, variables: { id: 'dep_999999' } } });

    expect(await next('error')).toMatchObject({ id: '1', payload: [{ extensions: { code: 'NOT_FOUND' } }] });
    socket.close();
  });

  test('for nobody is refused with UNAUTHENTICATED and then complete', async () => {
    const text = await readStream({}, 'subscription { activity { cursor } }');

    expect(text).toMatch(/event: next\ndata: .*"code":"UNAUTHENTICATED".*\n\nevent: complete/);
  });

  test('says hello at once and keeps proxies from buffering', async () => {
    const gone = new AbortController();
    const response = await subscribeTo('subscription { activity { cursor } }', bearer(token), gone.signal);

    const first = await response.body?.getReader().read();

    expect(new TextDecoder().decode(first?.value)).toBe(':\n\n');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    gone.abort();
  });

  test('of server-sent events ends with UNAUTHENTICATED within two seconds after its session ends', async () => {
    const mine = await app.signIn();
    const reading = readStream(bearer(mine), 'subscription { activity { cursor } }');

    await query(
      app.connection,
      `update tokens set revoked_at = now() where id = (select max(id) from tokens where kind = 'SESSION')`,
    );

    expect(await reading).toMatch(/event: next\ndata: .*"code":"UNAUTHENTICATED".*\n\nevent: complete/);
  });

  test('shows a change that was made after the cursor was read, whole and fresh for each event', async () => {
    const { data } = await app.ask('{ server { activityCursor } }', { headers: bearer(token) });
    const after = (data as { server: { activityCursor: string } }).server.activityCursor;
    const { say, received, socket } = await connectedSocket(app.url, token);
    const document =
      'subscription ($after: String) { activity(after: $after, filter: { kinds: [DEPLOYMENT] }) { ... on DeploymentChanged { deployment { id state service { name latestDeployment { id state } } } } } }';
    say({ type: 'subscribe', id: 'a', payload: { query: document, variables: { after } } });

    const started = await deploy();
    const states = () =>
      received
        .filter(({ type }) => type === 'next')
        .map(({ payload }) => deploymentIn(payload))
        .filter((deployment) => deployment?.id === started);
    await until('the end was told', () => states().some((deployment) => deployment?.state === 'SUCCESS'));

    // What one event read must not answer the next: the nested row is as new as the event.
    expect(states().at(-1)).toMatchObject({
      state: 'SUCCESS',
      service: { name: 'web', latestDeployment: { id: started, state: 'SUCCESS' } },
    });
    socket.close();
  });
});

describe('the log as text', () => {
  const get = (path: string, headers: Record<string, string> = bearer(token)) =>
    fetch(`${app.url}/deployments/${path}`, { headers });

  test('is all lines of the deployment, by both ids and with .txt', async () => {
    const number = id.replace('dep_', '');
    const answers = await Promise.all(
      [`${id}/log`, `${number}/log`, `${number}/log.txt`, `${number}/log?follow=1`].map((path) => get(path)),
    );
    const texts = await Promise.all(answers.map((answer) => answer.text()));

    const { logLineCount } = await read('{ logLineCount }');
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]?.split('\n')).toHaveLength(Number(logLineCount) + 1);
    expect(answers[0]?.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  });

  test('starts after the line it is given', async () => {
    const whole = await (await get(`${id}/log`)).text();

    expect(await (await get(`${id}/log?after=2`)).text()).toBe(whole.split('\n').slice(2).join('\n'));
  });

  test('is 401 for nobody, 404 for nothing, 400 for nonsense', async () => {
    const answers = await Promise.all([
      get(`${id}/log`, {}),
      get('999999/log'),
      get('nonsense/log'),
      get(`${id}/log?after=x`),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([401, 404, 404, 400]);
  });
});

async function deploy(): Promise<string> {
  const document =
    'mutation { startDeployment(input: { service: "web" }) { ... on StartDeploymentSuccess { deployment { id } } ... on Error { message } } }';
  const { data } = await app.ask(document, { headers: bearer(token) });
  return (data as { startDeployment: { deployment: { id: string } } }).startDeployment.deployment.id;
}

async function read(fields: string): Promise<Record<string, unknown>> {
  const { data } = await app.ask(`query ($id: ID!) { deployment(id: $id) ${fields} }`, {
    variables: { id },
    headers: bearer(token),
  });
  return (data as { deployment: Record<string, unknown> }).deployment;
}

async function collect(
  results: AsyncIterable<{ data?: { deploymentEvents: Event } | null | undefined }>,
): Promise<Event[]> {
  const received: Event[] = [];
  for await (const { data } of results) if (data) received.push(data.deploymentEvents);
  return received;
}

function expectWhole(received: Event[]): void {
  expect(received.length).toBeGreaterThan(3);
  expect(received.map(({ after }) => after)).toEqual([0, ...received.map(({ seq }) => seq).slice(0, -1)]);
  expect(received.at(-1)).toMatchObject({ __typename: 'DeploymentStateChanged', state: 'SUCCESS' });
}

function subscribeTo(document: string, headers: Record<string, string>, signal?: AbortSignal): Promise<Response> {
  const url = `${app.url}/graphql?query=${encodeURIComponent(document)}`;
  return fetch(url, { headers: { accept: 'text/event-stream', ...headers }, ...(signal && { signal }) });
}

async function readStream(headers: Record<string, string>, document: string): Promise<string> {
  return (await subscribeTo(document, headers)).text();
}

type DeploymentNode = { id: string; state: string; service: { name: string; latestDeployment: object } };

function deploymentIn(payload: unknown): DeploymentNode | undefined {
  return (payload as { data: { activity: { deployment?: DeploymentNode } } }).data.activity.deployment;
}
