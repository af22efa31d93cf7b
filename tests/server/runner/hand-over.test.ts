import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { Supervisors } from '../../../server/runner/attach.ts';
import { findProcess } from '../../../server/runner/process-identity.ts';
import { childrenOf, exitOf, linesOf, Runs, readToEnd, waitFor } from './runs.ts';

const program = (name: string): string => path.join(import.meta.dirname, 'programs', name);

/** Starts a server-like process that dies the moment it is told to. */
async function startServer(...args: string[]): Promise<ChildProcess & { die(): Promise<void> }> {
  const server = spawn(process.execPath, [program('start-and-die.ts'), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(server.stdout, 'data');
  const die = async (): Promise<void> => {
    server.stdin.end('now\n');
    await once(server, 'exit');
  };
  return Object.assign(server, { die });
}

it.each(['warm', 'cold'])(
  'a run is complete when the server is killed in the moment of the hand-over (%s)',
  async (kind) => {
    await using runs = new Runs();
    const directory = await runs.prepare('#!/bin/sh\necho one; sleep 0.2; echo two; exit 7');
    const server = await startServer(kind, directory);

    await server.die();
    const records = await readToEnd(directory);

    expect(exitOf(records).code).toBe(7);
    expect(linesOf(records, 'STDOUT')).toEqual(['one', 'two']);
  },
);

const supervisor = path.resolve(import.meta.dirname, '../../../server/runner/supervisor.ts');

it('an idle spare dies with its server', async () => {
  const server = await startServer('warm');
  await waitFor('the spare', () => childrenOf(server.pid).length > 0);
  const spares = childrenOf(server.pid);

  await server.die();

  await waitFor('the spare to end', () => spares.every((pid) => findProcess(pid) === null));
});

it('a spare that died unnoticed does not cost the run', async () => {
  await using runs = new Runs();
  const directory = await runs.prepare('#!/bin/sh\necho hello');
  const others = childrenOf(process.pid);
  runs.supervisors.warm();
  const [spare] = childrenOf(process.pid).filter((pid) => !others.includes(pid));

  if (spare) process.kill(spare, 'SIGKILL');
  runs.supervisors.start(directory);

  expect(linesOf(await readToEnd(directory), 'STDOUT')).toEqual(['hello']);
});

it('a spare that could not warm up takes its run all the same', async () => {
  await using runs = new Runs();
  const directory = await runs.prepare('#!/bin/sh\necho hello');
  const spare = spawn(process.execPath, [supervisor], {
    env: { TMPDIR: '/nowhere' },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  await waitFor('the spare to come to rest', restOf(spare.pid));

  spare.stdin.end(`${directory}\n`);

  expect(linesOf(await readToEnd(directory), 'STDOUT')).toEqual(['hello']);
});

it('a spare that has rehearsed leaves no trace and may still be ended by a signal', async () => {
  await using runs = new Runs();
  const pipesDir = path.join(runs.directory, 'rehearsals');
  fs.mkdirSync(pipesDir);
  let rehearsed = false;
  const watcher = fs.watch(pipesDir, (_event, name) => {
    rehearsed ||= name?.startsWith('fastdeploy-rehearsal-') ?? false;
  });
  const spare = spawn(process.execPath, [supervisor], {
    env: { TMPDIR: pipesDir },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  await waitFor('the spare to come to rest', restOf(spare.pid));
  const held = fs.readdirSync(`/proc/${spare.pid}/fd`).map((fd) => fs.readlinkSync(`/proc/${spare.pid}/fd/${fd}`));

  spare.kill('SIGTERM');
  const [, signal] = await once(spare, 'exit');
  watcher.close();

  expect({ rehearsed, signal, left: fs.readdirSync(pipesDir) }).toEqual({
    ...{ rehearsed: true, signal: 'SIGTERM' },
    left: [],
  });
  expect(held.filter((file) => file.includes('fastdeploy-rehearsal-'))).toEqual([]);
});

it('a spare that cannot be made is told about, and ends nobody', async () => {
  await using runs = new Runs();
  const pipesDir = path.join(runs.directory, 'no-directory');
  fs.writeFileSync(pipesDir, '');
  const problems: Error[] = [];
  const supervisors = new Supervisors({ pipesDir, onError: (error) => problems.push(error) });

  supervisors.warm();

  expect(problems).toMatchObject([{ code: 'EEXIST' }]);
});

it('a server that may open no more files goes on, and starts the run when it may again', async () => {
  await using runs = new Runs();
  const directory = await runs.prepare('#!/bin/sh\necho hello');

  const node = `exec '${process.execPath}' '${program('out-of-files.ts')}' '${directory}'`;
  const said = execFileSync('sh', ['-c', `ulimit -n 100; ${node}`], { encoding: 'utf8' });

  expect(Number(said)).toBeGreaterThan(0);
  expect(linesOf(await readToEnd(directory), 'STDOUT')).toEqual(['hello']);
});

it('closing ends the spare and leaves runs alone', async () => {
  await using runs = new Runs();
  const directory = await runs.prepare('#!/bin/sh\nsleep 0.3; echo finished');
  runs.supervisors.warm();
  runs.supervisors.start(directory);
  runs.supervisors.warm();

  await runs.supervisors.close();

  expect(linesOf(await readToEnd(directory), 'STDOUT')).toEqual(['finished']);
});

it('a script whose spawn was not recorded does not run', async () => {
  await using runs = new Runs();
  const ran = path.join(runs.directory, 'ran');
  const script = path.join(runs.directory, 'script.sh');
  fs.writeFileSync(script, `#!/bin/sh\necho ran > ${ran}\n`, { mode: 0o755 });

  const supervisor = spawn(process.execPath, [program('crash-at-gate.ts'), script], { stdio: 'inherit' });
  await once(supervisor, 'exit');

  await waitFor(
    'the gate to close',
    () => !execFileSync('ps', ['-A', '-o', 'args='], { encoding: 'utf8' }).includes(`sh ${script}`),
  );
  expect(fs.existsSync(ran)).toBe(false);
});

/** A condition that holds once the process has used no processor time at 30 looks in a row. */
function restOf(pid: number | undefined): () => boolean {
  const seen: string[] = [];
  return () => {
    seen.push(fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ').slice(13, 15).join());
    return seen.length > 30 && new Set(seen.slice(-30)).size === 1;
  };
}
