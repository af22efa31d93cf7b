import { spawn } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findSupervisor } from '../../../server/runner/attach.ts';
import type { JournalRecord } from '../../../server/runner/journal.ts';
import { findProcess, type ProcessState } from '../../../server/runner/process-identity.ts';
import { sessionMembers, signalSession } from '../../../server/runner/process-session.ts';
import { stopRule } from '../../../server/runner/sudo-rules.ts';
import { exitOf, linesOf, ofKind, readToEnd, readUntil, waitFor } from './runs.ts';
import { mayInstallSudoers, SudoMachine } from './sudo-machine.ts';

const isRequired = (process.env.FASTDEPLOY_TEST_REQUIRE ?? '').split(',').includes('sudo');

/** Ignores SIGTERM; one child holds its output, one has a process group of its own. */
const stubborn = `#!/bin/bash
trap '' TERM PIPE
(sleep 600; true) &
set -m
sleep 600 &
set +m
echo ready
while :; do sleep 0.05; done
`;
/** Needs a moment to tidy up, in which a second SIGTERM would make it tidy up again. */
const polite = `#!/bin/sh
trap 'sleep 0.3; echo tidy; tidy=1' TERM
echo ready
while [ -z "$tidy" ]; do sleep 0.05; done
exit 3
`;

const membersOf = (records: JournalRecord[]): ProcessState[] => ofKind(records, 'spawned').flatMap(sessionMembers);
const killsOf = (records: JournalRecord[]): string[] => ofKind(records, 'kill').map(({ signal }) => signal);

describe.runIf(mayInstallSudoers || isRequired)('an ordinary user that deploys as another user', () => {
  let machine: SudoMachine;

  beforeAll(() => {
    if (!mayInstallSudoers) throw new Error('sudo is required: install it, and run the tests as root.');
    machine = new SudoMachine();
  });
  beforeEach(() => machine.allow());
  afterAll(() => machine?.[Symbol.dispose]());

  async function startAndWait(script: string, how?: 'detached' | 'socket'): Promise<string> {
    const directory = await machine.prepare(script);
    await machine.start(directory, how);
    await readUntil(directory, 'log');
    return directory;
  }

  const cancel = (directory: string) => machine.ask('runner/programs/request-stop.ts', directory);

  it.each(['detached', 'socket'] as const)(
    'cancels a script that ignores SIGTERM, with everything it started, from a %s supervisor',
    async (how) => {
      const directory = await startAndWait(stubborn, how);

      cancel(directory);
      const records = await readToEnd(directory);

      const [stop] = ofKind(records, 'stop');
      expect(membersOf(records)).toEqual([]);
      expect((records.at(-1)?.t ?? 0) - (stop?.t ?? 0)).toBeLessThan(1000 + 2000);
      expect(killsOf(records)).toEqual(['SIGTERM', 'SIGKILL']);
      expect(exitOf(records)).toMatchObject({ stop: 'cancel' });
      expect(linesOf(records, 'SYSTEM')).toEqual([]);
    },
  );

  it('sends SIGTERM once, and leaves the script the grace period', async () => {
    const directory = await startAndWait(polite);

    cancel(directory);
    const records = await readToEnd(directory);

    expect(linesOf(records, 'STDOUT')).toEqual(['ready', 'tidy']);
    expect(killsOf(records)).toEqual(['SIGTERM']);
    expect(exitOf(records)).toMatchObject({ code: 3, stop: 'cancel' });
  });

  it('kills what a script leaves running', async () => {
    const directory = await machine.prepare(
      '#!/bin/bash\nset -m\nsleep 600 > /dev/null 2>&1 &\nsleep 600 &\necho done\n',
    );
    await machine.start(directory);

    const records = await readToEnd(directory);

    expect(membersOf(records)).toEqual([]);
    expect(linesOf(records, 'SYSTEM')).toContain('Processes that the script left running were killed.');
    expect(exitOf(records)).toMatchObject({ code: 0 });
  });

  it('says what a script left running as a third user', async () => {
    machine.allow({ and: `${machine.deploy} ALL=(root) NOPASSWD: /usr/bin/sleep 600` });
    const script =
      '#!/bin/sh\nsudo -n sleep 600 > /dev/null 2>&1 &\nuntil pgrep -s 0 -x sleep > /dev/null; do :; done\n';
    const directory = await machine.prepare(script);
    await machine.start(directory);

    const records = await readToEnd(directory);

    const why = 'some belong to another user';
    expect(linesOf(records, 'SYSTEM')).toEqual([
      `Processes that the script left running could not be killed (${why}).`,
    ]);
    expect(membersOf(records)).toHaveLength(1);
    for (const script of ofKind(records, 'spawned')) signalSession(script, 'SIGKILL');
  });

  it('kills what a killed supervisor leaves running', async () => {
    const directory = await startAndWait(stubborn);
    const records = await readUntil(directory, 'spawned');
    machine.killSupervisor(directory);
    await waitFor('the supervisor to end', () => findSupervisor(directory).kind === 'gone');

    expect(machine.ask('runner/programs/reap-run.ts', directory)).toBe(false);

    expect(membersOf(records)).toEqual([]);
  });

  describe('without the rule for stopping', () => {
    beforeEach(() => machine.allow({ without: 'fastdeploy-stop' }));

    const missing = () => expect.stringContaining(stopRule(machine.server, machine.deploy, machine.stopHelper));

    it('has SIGTERM relayed by sudo, and names the missing line', async () => {
      const directory = await startAndWait(polite);

      cancel(directory);
      const records = await readToEnd(directory);

      expect(linesOf(records, 'STDOUT')).toEqual(['ready', 'tidy']);
      expect(linesOf(records, 'SYSTEM')).toEqual([missing()]);
      expect(linesOf(records, 'SYSTEM')).toEqual([expect.stringMatching(/^Cancel cannot stop this script/)]);
      expect(exitOf(records)).toMatchObject({ code: 3, stop: 'cancel' });
    });

    it('reports no end before there is one, and stops the script once the rule is there', async () => {
      const directory = await startAndWait(stubborn);
      cancel(directory);
      const [stop] = ofKind(await readUntil(directory, 'stop'), 'stop');
      await waitFor('the grace period to pass', () => Date.now() > (stop?.t ?? 0) + 1500);
      const early = await readUntil(directory, 'kill');
      expect(membersOf(early).length).toBeGreaterThan(3);

      machine.allow();
      const records = await readToEnd(directory);

      expect(killsOf(records)).toEqual(['SIGTERM', 'SIGKILL']);
      expect(linesOf(records, 'SYSTEM')).toEqual([missing()]);
      expect(membersOf(records)).toEqual([]);
    });

    it('says what a script left running and could not be killed', async () => {
      const directory = await machine.prepare('#!/bin/sh\nsleep 600 > /dev/null 2>&1 &\n');
      await machine.start(directory);

      const records = await readToEnd(directory);

      expect(linesOf(records, 'SYSTEM')).toEqual([missing()]);
      expect(killsOf(records)).toEqual([]);
      expect(membersOf(records)).toHaveLength(1);
      for (const script of ofKind(records, 'spawned')) signalSession(script, 'SIGKILL');
    });

    it('tells that something of a lost run is left', async () => {
      const directory = await startAndWait(stubborn);
      const records = await readUntil(directory, 'spawned');
      machine.killSupervisor(directory);
      await waitFor('the supervisor to end', () => findSupervisor(directory).kind === 'gone');

      expect(machine.ask('runner/programs/reap-run.ts', directory)).toBe(true);

      expect(membersOf(records).length).toBeGreaterThan(0);
      for (const script of ofKind(records, 'spawned')) signalSession(script, 'SIGKILL');
    });
  });

  describe('the helper', () => {
    const stop = (...args: string[]) => machine.run('sudo', '-n', '-u', machine.deploy, machine.stopHelper, ...args);

    /** A process that leads a session of its own, as a login or a service of that user would. */
    async function bystander(uid: number): Promise<ProcessState & Disposable> {
      const child = spawn('sleep', ['600'], { uid, detached: true, stdio: 'ignore' });
      await waitFor('the bystander', () => findProcess(child.pid ?? 0)?.session === child.pid);
      const found = findProcess(child.pid ?? 0);
      if (found === null) throw new Error('the bystander ended');
      return { ...found, [Symbol.dispose]: () => void child.kill('SIGKILL') };
    }

    it.each([
      ['root', () => 0],
      ['the deploy user itself', () => machine.deployUser.uid],
    ])('refuses a session that %s has started', async (_who, uid) => {
      using foreign = await bystander(uid());

      const { status, stderr } = stop('KILL', String(foreign.pid), foreign.startTime);

      expect([status, stderr]).toEqual([64, expect.stringContaining('was not started by the caller')]);
      expect(findProcess(foreign.pid)).not.toBeNull();
    });

    it('refuses a number that was given to another process since', async () => {
      using other = await bystander(machine.deployUser.uid);
      const earlier = String(Number(other.startTime) - 1);

      const { status, stderr } = stop('KILL', String(other.pid), earlier);

      expect([status, stderr]).toEqual([64, expect.stringContaining('does not lead a session since')]);
      expect(findProcess(other.pid)).not.toBeNull();
    });

    it('has nothing to do where nobody is left', () => {
      expect(stop('KILL', '4194305', '1').status).toBe(0);
    });

    it.each([
      ['another signal', ['HUP', '1', '1']],
      ['a word too many', ['KILL', '1', '1', '1']],
      ['a word too few', ['KILL', '1']],
      ['no words', []],
      ['a list of numbers', ['KILL', '1 2', '1']],
      ['a group', ['KILL', '-1', '1']],
      ['a path', ['KILL', '../1', '1']],
      ['a line too many', ['KILL', '1', '1\n']],
    ])('is not even started by sudo with %s', (_what, args) => {
      const { status, stderr } = stop(...args);

      expect([status, stderr]).toEqual([1, expect.stringMatching(/^sudo: /)]);
    });
  });
});
