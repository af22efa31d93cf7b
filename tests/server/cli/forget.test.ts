import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attachEmbedded } from '../../../server/db/embedded.ts';
import { ApiClient } from '../../helpers/api-client.ts';
import { query } from '../../helpers/database.ts';
import { ServerProcess } from '../../helpers/server-process.ts';
import { waitsFor } from '../../helpers/services.ts';
import { until } from '../../helpers/until.ts';
import { localTo, runCommand } from './command.ts';

let server: ServerProcess;
let api: ApiClient;
const flag = (): string => path.join(server.directory, 'may-end');

beforeAll(async () => {
  server = new ServerProcess();
  server.addService('web', {}, `#!/bin/sh\n${waitsFor(flag())}\n`);
  const { url, signInCode } = await server.start();
  api = await ApiClient.signInOnce(url, signInCode ?? '');
}, 60_000);
afterAll(async () => {
  fs.writeFileSync(flag(), '');
  await until('every run has ended', async () => {
    const { deployments } = await api.request<{ deployments: { nodes: object[] } }>(
      '{ deployments(filter: { finished: false }) { nodes { id } } }',
    );
    return deployments.nodes.length === 0;
  });
  await server[Symbol.asyncDispose]();
});

const forget = (...args: string[]) => runCommand(['forget', ...args], localTo(server));
async function inState(id: string, state: string): Promise<void> {
  await until(`${id} is ${state}`, async () => (await api.deployment(id)).state === state, 20_000);
}

test('forgets beside a running server what no longer can be heard of, and the next one starts', {
  timeout: 60_000,
}, async () => {
  const first = await api.start('web');
  await inState(first, 'RUNNING');
  const next = await api.start('web');

  const refused = await forget('1');
  const connection = await attachEmbedded(server.dataDir);
  if (connection === null) throw new Error('the server stopped');
  await query(connection, 'update deployments set host = $1 where id = 1', [randomUUID()]);
  const forgotten = await forget('dep_1', '--reason', 'the machine burned down');
  await inState(next, 'RUNNING');
  const again = await forget('1');

  expect(refused).toMatchObject({ code: 7, stderr: expect.stringContaining('is alive') });
  expect(forgotten).toMatchObject({ code: 0, stdout: expect.stringContaining('#1 is LOST now') });
  expect(await api.deployment(first)).toMatchObject({
    state: 'LOST',
    reason: expect.stringMatching(/^forgotten by \S+: the machine burned down$/),
  });
  expect(again).toMatchObject({ code: 7, stderr: expect.stringContaining('has ended already (LOST)') });
});

test('says that there is no such deployment', async () => {
  expect(await forget('999')).toMatchObject({ code: 7, stderr: expect.stringContaining('no deployment #999') });
  expect(await forget('web')).toMatchObject({ code: 7, stderr: expect.stringContaining('no deployment web') });
});
