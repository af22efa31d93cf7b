import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TypedDocument } from '../../../server/cli/documents.ts';
import { subscribe } from '../../../server/cli/subscribe.ts';
import { attachEmbedded } from '../../../server/db/embedded.ts';
import { ApiClient } from '../../helpers/api-client.ts';
import { query } from '../../helpers/database.ts';
import { ServerProcess } from '../../helpers/server-process.ts';
import { type Finished, localTo, runCommand } from './command.ts';

/** Never started: the commands start the embedded database of its directory for themselves. */
let server: ServerProcess;
const here = (...args: string[]): Promise<Finished> => runCommand(args, localTo(server));

beforeAll(async () => {
  server = new ServerProcess();
  server.addService('web', {}, '#!/bin/sh\n');
  server.addService('broken', { steps: 7 }, '#!/bin/sh\n');
  await here('migrate');
});
afterAll(() => server[Symbol.asyncDispose]());

/** The directory's, in the order of their numbers. */
const migrations = fs
  .readdirSync(path.resolve(import.meta.dirname, '../../../migrations'))
  .map((file) => path.basename(file, '.ts'))
  .sort();

test('migrate --check fails while a migration is missing and changes nothing', async () => {
  await using fresh = new ServerProcess();
  const env = localTo(fresh);

  const before = await runCommand(['migrate', '--check'], env);
  const again = await runCommand(['migrate', '--check'], env);
  const applied = await runCommand(['migrate'], env);
  const after = await runCommand(['migrate', '--check'], env);

  expect(before).toMatchObject({ code: 1, stdout: migrations.map((name) => `pending ${name}\n`).join('') });
  expect(again.code).toBe(1);
  expect(applied).toMatchObject({ code: 0, stdout: migrations.map((name) => `applied ${name}\n`).join('') });
  expect(after).toMatchObject({ code: 0, stdout: '' });
});

test('sync says what it found and fails while a service cannot be deployed', async () => {
  const first = await here('sync');
  const json = await here('sync', '--json');

  expect(first.code).toBe(1);
  expect(first.stdout).toMatch(/^added broken\nadded web\ninvalid broken: .*steps.*\nunchanged 0\n$/);
  expect(json.code).toBe(1);
  expect(JSON.parse(json.stdout)).toMatchObject({
    added: [],
    invalid: [{ name: 'broken', problems: [{ severity: 'BLOCKS' }] }],
    unchangedCount: 2,
  });
});

test('sync refuses to archive most services unless it is forced', async () => {
  for (const name of ['a', 'b', 'c']) server.addService(name, {}, '#!/bin/sh\n');
  await here('sync');
  for (const name of ['a', 'b', 'c', 'broken']) fs.rmSync(path.join(server.servicesDir, name), { recursive: true });

  const refused = await here('sync');
  const forced = await here('sync', '--force');

  expect(refused).toMatchObject({ code: 7, stdout: '' });
  expect(refused.stderr).toContain('4 of 5 services have no directory any more');
  expect(forced).toMatchObject({
    code: 0,
    stdout: 'archived a\narchived b\narchived broken\narchived c\nunchanged 1\n',
  });
});

test('user create prints nothing but the generated password on stdout', async () => {
  const made = await here('user', 'create', 'ada', '--role', 'operator');
  const again = await here('user', 'create', 'ada', '--role', 'admin');

  expect(made.code).toBe(0);
  expect(made.stdout).toMatch(/^[\w-]{20}\n$/);
  expect(again).toMatchObject({ code: 0, stdout: '' });
  expect(again.stderr).toContain('user ada exists');
});

test('user create takes the password from standard input', async () => {
  const args = ['user', 'create', 'bob', '--password-stdin'];

  const short = await runCommand(args, localTo(server), 'short\n');
  const made = await runCommand(args, localTo(server), 'long enough\n');

  expect(short).toMatchObject({ code: 7, stderr: 'password: must have at least 8 characters\n' });
  expect(made).toMatchObject({ code: 0, stdout: '' });
});

test('a command that started the database leaves none running', async () => {
  await here('sync');

  expect(await attachEmbedded(server.dataDir)).toBeNull();
});

test('commands work through the database of the server that runs', async () => {
  await using running = new ServerProcess();
  await running.start();

  const made = await runCommand(['user', 'create', 'eve'], localTo(running));

  const connection = await attachEmbedded(running.dataDir);
  if (connection === null) throw new Error('the server stopped');
  expect(made.code).toBe(0);
  expect(await query(connection, `select role from users where name = 'eve'`)).toEqual([{ role: 'VIEWER' }]);
});

test('a running server tells its people at once what a sync by command changed', async () => {
  await using running = new ServerProcess();
  for (const name of ['a', 'b', 'c', 'd']) running.addService(name, {}, '#!/bin/sh\n');
  const { url, signInCode } = await running.start();
  const api = await ApiClient.signInOnce(url, signInCode ?? '');
  const { server: position } = await api.request<{ server: { after: string } }>('{ server { after: activityCursor } }');
  const changes = subscribe(api, activity, position, new AbortController().signal);
  await api.start('d');
  await untilFinished(changes); // from here on nothing but the sync can be news

  for (const name of ['a', 'b', 'c']) fs.rmSync(path.join(running.servicesDir, name), { recursive: true });
  const { code } = await runCommand(['sync', '--force'], localTo(running));

  expect(code).toBe(0);
  expect(await nextArchived(changes)).toEqual(['a', 'b', 'c']);
  await changes.return();
});

test('a database that cannot be reached is one message without a stack', async () => {
  const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', FASTDEPLOY_DEPLOY_USER: 'none' };

  const { code, stderr } = await runCommand(['sync'], env);

  expect(code).toBe(1);
  expect(stderr).toMatch(/^The database of DATABASE_URL cannot be reached: .*ECONNREFUSED.*\n$/);
});

type Change = { deployment?: { finished: boolean }; service?: { name: string; state: string } };

const activity: TypedDocument<{ activity: Change }, { after: string }> = {
  text: `subscription ($after: String) { activity(after: $after) {
    ... on DeploymentChanged { deployment { finished } } ... on ServiceChanged { service { name state } } } }`,
};

async function untilFinished(changes: AsyncGenerator<{ activity: Change }, void, void>): Promise<void> {
  while (!(await changes.next()).value?.activity.deployment?.finished);
}

async function nextArchived(changes: AsyncGenerator<{ activity: Change }, void, void>): Promise<string[]> {
  const names: string[] = [];
  while (names.length < 3) {
    const { service } = (await changes.next()).value?.activity ?? {};
    if (service?.state === 'ARCHIVED') names.push(service.name);
  }
  return names.sort();
}
