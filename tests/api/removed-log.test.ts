import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiClient, watchDeployment } from '../helpers/api-client.ts';
import { bearer, startApp, type TestApp } from '../helpers/app.ts';
import { query } from '../helpers/database.ts';
import { says, writeService } from '../helpers/services.ts';
import { until } from '../helpers/until.ts';

let app: TestApp;
let api: ApiClient;
let id: string;
beforeAll(async () => {
  app = await startApp();
  api = new ApiClient(app.url, await app.signIn());
  const script = [says('build', 'running'), 'echo one', 'echo two', says('build', 'failure'), 'exit 1'].join('\n');
  await writeService(path.join(app.directory, 'services'), 'web', { script });
  await api.request('mutation { syncServices { __typename } }');
  id = await api.start('web');
  await until('the deployment ended', async () => (await api.deployment(id)).finished);
  await query(app.connection, 'update deployments set log_removed_at = now()');
  await query(app.connection, 'delete from log_chunks');
});
afterAll(() => app[Symbol.asyncDispose]());

test.each(['log', 'log.txt', 'log?follow=1', 'log?after=2'])('/%s is gone, with the reason', async (name) => {
  const number = id.replace('dep_', '');
  const response = await fetch(`${app.url}/deployments/${number}/${name}`, { headers: bearer(api.token) });

  expect(response.status).toBe(410);
  expect(await response.text()).toMatch(
    new RegExp(`^The log of #${number} was removed on 20\\d\\d-\\d\\d-\\d\\d because of its age .* are kept\\.\n$`),
  );
});

test('a stream that begins at the first event comes to the final state without a gap in steps and states', async () => {
  const watched = watchDeployment(api, id);
  await watched.done;

  expect(watched.problems).toEqual([]);
  expect(watched.events.map(({ state, step }) => state ?? step?.state)).toEqual([
    ...['QUEUED', 'RUNNING', 'RUNNING', 'FAILURE', 'FAILURE'],
  ]);
});

test('everything but the text can be read', async () => {
  const { deployment } = await api.request<{ deployment: object }>(
    `query ($id: ID!) { deployment(id: $id) {
      state logLineCount logRemovedAt failure { message firstErrorLine excerpt { text } }
      log(fromLine: 1) { totalLines chunks { text } } searchLog(text: "one") { lines more } steps { name state } } }`,
    { id },
  );

  expect(deployment).toMatchObject({
    state: 'FAILURE',
    logLineCount: 4,
    logRemovedAt: expect.stringMatching(/^20/),
    failure: { firstErrorLine: null, excerpt: null },
    log: { totalLines: 0, chunks: [] },
    searchLog: { lines: [], more: false },
    steps: [{ name: 'build', state: 'FAILURE' }],
  });
});
