import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Crossing, sudoProblems } from '../../../server/services/sudo-permission.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'fastdeploy-permission-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const crossing = (user: string): Crossing => ({
  ...{ user, script: '/srv/services/web/deploy.sh', label: 'web/deploy.sh', configDir: '/var/tmp' },
  ...{ searchPath: directory, stopHelper: '/usr/local/libexec/fastdeploy-stop' },
});

async function installSudo(script: string): Promise<void> {
  await writeFile(join(directory, 'sudo'), `#!/bin/sh\n${script}\n`);
  await chmod(join(directory, 'sudo'), 0o755);
}

it('a sudo that does not answer is a warning after two seconds, and is asked nothing more', async () => {
  await installSudo(`echo asked >> ${directory}/asked; exec /bin/sleep 600`);
  const began = performance.now();

  const [first, second] = [
    await sudoProblems(crossing('slow'), true),
    await sudoProblems({ ...crossing('slow'), label: 'blog/deploy.sh' }, true),
  ];

  expect(performance.now() - began).toBeLessThan(3900);
  expect(await readFile(join(directory, 'asked'), 'utf8')).toBe('asked\n');
  expect(first).toMatchObject([{ severity: 'WARNS', code: 'SUDO_SILENT', path: 'web/deploy.sh' }]);
  expect(second).toMatchObject([{ severity: 'WARNS', code: 'SUDO_SILENT', path: 'blog/deploy.sh' }]);
});

it('a missing sudo is named as such, and blocks where that is wanted', async () => {
  const missing = { code: 'SUDO_REFUSED', message: 'sudo is not installed' };

  expect(await sudoProblems(crossing('anyone'), false)).toMatchObject([{ ...missing, severity: 'WARNS' }]);
  expect(await sudoProblems(crossing('anyone'), true)).toMatchObject([{ ...missing, severity: 'BLOCKS' }]);
});
