import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nobody, system } from '../../../server/access/viewer.ts';
import { UnauthenticatedError } from '../../../server/errors.ts';
import type { Check, CheckCode } from '../../../server/operations/check.ts';
import { checkVersion } from '../../../server/operations/check-database.ts';
import { checkDisk, checkNode, checkSandbox } from '../../../server/operations/check-host.ts';
import { type DoctorDeps, examine } from '../../../server/operations/doctor.ts';
import { createTestDatabase, query, type TestDatabase } from '../../helpers/database.ts';
import { createTemporaryDirectory, type TemporaryDirectory } from '../../helpers/directory.ts';
import { writeService } from '../../helpers/services.ts';
import { mayInstallSudoers, SudoMachine } from '../runner/sudo-machine.ts';

let directory: TemporaryDirectory;
let database: TestDatabase;
let servicesDir: string;

beforeEach(async () => {
  directory = await createTemporaryDirectory(0o755);
  database = await createTestDatabase();
  servicesDir = path.join(directory.path, 'services');
  await writeService(servicesDir, 'web');
});
afterEach(async () => {
  await database[Symbol.asyncDispose]();
  await directory[Symbol.asyncDispose]();
});

function examined(more: Partial<DoctorDeps['config']> = {}, deps: Partial<DoctorDeps> = {}, service?: string) {
  const config = {
    ...{ servicesDir, dataDir: directory.path, configDir: directory.path, deployUser: null, strictSudo: false },
    ...{ pathForDeploy: process.env.PATH ?? '', ...more },
  };
  return examine({ config, database: database.connection, serverPid: process.pid, ...deps }, system, { service });
}
const about = (checks: Check[], code: CheckCode): Check[] => checks.filter((check) => check.code === code);

it('finds nothing wrong where nothing is, and leaves nothing behind', async () => {
  const before = await readdir(directory.path);

  const checks = await examined();

  expect(checks.filter(({ state, code }) => state !== 'PASS' && code !== 'DISK')).toEqual([]);
  expect(checks.map(({ code }) => code)).toEqual([
    ...['DATABASE', 'MIGRATIONS', 'DEPLOY_USER', 'CONFIG_DIRECTORY', 'SANDBOX', 'DISK', 'NODE'],
    ...['SERVICES_DIRECTORY', 'SERVICE_CONFIG', 'SERVICE_SCRIPT'],
  ]);
  expect(await readdir(directory.path)).toEqual(before);
});

it('tells nobody who is not signed in', async () => {
  const { connection } = database;
  const config = { servicesDir, dataDir: '/', configDir: '/', deployUser: null, strictSudo: false, pathForDeploy: '' };

  await expect(examine({ config, database: connection, serverPid: 1 }, nobody)).rejects.toThrow(UnauthenticatedError);
});

describe('says what is wrong and what to do when', () => {
  it('there is no services directory', async () => {
    await rm(servicesDir, { recursive: true });

    expect(about(await examined(), 'SERVICES_DIRECTORY')).toMatchObject([
      {
        state: 'FAIL',
        message: `${servicesDir} does not exist`,
        hint: expect.stringContaining('FASTDEPLOY_SERVICES_DIR'),
      },
    ]);
  });

  it('a directory cannot be a service', async () => {
    await mkdir(path.join(servicesDir, '-x'));

    expect(about(await examined(), 'SERVICES_DIRECTORY')).toMatchObject([{ state: 'PASS' }, { state: 'WARN' }]);
  });

  it('a config.json is not JSON, and goes on with the others', async () => {
    await writeService(servicesDir, 'wiki');
    await writeFile(path.join(servicesDir, 'web/config.json'), '{\n  nothing');

    expect(about(await examined(), 'SERVICE_CONFIG')).toMatchObject([
      { state: 'FAIL', service: 'web', message: expect.stringContaining('line 2') },
      { state: 'PASS', service: 'wiki' },
    ]);
  });

  it('a key of config.json is ignored', async () => {
    await writeService(servicesDir, 'web', { config: { group: 7 } });

    expect(about(await examined(), 'SERVICE_CONFIG')).toMatchObject([{ state: 'WARN', service: 'web' }]);
  });

  it('a script is not executable, or not there', async () => {
    await chmod(path.join(servicesDir, 'web/deploy.sh'), 0o644);
    expect(about(await examined(), 'SERVICE_SCRIPT')).toMatchObject([
      { state: 'FAIL', hint: expect.stringContaining('chmod +x') },
    ]);

    await rm(path.join(servicesDir, 'web/deploy.sh'));
    expect(about(await examined(), 'SERVICE_SCRIPT')).toMatchObject([{ state: 'FAIL' }]);
  });

  it('a required command is missing', async () => {
    await writeService(servicesDir, 'web', { config: { requires: ['sh'] } });
    expect(about(await examined(), 'SERVICE_COMMANDS')).toMatchObject([{ state: 'PASS', message: 'sh: on PATH' }]);

    await writeService(servicesDir, 'web', { config: { requires: ['no-such-command'] } });
    expect(about(await examined(), 'SERVICE_COMMANDS')).toMatchObject([{ state: 'FAIL', service: 'web' }]);
  });

  it('there is no such deploy user', async () => {
    expect(about(await examined({ deployUser: 'no-such-user' }), 'DEPLOY_USER')).toMatchObject([
      { state: 'FAIL', hint: expect.stringContaining('useradd') },
    ]);
  });

  it('the directory of config files is not there, or is no directory', async () => {
    const missing = path.join(directory.path, 'missing');
    expect(about(await examined({ configDir: missing }), 'CONFIG_DIRECTORY')).toMatchObject([{ state: 'FAIL' }]);

    await symlink('/dev/null', missing);
    expect(about(await examined({ configDir: missing }), 'CONFIG_DIRECTORY')).toMatchObject([{ state: 'FAIL' }]);
  });

  it.runIf(process.getuid?.() === 0)('the deploy user may not enter the directory of config files', async () => {
    const closed = path.join(directory.path, 'closed');
    await mkdir(closed, { mode: 0o700 });

    expect(about(await examined({ configDir: closed, deployUser: 'nobody' }), 'CONFIG_DIRECTORY')).toMatchObject([
      { state: 'FAIL', message: `nobody may not enter ${closed}` },
    ]);
    expect((await stat(closed)).mode & 0o777).toBe(0o700);
    expect(await readdir(closed)).toEqual([]);
  });

  it('the database does not answer', async () => {
    const connection = { ...database.connection, dbName: 'no-such-database' };

    expect(about(await examined({}, { database: connection }), 'DATABASE')).toMatchObject([
      { state: 'FAIL', hint: expect.stringContaining('DATABASE_URL') },
    ]);
  });

  it('a migration is missing', async () => {
    await query(database.connection, `delete from fastdeploy_migrations where name = '0006-deployed-services'`);

    expect(about(await examined(), 'MIGRATIONS')).toMatchObject([
      {
        state: 'FAIL',
        message: 'missing: 0006-deployed-services',
        hint: expect.stringContaining('fastdeploy migrate'),
      },
    ]);
  });

  it('PostgreSQL or Node is too old', () => {
    expect([checkVersion('13.2'), checkVersion('14.0'), checkNode('22.1.0'), checkNode('24.0.0')]).toMatchObject(
      ['FAIL', 'PASS', 'FAIL', 'PASS'].map((state) => ({ state })),
    );
  });

  it('the disk is nearly full', () => {
    expect(checkDisk('/', () => ({ freeBytes: 1024 ** 3, low: true }))).toMatchObject({
      state: 'FAIL',
      message: '1.0 GiB free where / is: no deployment starts',
    });
  });

  it('the server may gain no privileges', async () => {
    const sandboxed = spawn('setpriv', ['--no-new-privs', 'sleep', '60'], { stdio: 'ignore' });
    await once(sandboxed, 'spawn');
    try {
      await expect.poll(() => checkSandbox(sandboxed.pid ?? 0, null).state, { timeout: 10_000 }).toBe('WARN');
    } finally {
      sandboxed.kill('SIGKILL');
    }
    expect(checkSandbox(process.pid, null).state).toBe('PASS');
  });
});

it('looks at one service alone when it is asked for one', async () => {
  await writeService(servicesDir, 'wiki');

  expect((await examined({}, {}, 'web')).map(({ code, service }) => [code, service])).toEqual([
    ['SERVICE_CONFIG', 'web'],
    ['SERVICE_SCRIPT', 'web'],
  ]);
  expect(await examined({}, {}, 'nothing')).toMatchObject([
    { code: 'SERVICE_CONFIG', state: 'FAIL', service: 'nothing' },
  ]);
});

describe.runIf(mayInstallSudoers)('on a machine with sudo', () => {
  const ask = (machine: SudoMachine): Check[] =>
    machine.ask('operations/programs/check-host.ts', machine.services, machine.deploy, machine.configDir) as Check[];
  const states = (checks: Check[], code: CheckCode) => about(checks, code).map(({ state }) => state);

  it('says whether sudo starts the script, and who can read its config file', { timeout: 60_000 }, async () => {
    using machine = new SudoMachine();
    await writeFile(path.join(machine.services, 'web/config.json'), '{}');
    const right = ask(machine);
    expect(states(right, 'SUDO_RULE')).toEqual(['PASS']);
    expect(states(right, 'CONFIG_DIRECTORY')).toEqual(['PASS']);
    expect(states(right, 'SANDBOX')).toEqual(['PASS']);
    // The rule of this machine names a helper elsewhere: the one that is asked for is not allowed.
    expect(states(right, 'STOP_RULE')).toEqual(['WARN']);

    machine.allow({ without: 'deploy.sh' });

    const [refused] = about(ask(machine), 'SUDO_RULE');
    expect(refused).toMatchObject({ state: 'FAIL', hint: expect.stringContaining(`NOPASSWD: ${machine.script}`) });
  });
});
