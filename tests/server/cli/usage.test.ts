import { expect, test } from 'vitest';
import { runCommand } from './command.ts';

const commands = [
  ...['serve', 'migrate', 'sync', 'deploy', 'logs', 'export-schema'],
  ...['create', 'list', 'disable', 'enable', 'passwd', 'link'].map((verb) => `user ${verb}`),
  ...['create', 'list', 'rotate', 'revoke'].map((verb) => `token ${verb}`),
];

test.each(commands)('%s --help shows an example of itself', async (command) => {
  const { code, stdout } = await runCommand([...command.split(' '), '--help']);

  expect(code).toBe(0);
  expect(stdout).toMatch(new RegExp(`Example:\n {2}\\$ .*fastdeploy ${command}`));
});

test.each([
  ['an unknown command', ['synk'], 'Did you mean sync?'],
  ['an unknown option', ['sync', '--jsn'], 'Did you mean --json?'],
  ['a missing argument', ['deploy'], "missing required argument 'service'"],
  ['options that contradict each other', ['deploy', 'web', '--detach', '--log'], 'cannot be used with option'],
  ['a parameter without a value', ['deploy', 'web', 'version'], 'A parameter is written name=value, got "version"'],
  ['a duration that is none', ['deploy', 'web', '--timeout', 'soon'], '--timeout must be a duration'],
  ['a role that is none', ['user', 'create', 'ada', '--role', 'king'], 'admin, operator, viewer'],
  ['a line that is none', ['logs', '1', '--after', 'x'], '--after must be a line number'],
  ['no command', [], 'Usage: fastdeploy'],
])('%s is a usage error that says what to do', async (_what, args, message) => {
  const { code, stdout, stderr } = await runCommand(args);

  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(message);
});

test('settings that cannot be used are one message without a stack', async () => {
  const { code, stderr } = await runCommand(['migrate'], { PORT: '99999', FASTDEPLOY_MAX_CONCURRENT: 'many' });

  expect(code).toBe(1);
  expect(stderr.trim().split('\n')).toHaveLength(3);
  expect(stderr).toContain('- PORT must be');
});
