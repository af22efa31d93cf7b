import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Check } from '../../../server/operations/check.ts';
import { ServerProcess } from '../../helpers/server-process.ts';
import { localTo, runCommand } from './command.ts';

test('doctor names what is wrong with a service, with the command that mends it, and fails', {
  timeout: 90_000,
}, async () => {
  await using server = new ServerProcess();
  await server.start();
  server.addService('web', {}, '#!/bin/sh\n');
  const here = (...args: string[]) =>
    runCommand(['doctor', ...args], { ...localTo(server), FASTDEPLOY_CONFIG_DIR: server.directory });
  const before = await here('--service', 'web');
  fs.chmodSync(path.join(server.servicesDir, 'web/deploy.sh'), 0o644);

  const all = await here();
  const asJson = await here('--service', 'web', '--json');

  expect(before).toMatchObject({ code: 0, stdout: expect.stringMatching(/^ok {3}web: config\.json: .*\n/) });
  expect(all).toMatchObject({ code: 1, stderr: '' });
  expect(all.stdout).toContain('FAIL web: Deploy script: ');
  expect(all.stdout).toContain('\n     chmod +x ');
  expect(all.stdout).toMatch(/\d+ passed, \d+ to look at, \d+ failed\n$/);
  const checks: Check[] = JSON.parse(asJson.stdout);
  expect(checks).toMatchObject([{ code: 'SERVICE_CONFIG' }, { code: 'SERVICE_SCRIPT', state: 'FAIL', service: 'web' }]);
});

test('doctor says that the database is away, and still looks at the rest', { timeout: 60_000 }, async () => {
  await using server = new ServerProcess();
  server.addService('web', {}, '#!/bin/sh\n');

  const { code, stdout } = await runCommand(['doctor'], {
    ...localTo(server),
    FASTDEPLOY_CONFIG_DIR: server.directory,
    FASTDEPLOY_DEPLOY_USER: 'none',
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing',
  });

  expect(code).toBe(1);
  expect(stdout).toMatch(/^FAIL Database: it cannot be used: /);
  expect(stdout).toContain('ok   web: config.json: ');
});
