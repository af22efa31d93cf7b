import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { findSupervisor, requestStop } from '../../../server/runner/attach.ts';
import { findProcess } from '../../../server/runner/process-identity.ts';
import { StopRequests } from '../../../server/runner/stop-requests.ts';
import { exitOf, linesOf, ofKind, Runs, readToEnd, readUntil } from './runs.ts';

const stubborn = `#!/bin/sh
trap '' TERM HUP
(sleep 600 & echo $! > grandchild; wait; wait) &
echo $! > child
while [ ! -s grandchild ]; do :; done
echo ready
while :; do sleep 0.05; done
`;

const pidIn = (runs: Runs, file: string): number => Number(fs.readFileSync(path.join(runs.directory, file), 'utf8'));

it('a canceled script that ignores SIGTERM is killed after the grace period, with its grandchildren', async () => {
  await using runs = new Runs();
  const directory = await runs.prepare(stubborn, { stopGraceMs: 200 });
  runs.supervisors.start(directory);
  await readUntil(directory, 'log');

  await requestStop(directory, { why: 'cancel', by: 'ada' });
  const records = await readToEnd(directory);

  expect(ofKind(records, 'stop')).toMatchObject([{ why: 'cancel', by: 'ada' }]);
  expect(ofKind(records, 'kill').map(({ signal }) => signal)).toEqual(['SIGTERM', 'SIGKILL']);
  expect(exitOf(records)).toMatchObject({ code: null, signal: 'SIGKILL', stop: 'cancel' });
  expect(findProcess(pidIn(runs, 'child'))).toBeNull();
  expect(findProcess(pidIn(runs, 'grandchild'))).toBeNull();
});

it('a script that obeys SIGTERM has the grace period to tidy up', async () => {
  await using runs = new Runs();
  const directory = await runs.prepare(
    `#!/bin/sh\ntrap 'echo tidy; exit 3' TERM\necho ready\nwhile :; do sleep 0.05; done`,
  );
  runs.supervisors.start(directory);
  await readUntil(directory, 'log');

  await requestStop(directory, { why: 'cancel' });
  const records = await readToEnd(directory);

  expect(linesOf(records, 'STDOUT')).toEqual(['ready', 'tidy']);
  expect(exitOf(records)).toMatchObject({ code: 3, signal: null });
});

it('a command that made itself a process group is stopped as well', async () => {
  await using runs = new Runs();
  const directory = await runs.prepare("#!/bin/sh\ntimeout 600 sh -c 'echo $$ > inner; echo ready; sleep 600' & wait", {
    stopGraceMs: 200,
  });
  runs.supervisors.start(directory);
  await readUntil(directory, 'log');

  await requestStop(directory, { why: 'cancel' });
  await readToEnd(directory);

  expect(findProcess(pidIn(runs, 'inner'))).toBeNull();
});

it('the time limit counts from the spawn', async () => {
  await using runs = new Runs();

  const records = await runs.run('#!/bin/sh\necho working\nexec sleep 600', { timeoutMs: 150 });

  expect(ofKind(records, 'stop')).toMatchObject([{ why: 'timeout' }]);
  expect(exitOf(records)).toMatchObject({ code: null, signal: 'SIGTERM' });
  expect(exitOf(records)).toMatchObject({ stop: 'timeout' });
  expect(exitOf(records).ms).toBeGreaterThanOrEqual(150);
});

it('a time limit beyond what a timer can count is none', async () => {
  await using runs = new Runs();

  const records = await runs.run('#!/bin/sh\nsleep 0.1; echo done', { timeoutMs: 2 ** 40 });

  expect(exitOf(records).code).toBe(0);
});

it('SIGTERM to the supervisor is a shutdown', async () => {
  await using runs = new Runs();
  const directory = await runs.prepare('#!/bin/sh\necho ready\nexec sleep 600');
  runs.supervisors.start(directory);
  await readUntil(directory, 'log');

  signalSupervisor(directory, 'SIGTERM');
  const records = await readToEnd(directory);

  expect(ofKind(records, 'stop')).toMatchObject([{ why: 'shutdown' }]);
  expect(exitOf(records)).toMatchObject({ code: null, signal: 'SIGTERM' });
});

it('a SIGTERM that overtakes a cancel leaves it a cancel', async () => {
  await using runs = new Runs();
  const directory = await runs.prepare('#!/bin/sh\n');
  const requests = new StopRequests(directory);

  await requestStop(directory, { why: 'cancel', by: 'ada' });
  process.emit('SIGTERM'); // in the same turn: nothing has looked at the directory yet
  requests.close();

  expect(requests.signal.reason).toEqual({ why: 'cancel', by: 'ada' });
});

it('SIGHUP and SIGPIPE do not end a run', async () => {
  await using runs = new Runs();
  const directory = await runs.prepare('#!/bin/sh\necho ready\nwhile [ ! -e go ]; do sleep 0.02; done; echo done');
  runs.supervisors.start(directory);
  await readUntil(directory, 'log');

  signalSupervisor(directory, 'SIGHUP');
  signalSupervisor(directory, 'SIGPIPE');
  fs.writeFileSync(path.join(runs.directory, 'go'), '');

  expect(linesOf(await readToEnd(directory), 'STDOUT')).toEqual(['ready', 'done']);
});

it('a run that was canceled before its start does not start', async () => {
  await using runs = new Runs();
  const directory = await runs.prepare('#!/bin/sh\necho ran > ran');
  await requestStop(directory, { why: 'cancel', by: 'ada' });

  runs.supervisors.start(directory);
  const records = await readToEnd(directory);

  expect(ofKind(records, 'stop')).toMatchObject([{ why: 'cancel', by: 'ada' }]);
  expect(exitOf(records)).toMatchObject({ notStarted: expect.stringContaining('stopped before'), stop: 'cancel' });
  expect(fs.existsSync(path.join(runs.directory, 'ran'))).toBe(false);
});

it('the first of two stop requests counts', async () => {
  await using runs = new Runs();
  const directory = await runs.prepare('#!/bin/sh\n');

  await requestStop(directory, { why: 'cancel', by: 'ada' });
  await requestStop(directory, { why: 'cancel', by: 'bob' });

  expect(JSON.parse(fs.readFileSync(path.join(directory, 'stop.json'), 'utf8'))).toEqual({ why: 'cancel', by: 'ada' });
});

function signalSupervisor(directory: string, signal: NodeJS.Signals): void {
  const supervisor = findSupervisor(directory);
  if (supervisor.kind !== 'alive') throw new Error(`the supervisor is ${supervisor.kind}`);
  process.kill(supervisor.pid, signal);
}
