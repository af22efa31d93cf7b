import { chmod, chown, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scriptOwnershipProblem } from '../../../server/services/script-ownership.ts';
import { openTestCore, type TestCore } from '../../helpers/core.ts';

const stranger = { uid: 54_321, gids: [54_322] };
const isRoot = process.getuid?.() === 0;
const isRequired = (process.env.FASTDEPLOY_TEST_REQUIRE ?? '').split(',').includes('sudo');

describe.runIf(isRoot || isRequired)('a script', () => {
  let root: string;
  let services: string;
  let script: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'fastdeploy-ownership-'));
    await chmod(root, 0o755);
    services = join(root, 'services');
    script = join(services, 'web/deploy.sh');
    await mkdir(join(services, 'web'), { recursive: true });
    await writeFile(script, '#!/bin/sh\n', { mode: 0o755 });
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const problem = async (strict = true) => scriptOwnershipProblem(script, 'web/deploy.sh', stranger, strict, services);

  it('that belongs to root, in directories of root, is safe', async () => {
    expect(await problem()).toBeNull();
  });

  it.each<[string, string, (place: string) => Promise<void>]>([
    ['deploy.sh', 'belongs to it', (place) => chown(place, stranger.uid, 0)],
    ['deploy.sh', 'is writable by everybody', (place) => chmod(place, 0o757)],
    [
      'deploy.sh',
      'is writable by its group',
      async (place) => {
        await chown(place, 0, 54_322);
        await chmod(place, 0o775);
      },
    ],
    ['.', 'belongs to it', (place) => chown(place, stranger.uid, 0)],
    ['..', 'is writable by everybody', (place) => chmod(place, 0o777)],
    ['../..', 'belongs to it', (place) => chown(place, stranger.uid, 0)],
  ])('is unsafe when %s %s', async (relative, reason, change) => {
    const place = join(services, 'web', relative);
    await change(place);

    expect(await problem()).toMatchObject({
      severity: 'BLOCKS',
      code: 'SCRIPT_UNSAFE',
      message: `the server's user could change what runs as the deploy user: ${place} ${reason}`,
      hint: expect.stringContaining(`sudo chown root:root ${place}`),
    });
    expect(await problem(false)).toMatchObject({ severity: 'WARNS', code: 'SCRIPT_UNSAFE' });
  });

  it('is unsafe when the place that a link leads to is', async () => {
    const elsewhere = join(root, 'elsewhere');
    await mkdir(elsewhere);
    await rename(script, join(elsewhere, 'deploy.sh'));
    await chown(elsewhere, stranger.uid, 0);
    await symlink(join(elsewhere, 'deploy.sh'), script);

    expect(await problem()).toMatchObject({ message: expect.stringContaining(`${elsewhere} belongs to it`) });
  });

  it('must be no link itself', async () => {
    await rename(script, join(root, 'real.sh'));
    await symlink(join(root, 'real.sh'), script);

    expect(await problem()).toMatchObject({ message: expect.stringMatching(`^${script} is a symbolic link`) });
  });

  it('must not be reached through a linked directory of the services directory', async () => {
    await rename(join(services, 'web'), join(root, 'web'));
    await symlink(join(root, 'web'), join(services, 'web'));

    expect(await problem()).toMatchObject({ message: expect.stringMatching(`^${services}/web is a symbolic link`) });
  });
});

describe.runIf(isRoot || isRequired)('looked at again just before the start', () => {
  const deployed = { services: { web: { script: 'echo ran' } }, identity: stranger };
  /** What nobody watches: a directory above the services directory. */
  const loosen = async (core: TestCore): Promise<string> => {
    const above = join(core.servicesDir, '..');
    await chmod(above, 0o777);
    return above;
  };

  it('a script that became unsafe meanwhile ends its run as FAILURE with the reason, and never runs', async () => {
    const env = { FASTDEPLOY_STRICT_SUDO: '1', FASTDEPLOY_DEPLOY_USER: 'root' };
    await using core = await openTestCore({ ...deployed, env });
    const above = await loosen(core);

    const deployment = await core.run('web');

    expect(deployment).toMatchObject({
      state: 'FAILURE',
      reason: `the run could not be started: the server's user could change what runs as the deploy user: ${above} is writable by everybody`,
    });
    expect(await core.logText(deployment.id)).not.toContain('ran');
    expect((await core.stepsOf(deployment.id)).map(({ state }) => state)).toContain('FAILURE');
  });

  it('runs where the rules are not strict', async () => {
    await using core = await openTestCore({ ...deployed, env: { FASTDEPLOY_DEPLOY_USER: 'root' } });
    await loosen(core);

    expect(await core.run('web')).toMatchObject({ state: 'SUCCESS' });
  });
});

describe.runIf(isRoot || isRequired)('sudo that refuses', () => {
  it('ends the deployment as FAILURE with its own words, and with a failed step', async () => {
    await using core = await openTestCore({
      services: { web: { script: 'echo ran', config: { user: 'no-such-user' } } },
    });

    const deployment = await core.run('web');

    expect(deployment).toMatchObject({ state: 'FAILURE', exitCode: 1 });
    expect(deployment.reason).toMatch(/^sudo: unknown user:? no-such-user.*\(exit code 1\)$/);
    expect(await core.logText(deployment.id)).not.toContain('ran');
    expect(await core.stepsOf(deployment.id)).toMatchObject([
      { state: 'FAILURE', message: expect.stringMatching(/^deployment failed: sudo: /) },
    ]);
  });
});
