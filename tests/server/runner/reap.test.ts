import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { findSupervisor, reapRun } from '../../../server/runner/attach.ts';
import { bootId, findProcess, ownIdentity } from '../../../server/runner/process-identity.ts';
import { ofKind, Runs, readUntil, waitFor } from './runs.ts';

/** A process that has nothing to do with any run. */
class Bystander implements AsyncDisposable {
  readonly child: ChildProcess;

  constructor(script = 'exec sleep 600') {
    this.child = spawn('/bin/sh', ['-c', script], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }
}

function forge(directory: string, claim: object, script: { pid: number; startTime: string }): void {
  fs.writeFileSync(path.join(directory, 'supervisor.json'), JSON.stringify(claim));
  const records = [
    { n: 1, t: 1, k: 'start', version: 1, runId: 'run-1' },
    { n: 2, t: 1, k: 'spawned', ...script },
  ];
  fs.writeFileSync(
    path.join(directory, 'journal.ndjson'),
    records.map((record) => `${JSON.stringify(record)}\n`).join(''),
  );
}

it('a run nobody has taken has no supervisor', async () => {
  await using runs = new Runs();
  const directory = await runs.prepare('#!/bin/sh\n');

  expect(findSupervisor(directory)).toEqual({ kind: 'missing' });
  expect(await reapRun(directory)).toBe(false);
});

it('what a killed supervisor leaves behind is killed, and its config file removed', async () => {
  await using runs = new Runs();
  const directory = await runs.prepare(
    "#!/bin/sh\ntrap '' TERM PIPE\nsleep 600 & echo $! > child; echo ready; while :; do sleep 0.05; done",
  );
  runs.supervisors.start(directory);
  await readUntil(directory, 'log');
  const [script] = ofKind(await readUntil(directory, 'spawned'), 'spawned');
  const supervisor = findSupervisor(directory);
  expect(supervisor.kind).toBe('alive');
  expect(await reapRun(directory)).toBe(true);
  expect(findSupervisor(directory).kind).toBe('alive');

  if (supervisor.kind === 'alive') process.kill(supervisor.pid, 'SIGKILL');
  await waitFor('the supervisor to end', () => findSupervisor(directory).kind === 'gone');

  expect(await reapRun(directory)).toBe(false);
  expect(findProcess(script?.pid ?? 0)).toBeNull();
  expect(findProcess(Number(fs.readFileSync(path.join(runs.directory, 'child'), 'utf8')))).toBeNull();
  expect(fs.existsSync(runs.configFile('run-1'))).toBe(false);
});

it.each([
  ['its number belongs to another process now', { supervisorStart: '1', scriptStart: '1', boot: bootId() }],
  [
    'it was recorded before the last boot',
    { supervisorStart: ownIdentity().startTime, scriptStart: null, boot: 'another-boot' },
  ],
])('a process is not touched when %s', async (_title, { supervisorStart, scriptStart, boot }) => {
  await using runs = new Runs();
  await using bystander = new Bystander();
  const directory = await runs.prepare('#!/bin/sh\n');
  const startTime = scriptStart ?? findProcess(bystander.pid)?.startTime ?? '';
  forge(directory, { pid: process.pid, startTime: supervisorStart, bootId: boot }, { pid: bystander.pid, startTime });

  expect(findSupervisor(directory).kind).toBe('gone');
  expect(await reapRun(directory)).toBe(false);

  expect(findProcess(bystander.pid)).not.toBeNull();
});

it('a supervisor is alive only with the right number, start time and boot', async () => {
  await using runs = new Runs();
  const directory = await runs.prepare('#!/bin/sh\n');
  const own = { ...ownIdentity(), bootId: bootId() };
  const kindOf = (claim: object): string => {
    fs.writeFileSync(path.join(directory, 'supervisor.json'), JSON.stringify(claim));
    return findSupervisor(directory).kind;
  };

  expect(kindOf({ ...own, startTime: '1' })).toBe('gone');
  expect(kindOf({ ...own, bootId: 'x' })).toBe('gone');
  expect(kindOf({ ...own, pid: 2 ** 22 + 1 })).toBe('gone');
  expect(kindOf(own)).toBe('alive');
  fs.rmSync(path.join(directory, 'supervisor.json'));
});

it('a zombie counts as gone', async () => {
  // The child ends only when its parent has become a program that never buries its children.
  const child = "sh -c 'until grep -q sleep /proc/$PPID/comm; do :; done'";
  await using parent = new Bystander(`${child} & echo $!; exec sleep 600`);
  const [line] = parent.child.stdout ? await once(parent.child.stdout, 'data') : [];

  await waitFor('the zombie', () => fs.readFileSync(`/proc/${Number(line)}/stat`, 'utf8').includes(') Z '));

  expect(findProcess(Number(line))).toBeNull();
});
