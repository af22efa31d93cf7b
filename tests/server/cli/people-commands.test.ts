import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiClient } from '../../helpers/api-client.ts';
import { ServerProcess } from '../../helpers/server-process.ts';
import { type Finished, localTo, runCommand } from './command.ts';

/** Each test starts several processes, on a machine that may be busy. */
const timeout = 60_000;

let server: ServerProcess;
let url: string;
let admin: ApiClient;
beforeAll(async () => {
  server = new ServerProcess();
  server.addService('web', {}, '#!/bin/sh\n');
  const ready = await server.start();
  url = ready.url;
  admin = await ApiClient.signInOnce(url, ready.signInCode ?? '');
}, timeout);
afterAll(() => server[Symbol.asyncDispose]());

const here = (...args: string[]): Promise<Finished> => runCommand(args, localTo(server));
const as = (token: string, ...args: string[]) => runCommand(args, { FASTDEPLOY_URL: url, FASTDEPLOY_TOKEN: token });

describe('user', { timeout }, () => {
  test('link prints a link that signs in on the running server', async () => {
    await here('user', 'create', 'ada', '--link', '--scope', 'all');

    const { code, stdout } = await here('user', 'link', 'ada');

    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^${url}/sign-in#code=fd_once_[\\w-]{43}\n$`));
    await expect(ApiClient.signInOnce(url, stdout.trim().split('#code=')[1] ?? '')).resolves.toBeInstanceOf(ApiClient);
  });

  test('disable ends sessions at once, enable and passwd let in again', async () => {
    const { stdout: first } = await here('user', 'create', 'bob', '--role', 'operator', '--grant', 'shop-*@live');
    const bob = await ApiClient.signIn(url, 'bob', first.trim());

    const disabled = await here('user', 'disable', 'bob', '--json');
    const during = await bob.request('{ viewer { role } }');
    await here('user', 'enable', 'bob');
    const { stdout: second } = await here('user', 'passwd', 'bob');

    expect(JSON.parse(disabled.stdout)).toMatchObject({
      ...{ name: 'bob', serviceScope: 'SELECTED', grants: [{ service: 'shop-*', environment: 'live' }] },
      ...{ disabledAt: expect.any(String), sessionCount: 0 },
    });
    expect(during).toEqual({ viewer: null });
    await expect(ApiClient.signIn(url, 'bob', first.trim())).rejects.toThrow('wrong');
    await expect(ApiClient.signIn(url, 'bob', second.trim())).resolves.toBeInstanceOf(ApiClient);
  });

  test('list shows people as a table or as JSON', async () => {
    await here('user', 'create', 'carl');

    const table = await here('user', 'list', '--search', 'car');
    const json = await here('user', 'list', '--search', 'car', '--json');

    expect(table.stdout).toMatch(/^NAME +ROLE .*\ncarl +viewer +none +never +0 +0\n$/);
    expect(JSON.parse(json.stdout)).toMatchObject([{ name: 'carl', role: 'VIEWER' }]);
  });

  test('refuses what cannot be, with exit code 7', async () => {
    const last = await here('user', 'disable', 'admin');
    const unknown = await here('user', 'passwd', 'nobody');

    expect(last).toMatchObject({ code: 7, stdout: '', stderr: expect.stringContaining('is the last administrator') });
    expect(unknown).toMatchObject({ code: 7, stderr: expect.stringContaining('There is no user nobody') });
  });
});

describe('token', { timeout }, () => {
  test('create prints nothing but the secret on stdout, which works until it is revoked', async () => {
    const made = await here('token', 'create', '--kind', 'api', '--role', 'viewer', '--label', 'grafana');
    const id = /tok_\d+/.exec(made.stderr)?.[0] ?? '';
    const token = new ApiClient(url, made.stdout.trim());
    const before = await token.request('{ viewer { role } }');

    const revoked = await here('token', 'revoke', id);
    const after = await token.request('{ viewer { role } }');

    expect(made.stdout).toMatch(/^fd_api_[\w-]{43}\n$/);
    expect([before, after]).toEqual([{ viewer: { role: 'VIEWER' } }, { viewer: null }]);
    expect(revoked).toMatchObject({ code: 0, stdout: '', stderr: `${id} (grafana) is revoked\n` });
  });

  test('rotate prints a new secret, and both work for the overlap', async () => {
    const made = await here('token', 'create', '--service', 'web', '--origin', 'ci', '--days', '180', '--json');
    const { id, secret } = JSON.parse(made.stdout);

    const rotated = await here('token', 'rotate', id, '--overlap', '1');
    const kinds = await Promise.all(
      [secret, rotated.stdout.trim()].map((each) => new ApiClient(url, each).request('{ viewer { token { kind } } }')),
    );

    expect(rotated.stderr).toContain(`${id} works until`);
    expect(kinds).toEqual(Array(2).fill({ viewer: { token: { kind: 'SERVICE' } } }));
  });

  test('list shows what works now, with --all also what has ended', async () => {
    const made = await here('token', 'create', '--kind', 'config', '--label', 'backup', '--json');
    const { id, secret } = JSON.parse(made.stdout);
    await here('token', 'revoke', id);

    const active = await here('token', 'list', '--kind', 'config', '--json');
    const all = await here('token', 'list', '--kind', 'config', '--all');

    expect(JSON.parse(active.stdout)).toEqual([]);
    expect(all.stdout).toMatch(new RegExp(`^ID .*\n${id} +config +backup .* revoked by .* at the command line\n$`));
    expect(all.stdout).not.toContain(secret);
  });

  test('commands elsewhere act as the token of the caller, and may no more than that', async () => {
    const made = await as(admin.token, 'token', 'create', '--kind', 'api', '--role', 'viewer', '--label', 'reader');
    const secret = made.stdout.trim();

    const refused = await as(secret, 'token', 'create', '--service', 'web');
    const listed = await as(secret, 'user', 'list');
    const unknown = await as('fd_api_unknown', 'token', 'list');

    expect(made.code).toBe(0);
    expect(refused).toMatchObject({ code: 4, stdout: '', stderr: expect.stringContaining('needs the role OPERATOR') });
    expect([listed.code, unknown.code]).toEqual([4, 4]);
  });

  test('what is wrong with a token is told at once, with exit code 7', async () => {
    const { code, stderr } = await here('token', 'create', '--kind', 'api', '--days', '400');

    expect(code).toBe(7);
    expect(stderr).toContain('expiresInDays: must be from 1 to 365');
    expect(stderr).toContain('role: say which role');
  });
});
