import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { RunSpec } from '../../../server/runner/spec.ts';
import { childrenOf, exitOf, linesOf, ofKind, Runs, readToEnd, waitFor } from './runs.ts';

it('a script gets two arguments, an empty stdin, a session of its own and four variables', async () => {
  await using runs = new Runs();

  const records = await runs.run(
    '#!/bin/sh\necho "$# $1 $2"; readlink /proc/self/fd/0; pwd; ps -o pid=,sid=,pgid= -p $$ | tr -s " "; env | cut -d= -f1 | sort | tr "\\n" " "',
  );

  const [args, stdin, cwd, ids, variables] = linesOf(records, 'STDOUT');
  const [spawned] = ofKind(records, 'spawned');
  expect(args).toBe(`2 --config ${runs.configFile('run-1')}`);
  expect(stdin).toBe('/dev/null');
  expect(cwd).toBe(runs.directory);
  expect(ids?.trim().split(' ')).toEqual([spawned?.pid, spawned?.pid, spawned?.pid].map(String));
  expect(
    variables
      ?.trim()
      .split(' ')
      .filter((name) => !['PWD', 'SHLVL', '_', 'OLDPWD', 'SSH_AUTH_SOCK'].includes(name)),
  ).toEqual(['DEPLOY_CONFIG_FILE', 'HOME', 'LANG', 'PATH']);
});

it('the config file is there for the script and gone afterwards, and no secret stays on disk', async () => {
  await using runs = new Runs();
  const script = '#!/bin/sh\nwc -c < "$2" > size; ls -A run-1 | tr "\\n" " "';

  const records = await runs.run(script, {}, { parameters: { password: 'hunter2-hunter2' } });

  expect(Number(fs.readFileSync(path.join(runs.directory, 'size'), 'utf8'))).toBeGreaterThan(50);
  expect(linesOf(records, 'STDOUT').join()).not.toContain('secrets.json');
  expect(fs.readdirSync(path.join(runs.directory, 'run-1'))).toEqual([
    'journal.ndjson',
    'spec.json',
    'supervisor.json',
  ]);
  expect(fs.existsSync(runs.configFile('run-1'))).toBe(false);
  for (const file of ['journal.ndjson', 'spec.json']) {
    expect(fs.readFileSync(path.join(runs.directory, 'run-1', file), 'utf8')).not.toContain('hunter2');
  }
});

it('a secret that is written in two halves never reaches the journal, its steps or the end of stderr', async () => {
  await using runs = new Runs();
  const script = [
    '#!/bin/sh',
    'printf "pass hunter2-"; sleep 0.1; echo hunter2',
    `printf '{"name":"hunter2-hunter2","message":"hunter2-'; sleep 0.1; echo 'hunter2"}'`,
    'printf "pass hunter2-" >&2; sleep 0.1; echo hunter2 >&2',
  ].join('\n');

  const records = await runs.run(script, {}, { parameters: { password: 'hunter2-hunter2' } });

  expect(linesOf(records, 'STDOUT', 'STDERR')).toEqual(['pass ***', 'pass ***']);
  expect(ofKind(records, 'step')).toMatchObject([{ name: '***', message: '***' }]);
  expect(exitOf(records).stderrTail).toBe('pass ***\n');
});

it('every line belongs to the step that was named last', async () => {
  await using runs = new Runs();
  const script =
    '#!/bin/sh\necho before\necho \'{"name":"a"}\'\necho during\necho \'{"name":"a","state":"success"}\'\necho after';

  const records = await runs.run(script);

  const story = records.flatMap((record) =>
    record.k === 'step' ? [record.state] : record.k === 'log' ? record.text.split('\n') : [],
  );
  expect(story).toEqual([
    'before',
    'RUNNING',
    '{"name":"a"}',
    'during',
    'SUCCESS',
    '{"name":"a","state":"success"}',
    'after',
  ]);
});

it('output beyond the limit is dropped with one note, and steps still count', async () => {
  await using runs = new Runs();
  const script = '#!/bin/sh\nseq 1 1000\necho \'{"name":"late","state":"success"}\'\nseq 1 1000';

  const records = await runs.run(script, { maxLogBytes: 100 });

  expect(linesOf(records, 'STDOUT', 'EVENT').join('\n').length).toBeLessThanOrEqual(100);
  expect(linesOf(records, 'SYSTEM')).toEqual([expect.stringContaining('reached its limit of 100 bytes')]);
  expect(ofKind(records, 'step')).toMatchObject([{ name: 'late', state: 'SUCCESS' }]);
});

it('ten starts of one run are one execution', async () => {
  await using runs = new Runs();
  const directory = await runs.prepare('#!/bin/sh\necho ran >> ran');
  runs.supervisors.warm();

  const others = childrenOf(process.pid);

  for (let i = 0; i < 10; i += 1) runs.supervisors.start(directory);
  const records = await readToEnd(directory);
  await runs.supervisors.close(); // a slow machine has made a new spare meanwhile
  await waitFor('all supervisors to end', () => childrenOf(process.pid).every((pid) => others.includes(pid)));

  expect(exitOf(records).code).toBe(0);
  expect(fs.readFileSync(path.join(runs.directory, 'ran'), 'utf8')).toBe('ran\n');
  expect(fs.readdirSync(directory)).toEqual(['journal.ndjson', 'spec.json', 'supervisor.json']);
});

it('a planted config file keeps the script from starting, and says why', async () => {
  await using runs = new Runs();
  const directory = await runs.prepare('#!/bin/sh\necho ran');
  fs.symlinkSync('/etc/passwd', runs.configFile('run-1'));

  runs.supervisors.start(directory);
  const records = await readToEnd(directory);

  expect(exitOf(records)).toMatchObject({
    code: null,
    notStarted: expect.stringContaining('something else is already there'),
  });
  expect(ofKind(records, 'spawned')).toEqual([]);
});

const sudo: Partial<RunSpec> = {
  env: { PATH: '/nowhere' },
  argv: ['sudo', '-n', '-u', 'deploy', '/bin/true', '--config', 'x'],
};

it.each([
  ['sudo', sudo, 'sudo not found in PATH /nowhere'],
  ['its working directory', { cwd: '/nowhere' }, 'working directory /nowhere not found'],
])('a run without %s ends with a reason', async (_title, spec: Partial<RunSpec>, reason) => {
  await using runs = new Runs();

  const records = await runs.run('#!/bin/sh\n', spec);

  expect(exitOf(records).notStarted).toContain(reason);
});

it('a run without its secrets is not started', async () => {
  await using runs = new Runs();
  const directory = await runs.prepare('#!/bin/sh\necho ran > ran');
  fs.rmSync(path.join(directory, 'secrets.json'));

  runs.supervisors.start(directory);

  expect(exitOf(await readToEnd(directory)).notStarted).toContain('secrets.json');
});
