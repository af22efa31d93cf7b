import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ApiClient } from '../helpers/api-client.ts';
import { bearer, startApp, type TestApp } from '../helpers/app.ts';
import { grant, makeSession } from '../helpers/credentials.ts';
import { query } from '../helpers/database.ts';
import { waitsFor, writeService } from '../helpers/services.ts';
import { connectedSocket } from '../helpers/socket.ts';
import { until } from '../helpers/until.ts';

let app: TestApp;
let administrator: ApiClient;
let run: string;
let session: { id: number; user: number; secret: string };
beforeAll(async () => {
  app = await startApp();
  const services = path.join(app.directory, 'services');
  await writeService(services, 'web', { script: waitsFor(path.join(app.directory, 'end')) });
  administrator = new ApiClient(app.url, await app.signIn());
  await administrator.request('mutation { syncServices { __typename } }');
  run = await administrator.start('web');
  await until('it runs', async () => (await administrator.deployment(run)).state === 'RUNNING');
});
afterAll(async () => {
  await administrator.request('mutation ($id: ID!) { cancelDeployment(input: { id: $id }) { __typename } }', {
    id: run,
  });
  await app[Symbol.asyncDispose]();
});
beforeEach(async () => {
  const grants = [{ service: 'web' }];
  session = await makeSession(app.connection, { role: 'VIEWER', scope: 'SELECTED', grants });
});

const revokeGrants = () => query(app.connection, 'delete from grants where user_id = $1', [session.user]);
const subscribe = (id: string, text: string) => ({ type: 'subscribe', id, payload: { query: text } });
const events = () => subscribe('events', `subscription { deploymentEvents(id: "${run}") { seq } }`);
/** A cursor of another database is answered at once: then the stream is open. */
const activity = (fields = '__typename') =>
  subscribe('activity', `subscription { activity(after: "0:0") { ${fields} } }`);
const page = '{ services(first: 9) { totalCount nodes { name } } deployments { totalCount nodes { number } } }';

test('who loses the last grant finds an empty page', async () => {
  const headers = bearer(session.secret);
  const before = await app.ask(page, { headers });

  await revokeGrants();

  expect(before.data).toMatchObject({ services: { totalCount: 1 }, deployments: { totalCount: 1 } });
  expect((await app.ask(page, { headers })).data).toEqual({
    services: { totalCount: 0, nodes: [] },
    deployments: { totalCount: 0, nodes: [] },
  });
});

test('the stream of a deployment that became invisible ends as for one that never existed', async () => {
  const { say, next, socket } = await connectedSocket(app.url, session.secret);
  say(events());
  await next('next');

  await revokeGrants();

  say(subscribe('never', 'subscription { deploymentEvents(id: "dep_999999") { seq } }'));
  const never = await next('error');
  const ended = await next('error');
  expect([never.id, ended.id].sort()).toEqual(['events', 'never']);
  expect(codesOf(ended)).toEqual(['NOT_FOUND']);
  expect(codesOf(never)).toEqual(codesOf(ended));
  expect(socket.readyState).toBe(socket.OPEN);
  socket.close();
});

test('the activity says that everything has to be read again, and goes on with the new rights', async () => {
  const { say, next, received, socket } = await connectedSocket(app.url, session.secret);
  say(activity('__typename ... on ServiceChanged { service { name } }'));
  await next('next');

  await revokeGrants();

  expect((await next('next')).payload).toEqual({ data: { activity: { __typename: 'ActivityReset' } } });
  await query(app.connection, `update services set updated_at = now() where name in ('web', 'hello')`);
  await grant(app.connection, { user: session.user }, [{ service: 'hello' }]);
  expect((await next('next')).payload).toEqual({ data: { activity: { __typename: 'ActivityReset' } } });
  await until('the granted service is seen', async () => {
    await query(app.connection, `update services set updated_at = now() where name in ('web', 'hello')`);
    return received.some(({ payload }) => JSON.stringify(payload)?.includes('hello'));
  });
  expect(JSON.stringify(received)).not.toContain('"web"');
  socket.close();
});

test('the log that somebody follows is cut off when its service is no longer theirs', async () => {
  const response = await fetch(`${app.url}/deployments/${run}/log?follow=1`, { headers: bearer(session.secret) });
  const rest = response.text();

  await revokeGrants();

  expect(response.status).toBe(200);
  await expect(rest).rejects.toThrow();
});

test('a stream goes on where its reader keeps the right, and shows no more than the new role may see', async () => {
  const boss = await makeSession(app.connection, { role: 'ADMIN' });
  const { say, next, socket } = await connectedSocket(app.url, boss.secret);
  say(activity('__typename ... on DeploymentChanged { deployment { actor { user { name } } } }'));
  await next('next');

  await query(app.connection, `update users set role = 'VIEWER' where id = $1`, [boss.user]);

  expect((await next('next')).payload).toEqual({ data: { activity: { __typename: 'ActivityReset' } } });
  await query(app.connection, `update deployments set reason = 'changed' where id = $1`, [
    Number(run.replace('dep_', '')),
  ]);
  await administrator.request('mutation { syncServices { __typename } }');
  const changed = { __typename: 'DeploymentChanged', deployment: { actor: { user: null } } };
  expect((await next('next')).payload).toEqual({ data: { activity: changed } });
  socket.close();
});

test('4401: a socket is closed when the person behind it is disabled', async () => {
  const { say, closed } = await connectedSocket(app.url, session.secret);
  say(activity());

  await query(app.connection, 'update users set disabled_at = now() where id = $1', [session.user]);

  expect((await closed).code).toBe(4401);
});

const codesOf = ({ payload }: { payload?: unknown }): unknown[] =>
  (payload as { extensions: { code: string } }[]).map(({ extensions }) => extensions.code);
