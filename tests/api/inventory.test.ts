import path from 'node:path';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bearer, startApp, type TestApp } from '../helpers/app.ts';
import { query } from '../helpers/database.ts';
import { says, writeService } from '../helpers/services.ts';
import { until } from '../helpers/until.ts';

let app: TestApp;
let token: string;

beforeAll(async () => {
  app = await startApp({ FASTDEPLOY_DEMO: '0' });
  token = await app.signIn();
});
afterAll(() => app[Symbol.asyncDispose]());

async function ask<Data>(text: string, variables: object = {}): Promise<Data> {
  const { data, errors } = await app.ask(text, { variables, headers: bearer(token) });
  expect(errors ?? []).toEqual([]);
  return data as Data;
}

async function run(service: string, script: string, config: Record<string, unknown> = {}): Promise<number> {
  await writeService(path.join(app.directory, 'services'), service, { script, config });
  await ask('mutation { syncServices { __typename } }');
  const { startDeployment } = await ask<{ startDeployment: { deployment: { number: number } } }>(
    'mutation ($input: StartDeploymentInput!) { startDeployment(input: $input) { ... on StartDeploymentSuccess { deployment { number } } } }',
    { input: { service } },
  );
  const { number } = startDeployment.deployment;
  await until(
    `#${number} has ended`,
    async () => {
      const { deployment } = await ask<{ deployment: { finished: boolean } }>(
        `{ deployment(id: "${number}") { finished } }`,
      );
      return deployment.finished;
    },
    20_000,
  );
  return number;
}
const deploys = (version: string, more = {}): string => says('install', 'success', { output: { version, ...more } });

test('what is live is read page by page, by service, and with its service', { timeout: 60_000 }, async () => {
  const first = await run('web', deploys('v1', { url: 'javascript:alert(1)' }), {
    url: 'https://web.example',
    environment: 'staging',
  });
  await run('api', deploys('v2', { url: 'https://api.example' }));
  const failed = await run('web', 'exit 3', { url: 'https://web.example', environment: 'staging' });
  const fields =
    'id serviceName key version environment siteUrl deploymentNumber config output deployment { number } failedAttempt { number state }';

  const page = await ask<{
    deployedServices: { nodes: object[]; pageInfo: { endCursor: string }; totalCount: number };
  }>(`{ deployedServices(first: 1) { nodes { ${fields} } pageInfo { endCursor hasNextPage } totalCount } }`);
  const next = await ask(
    `query ($after: String) { deployedServices(first: 5, after: $after) { nodes { version siteUrl } pageInfo { hasNextPage hasPreviousPage } } }`,
    { after: page.deployedServices.pageInfo.endCursor },
  );

  expect(page.deployedServices).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true } });
  expect(page.deployedServices.nodes).toEqual([
    {
      ...{ id: 'inv_1', serviceName: 'web', key: 'web', version: 'v1', environment: 'staging' },
      ...{ siteUrl: 'https://web.example', deploymentNumber: first, deployment: { number: first }, config: {} },
      ...{ output: { version: 'v1', url: 'javascript:alert(1)' }, failedAttempt: { number: failed, state: 'FAILURE' } },
    },
  ]);
  expect(next).toEqual({
    deployedServices: {
      nodes: [{ version: 'v2', siteUrl: 'https://api.example' }],
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    },
  });
  expect(
    await ask(
      `{ deployedServices(service: "api") { nodes { version service { name } } } service(name: "web") { deployed { version } } node(id: "inv_1") { __typename id } }`,
    ),
  ).toEqual({
    deployedServices: { nodes: [{ version: 'v2', service: { name: 'api' } }] },
    service: { deployed: [{ version: 'v1' }] },
    node: { __typename: 'DeployedService', id: 'inv_1' },
  });
});

test('the activity announces what becomes live, and resumes after the cursor of an earlier event', {
  timeout: 60_000,
}, async () => {
  const { server } = await ask<{ server: { activityCursor: string } }>('{ server { activityCursor } }');
  const client = createClient({
    url: `${app.url.replace('http', 'ws')}/graphql`,
    connectionParams: { authorization: `Bearer ${token}` },
  });
  const follow = (after: string) => {
    const events: { __typename: string; cursor: string; deployedService?: { version: string } }[] = [];
    const stop = client.subscribe<{ activity: (typeof events)[number] }>(
      {
        query: `subscription ($after: String) { activity(after: $after, filter: { kinds: [INVENTORY] }) { __typename cursor
          ... on DeployedServiceChanged { deployedService { version } } } }`,
        variables: { after },
      },
      {
        next: ({ data }) => data && events.push(data.activity),
        error: (error) => events.push({ __typename: String(error), cursor: '' }),
        complete: () => undefined,
      },
    );
    return { events, stop };
  };
  const first = follow(server.activityCursor);
  await run('blog', deploys('v1'));
  await until('v1 is announced', () => first.events.length > 0);
  first.stop();
  await run('blog', deploys('v2'));

  const second = follow(first.events.at(-1)?.cursor ?? '');

  await until('v2 is announced', () => second.events.some((event) => event.deployedService?.version === 'v2'));
  expect([...first.events, ...second.events].every((event) => event.__typename === 'DeployedServiceChanged')).toBe(
    true,
  );
  await client.dispose();
});

test('the system says how it is set up, and its checks what is wrong; somebody who only looks is told neither', {
  timeout: 30_000,
}, async () => {
  await writeService(path.join(app.directory, 'services'), 'broken', { config: { steps: 7 } });

  const { system, checks } = await ask<{ system: Record<string, unknown>; checks: object[] }>(`{
    system { version nodeVersion logDays maxLogBytes maxConcurrent servicesDirectory dataDirectory deployUser
      database { isEmbedded version sizeBytes } lastSync { at problem } hosts { name isHere isAway } }
    checks(service: "broken") { code state serviceName message hint } }`);

  expect(system).toMatchObject({
    ...{ logDays: 90, maxLogBytes: 1024 ** 3, maxConcurrent: 4, deployUser: null },
    servicesDirectory: path.join(app.directory, 'services'),
    database: { isEmbedded: false, version: expect.stringMatching(/^\d+/), sizeBytes: expect.any(Number) },
    lastSync: { at: expect.any(String), problem: null },
    hosts: [{ isHere: true, isAway: false }],
  });
  expect(checks).toMatchObject([
    { code: 'SERVICE_CONFIG', state: 'FAIL', serviceName: 'broken', message: expect.stringContaining('steps') },
    { code: 'SERVICE_SCRIPT', state: 'PASS' },
  ]);
  await query(app.connection, `update users set role = 'VIEWER'`);
  const denied = await app.ask('{ system { version } checks { code } }', { headers: bearer(token) });
  expect(denied.data).toEqual({ system: null, checks: null });
  expect(denied.errors.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
});
