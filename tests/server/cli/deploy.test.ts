import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attachEmbedded } from '../../../server/db/embedded.ts';
import { ApiClient } from '../../helpers/api-client.ts';
import { query } from '../../helpers/database.ts';
import { ServerProcess } from '../../helpers/server-process.ts';
import { says, waitsFor, writeService } from '../../helpers/services.ts';
import { until } from '../../helpers/until.ts';
import { type Finished, localTo, runCommand, startCommand } from './command.ts';

let server: ServerProcess;
let api: ApiClient;
let gate: string;
const here = (...args: string[]): Promise<Finished> => runCommand(args, localTo(server));

beforeAll(async () => {
  server = new ServerProcess();
  gate = path.join(server.directory, 'gate');
  const add = (name: string, script: string, config = {}) => writeService(server.servicesDir, name, { script, config });
  await add(
    'good',
    `${says('Build', 'running')}; echo out; echo err >&2; ${says('Build', 'success', { message: 'built' })}`,
  );
  await add('bad', `${says('Build', 'failure', { message: 'no disk' })}; exit 3`);
  await add('slow', `echo begun; ${waitsFor(gate)}; echo done`);
  await add('late', 'sleep 60', { timeout_seconds: 1 });
  await add('typed', 'cat "$2"', {
    parameters: {
      type: 'object',
      properties: { replicas: { type: 'integer' }, key: { type: 'string' } },
      required: ['key'],
    },
  });
  const { url, signInCode } = await server.start();
  api = await ApiClient.signInOnce(url, signInCode ?? '');
});
afterAll(() => server[Symbol.asyncDispose]());

test('follows to the end: one line a change on stderr, the id alone on stdout', async () => {
  const { code, stdout, stderr } = await here('deploy', 'good');

  expect(code).toBe(0);
  expect(stdout).toMatch(/^dep_\d+\n$/);
  expect(stderr.replaceAll(/\d\d:\d\d:\d\d/g, 'T').replaceAll(/\(.*?s\)/g, '(D)')).toBe(
    `good #${stdout.slice(4, -1)} ${api.url}/deployments/${stdout.slice(4, -1)}\n` +
      'T QUEUED\nT RUNNING\nT ▸ Build\nT ✓ Build (D) built\nT SUCCESS (D)\n',
  );
});

test('--log prints the lines of the script on stdout, without its step events', async () => {
  const { stdout } = await here('deploy', 'good', '--log');

  expect(stdout.split('\n').sort()).toEqual(['', 'err', 'out']);
});

test('--json prints each event and the result, and nothing else on stdout', async () => {
  const { code, stdout } = await here('deploy', 'bad', '--json');

  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(code).toBe(1);
  expect(lines.slice(0, -1).every((event, index) => event.after === (lines[index - 1]?.seq ?? 0))).toBe(true);
  expect(lines.at(-1)).toMatchObject({ type: 'result', state: 'FAILURE', exitCode: 3 });
});

test.each([
  ['FAILURE', 1, ['bad']],
  ['TIMED_OUT', 5, ['late']],
])('the exit code of %s is %i', async (state, expected, args) => {
  const { code, stderr } = await here('deploy', ...args);

  expect(code).toBe(expected);
  expect(stderr).toContain(state);
});

test('the exit code of CANCELED is 3', async () => {
  const command = startCommand(['deploy', 'slow'], localTo(server));
  const id = await until('it is started', () => /dep_\d+/.exec(command.stdout)?.[0]);

  await api.request('mutation ($id: ID!) { cancelDeployment(input: { id: $id, reason: "enough" }) { __typename } }', {
    id,
  });

  const { code, stderr } = await command.finished;
  expect(code).toBe(3);
  expect(stderr).toContain('enough');
});

test.each([
  ['an unknown service', ['nowhere'], 'There is no service nowhere'],
  ['a parameter that breaks the rules', ['typed', 'replicas=many', 'key=k'], 'replicas'],
  ['a parameter that is missing', ['typed'], 'key'],
])('%s is refused with 7 and says why', async (_what, args, message) => {
  const { code, stdout, stderr } = await here('deploy', ...args);

  expect(code).toBe(7);
  expect(stdout).toBe('');
  expect(stderr).toContain(message);
});

test('parameters reach the script with the types that the service declares', async () => {
  const { stdout } = await here('deploy', 'typed', 'replicas=3', '--param', 'key=07', '--log');

  expect(JSON.parse(stdout)).toMatchObject({ parameters: { replicas: 3, key: '07' } });
});

test('revision, note and origin are kept with the deployment', async () => {
  const { stdout } = await here('deploy', 'good', '--ref', 'main', '--sha', 'abc', '--note', 'because', '--detach');

  const { deployment } = await api.request<{ deployment: unknown }>(
    'query ($id: ID!) { deployment(id: $id) { origin note revision { ref sha } actor { label } } }',
    { id: stdout.trim() },
  );
  expect(deployment).toEqual({
    ...{ origin: 'cli', note: 'because', revision: { ref: 'main', sha: 'abc' }, actor: { label: 'admin' } },
  });
});

test('the same idempotency key follows the deployment that it started before', async () => {
  const first = await here('deploy', 'good', '--idempotency-key', 'build 7');
  const second = await here('deploy', 'good', '--idempotency-key', 'build 7');

  expect(second).toMatchObject({ code: 0, stdout: first.stdout });
});

test('--timeout and Ctrl-C leave the run alone and say how to look at it', async () => {
  await rm(gate, { force: true });
  const timed = await here('deploy', 'slow', '--timeout', '0.5s');
  const command = startCommand(['logs', timed.stdout.trim(), '--follow'], localTo(server));
  await until('the log is shown', () => command.stdout.includes('begun'));

  command.child.kill('SIGINT');
  const interrupted = await command.finished;
  await writeFile(gate, '');
  const log = await here('logs', timed.stdout.trim(), '--follow');

  expect(timed.code).toBe(124);
  expect(timed.stderr).toContain(`fastdeploy logs ${timed.stdout.trim().slice(4)} --follow`);
  expect(interrupted.code).toBe(130);
  expect(log).toMatchObject({ code: 0, stdout: 'begun\ndone\n' });
});

test('a command with a token that is none is told so with 4', async () => {
  const env = { FASTDEPLOY_URL: api.url, FASTDEPLOY_TOKEN: 'fd_session_nobody' };

  const stranger = await runCommand(['deploy', 'good'], env);
  const known = await runCommand(['deploy', 'good', '--detach'], { ...env, FASTDEPLOY_TOKEN: api.token });

  expect(stranger).toMatchObject({ code: 4, stdout: '' });
  expect(known.code).toBe(0);
});

test('without a token the server must be the one of this data directory', async () => {
  const { code, stderr } = await here('deploy', 'good', '--url', 'https://deploy.example.com');

  expect(code).toBe(4);
  expect(stderr).toContain('FASTDEPLOY_TOKEN');
});

test('the session made for a command ends with it, a token that was given does not', async () => {
  await here('deploy', 'good');
  await runCommand(['deploy', 'good'], { ...localTo(server), FASTDEPLOY_TOKEN: api.token });

  const connection = await attachEmbedded(server.dataDir);
  if (connection === null) throw new Error('the server stopped');
  const sql = `select label, bool_and(revoked_at is not null) as ended from tokens where kind = 'SESSION' group by 1 order by 1`;
  expect(await query(connection, sql)).toEqual([
    { label: 'command line', ended: true },
    { label: 'one-time link', ended: false },
  ]);
});

test('a server that does not answer for long enough is 8, and the outcome unknown', async () => {
  const env = { FASTDEPLOY_URL: 'http://127.0.0.1:1', FASTDEPLOY_TOKEN: 'fd_session_x' };

  const { code, stderr } = await runCommand(['deploy', 'good', '--patience', '0.3s'], env);

  expect(code).toBe(8);
  expect(stderr).toContain('did not answer for 0.3s');
});

test('where no server runs the command says so at once', async () => {
  await using nothing = new ServerProcess();

  const { code, stderr } = await runCommand(['deploy', 'good'], localTo(nothing));

  expect(code).toBe(8);
  expect(stderr).toContain('No server runs on');
});
