import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSpec } from '../../server/deployments/launch.ts';
import { parseManifest } from '../../server/services/manifest.ts';
import { ApiClient } from '../helpers/api-client.ts';
import { bearer, startApp, type TestApp } from '../helpers/app.ts';
import { writeService } from '../helpers/services.ts';
import { openSocket } from '../helpers/socket.ts';
import { until } from '../helpers/until.ts';

let app: TestApp;
let token: string;
let api: ApiClient;
const seen = (name: string): string => path.join(app.directory, name);
beforeAll(async () => {
  app = await startApp();
  token = await app.signIn();
  api = new ApiClient(app.url, token);
  const script = `tr '\\0' '\\n' < /proc/$$/cmdline > '${seen('argv')}'; cp "$2" '${seen('config')}'`;
  await writeService(path.join(app.directory, 'services'), 'web', { script });
  await api.request('mutation { syncServices { __typename } }');
});
afterAll(() => app[Symbol.asyncDispose]());

const document = `mutation ($input: StartDeploymentInput!) { startDeployment(input: $input) {
  ... on StartDeploymentSuccess { deployment { id origin note actor { kind label } } } ... on Error { message } } }`;
type Started = { startDeployment: { deployment: { id: string; origin: string; note: string; actor: object } } };

/** Text as an attacker writes it: pieces that mean something to a shell, to sudo, to options and to files. */
const hostile = (canary: string): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        fc.constantFrom(`$(touch ${canary})`, `\`touch ${canary}\``, `; touch ${canary};`, `| touch ${canary}`),
        fc.constantFrom(
          '--config',
          '-u root',
          '@/etc/passwd',
          '&&',
          '\n',
          '"',
          "'",
          '\\',
          '../',
          '%s',
          '$IFS',
          '*',
          '~',
        ),
        fc.string({ unit: 'grapheme', maxLength: 4 }).filter((text) => !text.includes('\0')),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((parts) => parts.join(''));

test('1,000 hostile strings as parameters, origin and note reach the script as data alone: argv stays, no canary sings', {
  timeout: 60_000,
}, async () => {
  const canary = seen('canary');
  const strings = fc.sample(hostile('c'), 1_000);
  const near = fc.sample(hostile(canary), 100);
  const short = fc.sample(hostile('c'), 1)[0] ?? '';
  const parameters = { list: strings, near, [`$(touch ${canary})`]: '; id', '--config': '/etc/passwd' };
  const [origin, note] = [
    `$(touch c)${short}`.slice(0, 63).toWellFormed(),
    near.join('\n').slice(0, 4_000).toWellFormed(),
  ];

  const { startDeployment } = await api.request<Started>(document, {
    input: { service: 'web', parameters, origin, note, revision: { ref: `$(touch ${canary})`, sha: '`id`' } },
  });
  await until('it has ended', async () => (await api.deployment(startDeployment.deployment.id)).finished, 30_000);

  const argv = (await readFile(seen('argv'), 'utf8')).trimEnd().split('\n');
  expect(argv).toEqual([
    '/bin/sh',
    seen('services/web/deploy.sh'),
    '--config',
    expect.stringMatching(new RegExp(`^${app.directory}/fastdeploy-[0-9a-f-]{36}\\.json$`)),
  ]);
  expect(JSON.parse(await readFile(seen('config'), 'utf8'))).toMatchObject({
    parameters,
    context: { env: parameters },
  });
  expect(startDeployment.deployment).toMatchObject({ origin, note });
  for (const place of [canary, seen('c'), seen('services/c'), 'c']) expect(existsSync(place)).toBe(false);
});

test('argv and environment of a run are the same for 1,000 hostile sets of parameters', () => {
  const { manifest } = parseManifest('web', '{}');
  if (manifest === null) throw new Error('an empty config.json is a service');
  const settings = {
    ...{ runsDir: '/', servicesDir: '/srv/services', configDir: '/var/tmp', pathForDeploy: '/bin', inherited: {} },
    ...{ deployUser: 'deploy', defaultTimeoutSeconds: 0, maxLogBytes: 1, publicUrl: '', callbackUrl: '' },
    ...{ strictSudo: true, identity: null },
  };
  const service = { id: 1, name: 'web', state: 'READY' as const, problems: [], manifest, plannedSteps: [] };
  const claim = { id: 1, runId: '0d9f7a1e', fence: 1, sealedParameters: null, configChanged: false };
  const started = (parameters: Record<string, unknown>) => {
    const script = { scriptPath: '/srv/services/web/deploy.sh', scriptLabel: 'web/deploy.sh' };
    const { argv, env, cwd } = runSpec(settings, { ...claim, parameters, service: { ...service, ...script } });
    return { argv, env, cwd };
  };
  const ordinary = started({});

  fc.assert(
    fc.property(fc.dictionary(hostile('/tmp/canary'), hostile('/tmp/canary')), (parameters) => {
      expect(started(parameters)).toEqual(ordinary);
    }),
    { numRuns: 1_000 },
  );
});

test('who started a deployment is who the token says, whatever headers and input claim', async () => {
  const headers = {
    ...bearer(token),
    'x-forwarded-user': 'mallory',
    'x-remote-user': 'mallory',
    'remote-user': 'mallory',
    'x-user': 'mallory',
  };

  const { data } = await app.ask(document, {
    headers,
    variables: { input: { service: 'web', origin: 'mallory', note: 'by mallory', revision: { ref: 'mallory' } } },
  });

  expect((data as Started).startDeployment.deployment.actor).toEqual({ kind: 'USER', label: 'admin' });
});

test.each(['user', 'userId', 'actor', 'actorLabel', 'viewer', 'createdBy', 'token', 'role'])(
  'a start cannot even name another one: the input has no %s',
  async (name) => {
    const { status, errors } = await app.ask(document, {
      headers: bearer(token),
      variables: { input: { service: 'web', [name]: 'mallory' } },
    });

    expect([status, errors[0]?.message]).toEqual([400, expect.stringContaining(name)]);
  },
);

test('a connection is whose its token is, whatever else its parameters claim', async () => {
  const { say, next, socket } = await openSocket(app.url, { headers: { 'x-forwarded-user': 'admin' } });

  say({ type: 'connection_init', payload: { user: 'admin', userId: 1, role: 'ADMIN', viewer: { role: 'ADMIN' } } });
  await next('connection_ack');
  say({ type: 'subscribe', id: '1', payload: { query: '{ viewer { role } }', extensions: { viewer: 'admin' } } });

  expect((await next('next')).payload).toEqual({ data: { viewer: null } });
  socket.close();
});
