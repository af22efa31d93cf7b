import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connection } from '../../server/db/connection.ts';
import { attachEmbedded } from '../../server/db/embedded.ts';
import { ApiClient } from '../helpers/api-client.ts';
import { ServerProcess } from '../helpers/server-process.ts';
import { waitsFor } from '../helpers/services.ts';
import { type BareSocket, connectedSocket } from '../helpers/socket.ts';
import { until } from '../helpers/until.ts';
import { allRows, filesBelow, leaks, plainCore, processTexts, secret, tellingScript } from './canary.ts';

const config = {
  lock: 'one at a time',
  parameters: { properties: { password: { type: 'string', writeOnly: true }, plain: { type: 'string' } } },
};
const fields =
  '__typename seq after ... on StepChanged { step { name message } } ... on LogAppended { chunks { text } }';

let server: ServerProcess;
let api: ApiClient;
let id: string;
let socket: BareSocket;
let events: Promise<string>;

beforeAll(async () => {
  server = new ServerProcess({ LOG_LEVEL: 'debug', FASTDEPLOY_DEPLOY_USER: 'none' });
  server.addService('holds', { lock: config.lock }, `#!/bin/sh\n${waitsFor(inside('may-end'))}\n`);
  server.addService('telling', config, tellingScript(server.directory));
  const { url, signInCode } = await server.start();
  api = await ApiClient.signInOnce(url, signInCode ?? '');
  await until('both services are there', async () => {
    const { services } = await api.request<{ services: { totalCount: number } }>('{ services { totalCount } }');
    return services.totalCount === 2;
  });
}, 90_000);
afterAll(() => server?.[Symbol.asyncDispose]());

const inside = (name: string): string => path.join(server.directory, name);
const count = (text: string): number => text.split(plainCore).length - 1;

test('a secret that waits in the queue stands nowhere as text', { timeout: 60_000 }, async () => {
  await api.start('holds');
  id = await api.start('telling', { password: secret, plain: plainCore });

  expect((await api.deployment(id)).state).toBe('QUEUED');
  const rows = await allRows(await database());
  expect(leaks({ ...rows, ...filesBelow(server.dataDir), ...processTexts(), stderr: server.stderr })).toEqual([]);
  expect(count(Object.values(rows).join())).toBeGreaterThan(0);
});

test('it arrives although the server was killed meanwhile', { timeout: 90_000 }, async () => {
  await server.kill('SIGKILL');
  await server.start();
  socket = await connectedSocket(api.url, api.token);
  socket.say({
    type: 'subscribe',
    id: '1',
    payload: { query: `subscription { deploymentEvents(id: "${id}") { ${fields} } }` },
  });
  const query = encodeURIComponent(`subscription { deploymentEvents(id: "${id}") { ${fields} } }`);
  events = fetch(`${api.url}/graphql?query=${query}`, {
    headers: { accept: 'text/event-stream', authorization: `Bearer ${api.token}` },
  }).then((response) => response.text());

  fs.writeFileSync(inside('may-end'), '');
  const hash = await until('the script has told it', () => read('arrived'), 60_000);

  expect(hash).toBe(createHash('sha256').update(secret).digest('hex'));
});

test('while the script runs it stands in no process and nowhere in the data directory', {
  timeout: 60_000,
}, async () => {
  const processes = processTexts();
  const run = Object.keys(processes).find((name) => processes[name]?.includes('telling/deploy.sh'));

  expect(run).toBeDefined(); // the search sees the running script
  expect(leaks({ ...processes, ...filesBelow(server.dataDir), ...(await allRows(await database())) })).toEqual([]);
});

test('afterwards 0 times in journal, tables, pages, write-ahead log, server log, frames and downloads', {
  timeout: 90_000,
}, async () => {
  fs.writeFileSync(inside('enough'), '');
  const ended = await until(
    'the deployment ended',
    async () => {
      const deployment = await api.deployment(id);
      return deployment.finished && deployment;
    },
    60_000,
  );
  await socket.next('complete');

  const rows = await allRows(await database());
  const files = filesBelow(server.dataDir);
  const answers = {
    frames: socket.received.map((message) => JSON.stringify(message)).join('\n'),
    'server-sent events': await events,
    download: await api.log(id),
    query: JSON.stringify(
      await api.request(
        `{ deployment(id: "${id}") { parameters output reason steps { name message } log(last: 1000) { chunks { text } } } }`,
      ),
    ),
    steps: JSON.stringify(ended),
  };
  const configFiles = Object.fromEntries(
    fs
      .readdirSync(server.directory)
      .filter((name) => /^fastdeploy-.*json$/.test(name))
      .map((name) => [name, read(name)]),
  );

  expect(ended.state).toBe('SUCCESS');
  expect(configFiles).toEqual({}); // the file that --config named is gone
  expect(leaks({ ...rows, ...files, ...answers, ...processTexts(), stderr: server.stderr })).toEqual([]);
  for (const [name, text] of Object.entries(answers).filter(([name]) => name !== 'steps'))
    expect([name, count(text) > 0, text.includes('***')]).toEqual([name, true, true]);
  expect(filesThatTell(files)).toEqual(['base', 'pg_wal', 'journal']);
});

/** Where the canary that is no secret is found: the search looks into all of them. */
function filesThatTell(files: Record<string, string>): string[] {
  const kinds: [string, RegExp][] = [
    ['base', /\/base\//],
    ['pg_wal', /\/pg_wal\//],
    ['journal', /journal\.ndjson$/],
  ];
  return kinds.flatMap(([kind, pattern]) =>
    Object.entries(files).some(([name, text]) => pattern.test(name) && count(text) > 0) ? [kind] : [],
  );
}

async function database(): Promise<Connection> {
  const connection = await attachEmbedded(server.dataDir);
  if (connection === null) throw new Error('the embedded database does not run');
  return connection;
}

function read(name: string): string | null {
  return fs.existsSync(inside(name)) ? fs.readFileSync(inside(name), 'utf8') || null : null;
}
