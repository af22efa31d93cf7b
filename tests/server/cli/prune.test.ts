import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { attachEmbedded } from '../../../server/db/embedded.ts';
import { ApiClient } from '../../helpers/api-client.ts';
import { query } from '../../helpers/database.ts';
import { ServerProcess } from '../../helpers/server-process.ts';
import { until } from '../../helpers/until.ts';
import { localTo, runCommand } from './command.ts';

test('prune says what it would remove and then removes just that, without a server', { timeout: 60_000 }, async () => {
  await using server = new ServerProcess();
  const old = path.join(server.dataDir, 'runs', randomUUID());
  await runCommand(['migrate'], localTo(server));
  fs.mkdirSync(old, { recursive: true });
  fs.writeFileSync(path.join(old, 'spec.json.1'), 'x'.repeat(2_000));
  const longAgo = new Date('2020-01-01');
  for (const each of [path.join(old, 'spec.json.1'), old]) fs.utimesSync(each, longAgo, longAgo);
  const here = (...args: string[]) => runCommand(['prune', ...args], localTo(server));

  const promised = await here('--dry-run');
  const wasThere = fs.existsSync(old);
  const done = await here('--json', '--log-days', '0');

  expect(promised).toMatchObject({
    code: 0,
    stdout: [
      'would remove the log of 0 deployments (0 B)',
      'would remove 0 expired tokens',
      'would remove 1 run directory (2.0 kB)',
      'would remove 0 config files\n',
    ].join('\n'),
  });
  expect(wasThere).toBe(true);
  expect(JSON.parse(done.stdout)).toEqual({
    dryRun: false,
    database: { logs: { deployments: 0, bytes: 0 }, tokens: 0 },
    runDirectories: { count: 1, bytes: 2_000 },
    configFiles: { count: 0, bytes: 0 },
  });
  expect(fs.existsSync(old)).toBe(false);
});

test('a number of days that is none is a mistake in the command', async () => {
  expect(await runCommand(['prune', '--log-days', '9d'])).toMatchObject({
    code: 2,
    stderr: '--log-days must be a whole number of days, got "9d"\n',
  });
});

test('logs of a log that was removed is refused with 7 and says so', { timeout: 60_000 }, async () => {
  await using server = new ServerProcess();
  server.addService('web', {}, '#!/bin/sh\necho hello\n');
  const { url, signInCode } = await server.start();
  const api = await ApiClient.signInOnce(url, signInCode ?? '');
  const id = await api.start('web');
  await until('it has ended', async () => (await api.deployment(id)).finished);
  const connection = await attachEmbedded(server.dataDir);
  if (connection === null) throw new Error('the server stopped');
  await query(connection, 'update deployments set log_removed_at = now()');

  const plain = await runCommand(['logs', id], localTo(server));
  const followed = await runCommand(['logs', id, '--follow'], localTo(server));

  for (const { code, stdout, stderr } of [plain, followed])
    expect({ code, stdout, stderr }).toEqual({
      ...{ code: 7, stdout: '' },
      stderr: expect.stringMatching(/^The log was removed at 20.* because of its age\.\n$/),
    });
});
