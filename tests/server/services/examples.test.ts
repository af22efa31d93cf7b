import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseLine } from '../../../server/runner/protocol.ts';
import { readServiceDirectory, readServices } from '../../../server/services/directory.ts';

const examples = join(import.meta.dirname, '../../../deploy/examples/services');
const options = { strictSudo: false, deployUser: null };
const path = process.env.PATH ?? '';
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'fastdeploy-examples-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** Runs an example as a service is run, with nothing but the environment it is promised. */
async function run(name: string, args: string[] = []) {
  const env = { PATH: path, HOME: directory, LANG: 'C.UTF-8', TMPDIR: directory };
  const { code, stdout, stderr } = await new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile(join(examples, name, 'deploy.sh'), args, { cwd: directory, env }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
  const lines = stdout.trimEnd().split('\n').map(parseLine);
  return { code, stderr, stdout, steps: lines.flatMap((line) => (line.kind === 'step' ? [line] : [])) };
}

const namesOf = (steps: { name: string }[]) => [...new Set(steps.map((step) => step.name))];

it('every example but those with requirements is deployable anywhere', async () => {
  const { services } = await readServices(examples, { ...options, pathForDeploy: '/nowhere' });

  expect(services.map(({ name, problems }) => [name, problems.map(({ message }) => message)])).toEqual([
    ['ansible-demo', ['ansible-playbook is not installed']],
    ['fails', []],
    ['hello', []],
  ]);
  expect(services[0]?.problems).toMatchObject([{ severity: 'BLOCKS', hint: expect.stringContaining('ansible-core') }]);
});

it('hello runs exactly the steps it plans and says which version it brought', async () => {
  const { plannedSteps } = await readServiceDirectory(examples, 'hello', options);

  const { code, stdout, stderr, steps } = await run('hello');

  expect(namesOf(steps)).toEqual(plannedSteps);
  expect(code).toBe(0);
  expect(stderr).toContain('deprecated');
  expect(stdout).toMatch(/^\{"name":"Check the configuration","state":"running"/);
  expect(steps.at(-1)).toMatchObject({ state: 'SUCCESS', output: { version: '1.4.2' } });
});

it('fails ends in its third step with a traceback and never runs the others', async () => {
  const { plannedSteps } = await readServiceDirectory(examples, 'fails', options);

  const { code, steps, stderr } = await run('fails');

  expect(code).toBe(1);
  expect(namesOf(steps)).toEqual(plannedSteps.slice(0, 3));
  expect(steps.at(-1)).toMatchObject({ state: 'FAILURE', message: 'relation "feed_item" does not exist' });
  expect(stderr).toMatch(/^Traceback \(most recent call last\)[\s\S]*UndefinedTable/);
});

it('ansible-demo runs exactly the tasks it plans, where Ansible is installed, and leaves nothing behind', async () => {
  const reading = await readServiceDirectory(examples, 'ansible-demo', { ...options, pathForDeploy: path });

  const { code, steps } = await run('ansible-demo');

  if (reading.problems.length > 0) {
    expect(reading.problems).toMatchObject([{ code: 'COMMAND_MISSING' }]);
    expect(code).toBe(127);
    return;
  }
  expect(code).toBe(0);
  expect(namesOf(steps)).toEqual(reading.plannedSteps);
  expect(new Set(steps.map((step) => step.state))).toEqual(new Set(['RUNNING', 'SUCCESS', 'WARNING', 'SKIPPED']));
  expect((await readdir(directory)).filter((name) => name.startsWith('fastdeploy-'))).toEqual([]);
});
