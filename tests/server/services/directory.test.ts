import { chmod, cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ReadOptions, readServiceDirectory, readServices } from '../../../server/services/directory.ts';
import { scriptOwnershipProblem } from '../../../server/services/script-ownership.ts';

const options: ReadOptions = { strictSudo: false, deployUser: null };
let root: string;
let services: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'fastdeploy-directory-'));
  services = join(root, 'services');
  await chmod(root, 0o755);
  await mkdir(services);
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function addService(name: string, config: string, script = 'deploy.sh'): Promise<void> {
  await mkdir(join(services, name), { recursive: true });
  await writeFile(join(services, name, 'config.json'), config);
  await writeFile(join(services, name, script), '#!/bin/sh\n', { mode: 0o755 });
}

const read = (name: string) => readServiceDirectory(services, name, options);
const codes = async (name: string) => (await read(name)).problems.map((problem) => problem.code);

describe('a service that is in order', () => {
  it('is read with hashes, script and plan', async () => {
    await addService('podcast', '{"steps": [{"name": "one"}, {"name": "two"}]}');

    const reading = await read('podcast');

    expect(reading).toMatchObject({
      name: 'podcast',
      config: { steps: [{ name: 'one' }, { name: 'two' }] },
      problems: [],
      scriptPath: join(services, 'podcast/deploy.sh'),
      scriptLabel: 'podcast/deploy.sh',
      plannedSteps: ['one', 'two'],
    });
    expect(reading.configHash).toMatch(/^[0-9a-f]{64}$/);
    expect(reading.scriptHash).toBe('a8076d3d28d21e02012b20eaf7dbf75409a6277134439025f282e368e3305abf');
  });

  it.each([
    ['deploy.py', 'podcast/deploy.py'],
    ['podcast/deploy.py', 'podcast/deploy.py'],
    ['./deploy.py', 'podcast/deploy.py'],
  ])('finds deploy_script %s', async (declared, label) => {
    await addService('podcast', JSON.stringify({ deploy_script: declared }), 'deploy.py');

    expect(await read('podcast')).toMatchObject({
      problems: [],
      scriptLabel: label,
      scriptPath: join(services, 'podcast/deploy.py'),
    });
  });

  it('takes an absolute script as it is, for the path and for what the script is told', async () => {
    const script = join(root, 'elsewhere.sh');
    await writeFile(script, '#!/bin/sh\n', { mode: 0o755 });
    await addService('podcast', JSON.stringify({ deploy_script: script }));

    expect(await read('podcast')).toMatchObject({ problems: [], scriptLabel: script, scriptPath: script });
  });

  it('plans the tasks of its playbook instead of its steps, and its steps when there is no playbook', async () => {
    await writeFile(join(root, 'site.yml'), '- hosts: all\n  tasks: [{name: Install}]\n');
    await addService('with', '{"ansible_playbook": "site.yml", "steps": [{"name": "declared"}]}');
    await addService('without', '{"ansible_playbook": "no.yml", "steps": [{"name": "declared"}]}');

    expect((await read('with')).plannedSteps).toEqual(['Gathering Facts', 'Install']);
    expect(await read('without')).toMatchObject({
      plannedSteps: ['declared'],
      problems: [{ severity: 'WARNS', code: 'PLAYBOOK_MISSING' }],
    });
  });
});

describe('a script that cannot be started', () => {
  it.each(['../other/deploy.sh', 'podcast/../../x.sh', '.', 'podcast/'])('refuses %s', async (declared) => {
    await addService('podcast', JSON.stringify({ deploy_script: declared }));

    expect(await read('podcast')).toMatchObject({ scriptPath: null, problems: [{ code: 'SCRIPT_OUTSIDE' }] });
  });

  it('says what is wrong with it and how to mend it', async () => {
    await addService('podcast', '{}');
    const script = join(services, 'podcast/deploy.sh');

    await chmod(script, 0o644);
    expect(await read('podcast')).toMatchObject({
      problems: [
        { severity: 'BLOCKS', code: 'SCRIPT_NOT_EXECUTABLE', hint: `chmod +x ${script}`, path: 'podcast/deploy.sh' },
      ],
    });
    await rm(script);
    expect(await codes('podcast')).toEqual(['SCRIPT_MISSING']);
    await symlink('gone.sh', script);
    expect(await read('podcast')).toMatchObject({ problems: [{ message: expect.stringContaining('symbolic link') }] });
    await rm(script);
    await mkdir(script);
    expect(await codes('podcast')).toEqual(['SCRIPT_NOT_A_FILE']);
  });

  it('names required commands that are not on PATH, with the hint of the service', async () => {
    const requires = ['sh', { command: 'no-such-command', hint: 'apt install it' }, 'neither-this'];
    await addService('podcast', JSON.stringify({ requires }));

    const { problems } = await readServiceDirectory(services, 'podcast', {
      ...options,
      pathForDeploy: '/bin:/usr/bin',
    });

    expect(problems).toMatchObject([
      {
        severity: 'BLOCKS',
        code: 'COMMAND_MISSING',
        message: 'no-such-command is not installed',
        hint: 'apt install it',
      },
      { severity: 'BLOCKS', code: 'COMMAND_MISSING', message: 'neither-this is not installed' },
    ]);
  });

  it('tells when the server could change it, in the file or in a directory above', async () => {
    await addService('podcast', '{}');
    const script = join(services, 'podcast/deploy.sh');
    const problem = (uid: number, strict = false) =>
      scriptOwnershipProblem(script, 'podcast/deploy.sh', { uid, gids: [] }, strict);
    const stranger = 54_321;

    expect(await problem(stranger)).toBeNull();
    expect(await problem(process.getuid?.() ?? 0)).toMatchObject({
      severity: 'WARNS',
      message: expect.stringContaining(script),
    });
    await chmod(services, 0o777);
    expect(await problem(stranger, true)).toMatchObject({
      severity: 'BLOCKS',
      code: 'SCRIPT_UNSAFE',
      hint: `sudo chown root:root ${services} && sudo chmod go-w ${services}`,
    });
  });
});

describe('a directory with a fault', () => {
  it('is listed and never hides the others', async () => {
    await addService('good', '{}');
    await addService('half-written', '{"steps": [{"na');
    await addService('list', '[]');
    await writeFile(join(services, 'half-written', 'deploy.sh'), '');
    await mkdir(join(services, 'no-config'));
    await mkdir(join(services, 'strange', 'config.json'), { recursive: true });
    await addService('latin-1', '');
    await writeFile(join(services, 'latin-1', 'config.json'), Buffer.from('{"title": "caf\xe9"}', 'latin1'));
    await writeFile(join(services, 'notes.txt'), 'a plain file');
    await mkdir(join(services, '.git'));
    await mkdir(join(services, '_private'));
    await symlink('nowhere', join(services, 'dangling'));

    const reading = await readServices(services, options);

    expect(reading.services.map(({ name, problems }) => [name, ...problems.map(({ code }) => code)])).toEqual([
      ['good'],
      ['half-written', 'CONFIG_NOT_JSON'],
      ['latin-1', 'CONFIG_NOT_JSON'],
      ['list', 'CONFIG_INVALID'],
      ['no-config', 'CONFIG_MISSING'],
      ['strange', 'CONFIG_UNREADABLE'],
    ]);
    expect(reading.unregistered).toMatchObject([
      { directory: '_private', problem: { code: 'NAME_INVALID' } },
      { directory: 'dangling', problem: { code: 'DIRECTORY_MISSING' } },
    ]);
    expect(reading.problem).toBeNull();
  });

  it('is listed when the server may not read it', async () => {
    await addService('closed', '{}');
    await chmod(join(services, 'closed', 'config.json'), 0);

    const { problems } = await asNobody(() => read('closed'));

    expect(problems).toMatchObject([{ severity: 'BLOCKS', code: 'CONFIG_UNREADABLE' }]);
  });

  it('is deployable when the server may only execute its script', async () => {
    await addService('closed', '{}');
    await chmod(join(services, 'closed', 'deploy.sh'), 0o111);

    expect(await asNobody(() => read('closed'))).toMatchObject({ problems: [], scriptHash: null });
  });

  it('only warns when the script is in a directory the server may not enter', async () => {
    await mkdir(join(root, 'runners'));
    await writeFile(join(root, 'runners/deploy.sh'), '', { mode: 0o755 });
    await chmod(join(root, 'runners'), 0);
    await addService('closed', JSON.stringify({ deploy_script: join(root, 'runners/deploy.sh') }));

    const { problems } = await asNobody(() => read('closed'));
    await chmod(join(root, 'runners'), 0o700);

    expect(problems).toMatchObject([{ severity: 'WARNS', code: 'SCRIPT_NOT_VISIBLE' }]);
  });

  it('is not waited for when config.json or the script is a pipe or a device', async () => {
    await addService('device', '{"deploy_script": "/dev/zero"}');
    await addService('endless', '{}');
    await rm(join(services, 'endless', 'config.json'));
    await symlink('/dev/zero', join(services, 'endless', 'config.json'));

    expect(await codes('device')).toEqual(['SCRIPT_NOT_A_FILE']);
    expect(await codes('endless')).toEqual(['CONFIG_UNREADABLE']);
  });
});

describe('directories that come and go', () => {
  it('says that a single one is gone, and leaves it out of the list', async () => {
    expect(await codes('gone')).toEqual(['DIRECTORY_MISSING']);
    expect(await readServices(services, options)).toEqual({ services: [], unregistered: [], problem: null });
  });

  it('says that the services directory itself is missing or no directory', async () => {
    await rm(services, { recursive: true });
    expect(await readServices(services, options)).toMatchObject({
      services: [],
      problem: { code: 'DIRECTORY_MISSING' },
    });
    await writeFile(services, '');
    expect(await readServices(services, options)).toMatchObject({
      services: [],
      problem: { code: 'DIRECTORY_UNREADABLE' },
    });
  });

  it('never throws while directories are removed and made again', async () => {
    await addService('stable', '{}');
    await addService('template', '{}');
    let isRunning = true;
    const churn = (async () => {
      for (let round = 0; round < 40; round++) {
        await cp(join(services, 'template'), join(services, 'flicker'), { recursive: true });
        await rm(join(services, 'flicker'), { recursive: true });
      }
    })().finally(() => {
      isRunning = false;
    });

    let reads = 0;
    for (; isRunning; reads++) {
      const { services: found } = await readServices(services, options);
      expect(found.map(({ name }) => name)).toEqual(expect.arrayContaining(['stable', 'template']));
      expect(found.flatMap(({ problems }) => problems.map(({ code }) => code))).not.toContain('DIRECTORY_MISSING');
    }
    await churn;
    expect(reads).toBeGreaterThan(3);
  });

  it.each(['', '../x', '.hidden', 'a/b', 'ä', `a${'b'.repeat(63)}`])('refuses the name %j', async (name) => {
    expect(await codes(name)).toEqual(['NAME_INVALID']);
  });
});

/** Root may read everything, so it becomes nobody meanwhile; anybody else is somebody the mode already shuts out. */
async function asNobody<Result>(work: () => Promise<Result>): Promise<Result> {
  if (process.getuid?.() !== 0) return await work();
  process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}
