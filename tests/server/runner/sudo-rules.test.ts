import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StopHelper } from '../../../server/runner/stop-helper.ts';
import { scriptRule, stopHelperPath, stopRule } from '../../../server/runner/sudo-rules.ts';
import { mayInstallSudoers, type Outcome, SudoMachine } from './sudo-machine.ts';

const isRequired = (process.env.FASTDEPLOY_TEST_REQUIRE ?? '').split(',').includes('sudo');
const template = path.resolve(import.meta.dirname, '../../../deploy/sudoers/fastdeploy');

it('the file that operators install holds the lines that FastDeploy asks for', () => {
  const lines = fs.readFileSync(template, 'utf8').split('\n');

  expect(lines).toContain(stopRule('fastdeploy', 'deploy'));
  expect(lines).toContain(
    scriptRule('fastdeploy', 'deploy', '/srv/fastdeploy/services/example/deploy.sh', '/var/tmp/'),
  );
});

describe.runIf(mayInstallSudoers || isRequired)('the rule of a script', () => {
  const id = '0d9f7a1e-5c1b-4f0e-9c3a-2f6b8f4d1e77';
  let machine: SudoMachine;
  let config: string;

  beforeAll(() => {
    if (!mayInstallSudoers) throw new Error('sudo is required: install it, and run the tests as root.');
    machine = new SudoMachine();
    config = `${machine.configDir}/fastdeploy-${id}.json`;
    machine.writeScript('#!/bin/sh\nid -un; echo "$#"; echo "$PATH"; env | grep -E "FOO|LD_PRELOAD|BASH_ENV"; true\n');
    fs.mkdirSync(path.join(machine.services, 'evil'));
    fs.writeFileSync(path.join(machine.services, 'evil/deploy.sh'), '#!/bin/sh\necho evil\n', { mode: 0o755 });
  });
  beforeEach(() => machine.allow());
  afterAll(() => machine?.[Symbol.dispose]());

  const asDeploy = (...command: string[]): Outcome => machine.run('sudo', '-n', '-u', machine.deploy, ...command);

  it('lets exactly the script through, with a clean environment', () => {
    const env = ['env', 'FOO=1', 'LD_PRELOAD=/lib/foo.so', 'BASH_ENV=/dev/null'];

    const { stdout } = machine.run(...env, 'sudo', '-n', '-u', machine.deploy, machine.script, '--config', config);

    expect(stdout.split('\n')).toEqual([
      machine.deploy,
      '2',
      '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      '',
    ]);
  });

  it.each<[string, () => Outcome]>([
    ['an argument too many', () => asDeploy(machine.script, '--config', config, '--force')],
    ['no argument', () => asDeploy(machine.script)],
    ['no file', () => asDeploy(machine.script, '--config')],
    ['another file', () => asDeploy(machine.script, '--config', '/etc/passwd')],
    ['a path that climbs', () => asDeploy(machine.script, '--config', `${machine.configDir}/../fastdeploy-${id}.json`)],
    [
      'a file of a directory below',
      () => asDeploy(machine.script, '--config', `${machine.configDir}/x/fastdeploy-${id}.json`),
    ],
    ['a newline at the end', () => asDeploy(machine.script, '--config', `${config}\n`)],
    ['another script', () => asDeploy(`${machine.services}/evil/deploy.sh`, '--config', config)],
    ['a shell', () => asDeploy('/bin/sh', '-c', 'id')],
    ['root', () => machine.run('sudo', '-n', machine.script, '--config', config)],
    ['another user', () => machine.run('sudo', '-n', '-u', 'nobody', machine.script, '--config', config)],
    [
      'its environment',
      () => machine.run('sudo', '-n', '-E', '-u', machine.deploy, machine.script, '--config', config),
    ],
    ['a variable', () => asDeploy('FOO=1', machine.script, '--config', config)],
  ])('refuses %s', (_what, attempt) => {
    const { status, stdout, stderr } = attempt();

    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^sudo: /);
  });

  it.each<[string, () => Outcome]>([
    [
      'another spelling of the same file',
      () => asDeploy(`${machine.services}/evil/../web/deploy.sh`, '--config', config),
    ],
    [
      'the same file through a linked directory',
      () => {
        fs.symlinkSync('web', path.join(machine.services, `linked-${id}`));
        return asDeploy(`${machine.services}/linked-${id}/deploy.sh`, '--config', config);
      },
    ],
    [
      'both arguments in one word, which scripts must not take apart',
      () => asDeploy(machine.script, `--config ${config}`),
    ],
  ])('accepts %s', (_what, attempt) => {
    expect(attempt()).toMatchObject({ status: 0, stdout: expect.stringMatching(`^${machine.deploy}\n`) });
  });

  it('is exact for a script with any name', () => {
    const script = `${machine.services}/a b,c:d=e[1]!"*?#/deploy.sh`;
    for (const file of [script, script.replace('*', 'X')]) {
      fs.mkdirSync(path.dirname(file));
      fs.writeFileSync(file, '#!/bin/sh\nid -un\n', { mode: 0o755 });
    }
    machine.allow({ and: scriptRule(machine.server, machine.deploy, script, machine.configDir) });

    expect(asDeploy(script, '--config', config)).toMatchObject({ status: 0, stdout: `${machine.deploy}\n` });
    expect(asDeploy(script.replace('*', 'X'), '--config', config)).toMatchObject({ status: 1, stdout: '' });
  });

  it('with the digest of the script lets a changed script no longer through', () => {
    const exact = scriptRule(machine.server, machine.deploy, machine.script, machine.configDir);
    const digest = createHash('sha256').update(fs.readFileSync(machine.script)).digest('hex');
    const before = fs.readFileSync(machine.script, 'utf8');
    machine.allow({
      without: 'deploy.sh',
      and: exact.replace('NOPASSWD: ', `NOPASSWD: sha256:${digest} `),
    });

    const unchanged = asDeploy(machine.script, '--config', config);
    machine.writeScript(`${before}# changed\n`);
    const changed = asDeploy(machine.script, '--config', config);
    machine.writeScript(before);

    expect(unchanged).toMatchObject({ status: 0, stdout: expect.stringMatching(`^${machine.deploy}\n`) });
    expect(changed).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(/^sudo: /) });
  });

  describe('as others write it is no boundary', () => {
    it.each(['', ' *', ' --config *'])('with the arguments %j any arguments pass', (args) => {
      const line = `${machine.server} ALL=(${machine.deploy}) NOPASSWD: ${machine.script}${args}`;
      machine.allow({ without: 'deploy.sh', and: line });

      expect(asDeploy(machine.script, '--config', config, '--force')).toMatchObject({ status: 0 });
    });

    it('with a pattern over directories of the server, the server becomes the deploy user; FastDeploy says so', () => {
      const own = path.join(machine.services, 'own');
      fs.mkdirSync(own);
      for (const place of [machine.services, own]) machine.give(place);
      const line = `${machine.server} ALL=(${machine.deploy}) NOPASSWD: ${machine.services}/*/deploy.sh *`;
      machine.allow({ and: line });
      const script = path.join(own, 'deploy.sh');
      machine.run(
        'sh',
        '-c',
        `printf '#!/bin/sh\\nid -un\\n' > ${script}; chmod +x ${script}; echo '{}' > ${own}/config.json`,
      );

      const taken = asDeploy(script, 'anything');
      const { services, deploy, configDir, stopHelper } = machine;
      fs.writeFileSync(path.join(services, 'web/config.json'), '{}');
      const look = machine.ask('services/programs/look-at-service.ts', services, deploy, configDir, stopHelper);
      fs.chownSync(machine.services, 0, 0);
      fs.rmSync(own, { recursive: true });

      expect(taken).toMatchObject({ status: 0, stdout: `${machine.deploy}\n` });
      expect(look).toMatchObject({
        problems: expect.arrayContaining([expect.objectContaining({ code: 'SCRIPT_UNSAFE' })]),
      });
    });
  });

  describe('asked about beforehand', () => {
    type Look = { problems: object[]; sudo: object[]; askedMs: number; helper: StopHelper };

    function look(...strict: 'strict'[]): Look {
      const { services, deploy, configDir, stopHelper } = machine;
      fs.writeFileSync(path.join(services, 'web/config.json'), '{}');
      const program = 'services/programs/look-at-service.ts';
      return machine.ask(program, services, deploy, configDir, stopHelper, ...strict) as Look;
    }

    it('leaves nothing to say when both lines are there', () => {
      expect(look().sudo).toEqual([]);
    });

    it('is missed with the exact line, and blocks where that is wanted', () => {
      machine.allow({ without: 'deploy.sh' });

      const refused = {
        code: 'SUDO_REFUSED',
        message: `sudo does not allow ${machine.server} to run ${machine.script} as ${machine.deploy}`,
        hint: expect.stringContaining(scriptRule(machine.server, machine.deploy, machine.script, machine.configDir)),
        path: 'web/deploy.sh',
      };
      expect(look().sudo).toEqual([{ ...refused, severity: 'WARNS' }]);
      expect(look('strict').sudo).toEqual([{ ...refused, severity: 'BLOCKS' }]);
    });

    it('warns that Cancel cannot stop the script, also where the rules are strict', () => {
      machine.allow({ without: 'fastdeploy-stop' });

      expect(look('strict').sudo).toEqual([
        {
          severity: 'WARNS',
          code: 'CANCEL_UNREACHABLE',
          message: expect.stringMatching(/^Cancel cannot stop this script: /),
          hint: expect.stringContaining(stopRule(machine.server, machine.deploy, machine.stopHelper)),
          path: 'web/deploy.sh',
        },
      ]);
    });

    it('is part of reading a service, with the helper where operators install it', () => {
      machine.allow({ without: 'NOPASSWD' });

      expect(look().problems).toMatchObject([
        { code: 'SUDO_REFUSED' },
        { code: 'CANCEL_UNREACHABLE', hint: expect.stringContaining(stopRule(machine.server, machine.deploy)) },
      ]);
      expect(look().helper).toMatchObject({
        argvPrefix: ['sudo', '-n', '-u', machine.deploy, stopHelperPath],
        rule: stopRule(machine.server, machine.deploy),
      });
    });
  });
});
