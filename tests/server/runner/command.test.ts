import fc from 'fast-check';
import { expect, it } from 'vitest';
import { buildCommand } from '../../../server/runner/command.ts';

const input = {
  script: '/srv/services/web/deploy.sh',
  configFile: '/var/tmp/fastdeploy-1.json',
  path: '/usr/bin:/bin',
  inherited: {},
};

it('a deploy user is reached through sudo, which never asks', () => {
  expect(buildCommand({ ...input, user: 'deploy' }).argv).toEqual([
    'sudo',
    '-n',
    '-u',
    'deploy',
    '/srv/services/web/deploy.sh',
    '--config',
    '/var/tmp/fastdeploy-1.json',
  ]);
});

it('without a user the script is the command', () => {
  expect(buildCommand({ ...input, user: null }).argv).toEqual([
    '/srv/services/web/deploy.sh',
    '--config',
    '/var/tmp/fastdeploy-1.json',
  ]);
});

it('the environment holds nothing of the server but what a script needs', () => {
  const inherited = { HOME: '/home/fd', LANG: 'de_DE.UTF-8', SSH_AUTH_SOCK: '/run/agent', DATABASE_URL: 'secret' };

  expect(buildCommand({ ...input, user: null, inherited }).env).toEqual({
    PATH: '/usr/bin:/bin',
    HOME: '/home/fd',
    LANG: 'de_DE.UTF-8',
    DEPLOY_CONFIG_FILE: '/var/tmp/fastdeploy-1.json',
    SSH_AUTH_SOCK: '/run/agent',
  });
});

it('an environment without settings still has a home and a language, and no agent', () => {
  expect(buildCommand({ ...input, user: null }).env).toEqual({
    PATH: '/usr/bin:/bin',
    HOME: '/',
    LANG: 'C.UTF-8',
    DEPLOY_CONFIG_FILE: '/var/tmp/fastdeploy-1.json',
  });
});

it('a hostile path stays one argument', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (script) => {
      const { argv } = buildCommand({ ...input, script, user: 'deploy' });
      expect(argv).toHaveLength(7);
      expect(argv[4]).toBe(script);
    }),
  );
});
