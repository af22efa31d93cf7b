import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiClient } from '../helpers/api-client.ts';
import { bearer, signInMutation, startApp, type TestApp } from '../helpers/app.ts';
import { query } from '../helpers/database.ts';
import { until } from '../helpers/until.ts';

let app: TestApp;
let admin: ApiClient;
beforeAll(async () => {
  app = await startApp();
  admin = new ApiClient(app.url, await app.signIn());
});
afterAll(() => app[Symbol.asyncDispose]());

const get = (path: string, headers: Record<string, string> = bearer(admin.token)) =>
  fetch(`${app.url}${path}`, { headers });
const deny = (name: string) => app.ask(signInMutation, { variables: { input: { name, password: 'x' } } });

test('is JSON with every row, newest first, also by cookie', async () => {
  const answer = await get('/audit.json', { cookie: `fastdeploy_session=${admin.token}` });
  const rows: { id: string; action: string; at: string }[] = await answer.json();

  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="fastdeploy-audit.json"');
  expect(rows.map(({ action }) => action)).toContain('session.create');
  expect(rows.map(({ at }) => at)).toEqual(
    rows
      .map(({ at }) => at)
      .sort()
      .reverse(),
  );
});

test('is CSV in which no cell is a formula, whatever a stranger typed', async () => {
  for (const name of ['=HYPERLINK("http://evil")', '+1', '-1', '@sum', ' =2', '\uff1d3', 'a "quoted", name'])
    await deny(name);

  const answer = await get('/audit.csv?actions=session.deny');
  const text = await answer.text();
  const lines = text.trimEnd().split('\r\n');

  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(lines[0]).toBe(
    'id,at,actorKind,actor,user,token,action,outcome,subject,subjectLabel,service,remoteAddress,details',
  );
  expect(lines).toHaveLength(8);
  for (const cell of [
    `"'=HYPERLINK(""http://evil"")"`,
    "'+1",
    "'-1",
    "'@sum",
    "' =2",
    "'\uff1d3",
    '"a ""quoted"", name"',
  ])
    expect(text).toContain(`,${cell},`);
});

test('is filtered like the list, and says which parameter is wrong', async () => {
  const refused: { outcome: string }[] = await (await get('/audit.json?outcome=REFUSED')).json();
  const several: { action: string }[] = await (await get('/audit.json?actions=session.create,link.create')).json();
  const wrong = await get('/audit.json?after=yesterday&action=x');

  expect(new Set(refused.map(({ outcome }) => outcome))).toEqual(new Set(['REFUSED']));
  expect(new Set(several.map(({ action }) => action))).toEqual(new Set(['session.create', 'link.create']));
  expect(await (await get('/audit.json?service=nothing')).json()).toEqual([]);
  expect(wrong.status).toBe(400);
  expect(await wrong.text()).toMatch(
    /action: is not one of actions, .*after: must be a time|after: must be a time.*action: is not one of/s,
  );
});

test('is for administrators alone', async () => {
  await admin.request(
    `mutation { createUser(input: { name: "olga", role: OPERATOR, password: "long enough" }) { __typename } }`,
  );
  const olga = await ApiClient.signIn(app.url, 'olga', 'long enough');

  expect((await get('/audit.csv', bearer(olga.token))).status).toBe(403);
  expect((await get('/audit.csv', {})).status).toBe(401);
});

test('holds thousands of rows, each once', async () => {
  await query(
    app.connection,
    `insert into audit_events (actor_kind, actor_label, action, outcome, details)
     select 'SYSTEM', 'FastDeploy', 'many', 'OK', '{}' from generate_series(1, 1234)`,
  );

  const rows: { id: string }[] = await (await get('/audit.json?actions=many')).json();

  expect(rows).toHaveLength(1234);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(1234);
});

test('what is done with deployments and services is in it, with the service and who did it', async () => {
  const id = await admin.start('hello');
  await until('it has ended', async () => (await admin.deployment(id)).finished, 20_000);
  await admin.log(id);
  await admin.request('mutation ($id: ID!) { retryDeployment(input: { id: $id }) { __typename } }', { id });

  const { auditEvents } = await admin.request<{ auditEvents: { nodes: object[] } }>(
    `{ auditEvents(filter: { service: "hello" }) { nodes { action outcome subjectLabel service actor { label } } } }`,
  );

  const row = { outcome: 'OK', service: 'hello', actor: { label: 'admin' } };
  expect(auditEvents.nodes).toMatchObject([
    { ...row, action: 'deployment.retry', subjectLabel: 'hello #2' },
    { ...row, action: 'log.download', subjectLabel: 'hello #1' },
    { ...row, action: 'deployment.start', subjectLabel: 'hello #1' },
  ]);
});

test('a deployment that is refused leaves no line', async () => {
  const count = async () =>
    (await query(app.connection, `select from audit_events where action = 'deployment.start'`)).length;
  const before = await count();

  await expect(admin.start('nothing')).rejects.toThrow('There is no service nothing');

  expect(await count()).toBe(before);
});
