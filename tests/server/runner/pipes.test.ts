import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { Supervisors } from '../../../server/runner/attach.ts';
import { Output } from '../../../server/runner/output.ts';
import { clearPipesDir, makeOutputPipes } from '../../../server/runner/output-pipes.ts';
import { spawnGated } from '../../../server/runner/script.ts';
import { childrenOf, linesOf, Runs, waitFor } from './runs.ts';
import { TemporaryDirectory } from './temporary-directory.ts';

const opensByName = `#!/bin/bash
echo plain
echo to-stdout > /dev/stdout
echo to-stderr > /dev/stderr
echo again >> /proc/self/fd/2
echo '{"name":"both","state":"success"}' | tee /dev/stderr
`;

it.each(['warm', 'cold'])('a script opens its stdout and stderr by name (%s)', async (kind) => {
  await using runs = new Runs();
  if (kind === 'warm') await warmSpare(runs);

  const records = await runs.run(opensByName);

  expect(linesOf(records, 'STDOUT', 'EVENT')).toEqual(['plain', 'to-stdout', '{"name":"both","state":"success"}']);
  expect(linesOf(records, 'STDERR')).toEqual(['to-stderr', 'again', '{"name":"both","state":"success"}']);
});

it('pipes are found in no directory, anybody may write to them and only their maker may read', () => {
  using parent = new TemporaryDirectory();

  const { stdout, stderr } = makeOutputPipes(parent.path);

  expect(fs.readdirSync(parent.path)).toEqual([]);
  for (const end of [stdout.readEnd, stdout.writeEnd, stderr.readEnd, stderr.writeEnd]) {
    expect(fs.fstatSync(end).isFIFO()).toBe(true);
    expect(fs.fstatSync(end).mode & 0o777).toBe(0o622);
    fs.closeSync(end);
  }
});

it('a script waits at its pipe while the journal takes no more, and nothing is lost', async () => {
  using parent = new TemporaryDirectory();
  const { promise: room, resolve: makeRoom } = Promise.withResolvers<void>();
  let lines = 0;
  const journal: ConstructorParameters<typeof Output>[0] = {
    append: (entry) => {
      if (entry.k === 'log') lines += entry.lines;
    },
    blocked: room,
  };
  const output = new Output(journal, [], 1e9);
  const argv: [string, ...string[]] = ['/bin/sh', '-c', 'seq 1 200000; echo > "$0"', parent.file('done')];
  const script = await spawnGated({ argv, cwd: '/', env: {} }, makeOutputPipes(parent.path));
  const reading = Promise.all([output.read('STDOUT', script.stdout), output.read('STDERR', script.stderr)]);

  script.release();
  await waitFor('the reader to pause', () => script.stdout.isPaused() && script.stdout.readableLength > 0);
  expect(fs.existsSync(parent.file('done'))).toBe(false);

  makeRoom();
  await Promise.all([script.exited, reading]);
  output.close();
  expect(lines).toBe(200_000);
});

it('a spare that is closed while it makes pipes leaves no file', async () => {
  using directory = new TemporaryDirectory();
  let madeSome = false;
  using _watcher = watch(directory.path, () => {
    madeSome = true;
  });
  const supervisors = new Supervisors({ pipesDir: directory.path });

  supervisors.warm();
  await waitFor('the spare to make pipes', () => madeSome);
  await supervisors.close();

  expect(fs.readdirSync(directory.path)).toEqual([]);
});

it('what killed spares left is removed, and pipes in the making are not', () => {
  using directory = new TemporaryDirectory();
  const pipesDir = directory.file('pipes');
  clearPipesDir(pipesDir);
  for (const name of ['abandoned', 'young']) {
    fs.mkdirSync(path.join(pipesDir, name));
    fs.writeFileSync(path.join(pipesDir, name, 'stdout'), '');
  }
  const longAgo = Date.now() / 1000 - 120;
  fs.utimesSync(path.join(pipesDir, 'abandoned'), longAgo, longAgo);

  clearPipesDir(pipesDir);

  expect(fs.readdirSync(pipesDir)).toEqual(['young']);
  expect(fs.statSync(pipesDir).mode & 0o777).toBe(0o700);
});

/** Makes a spare and waits until it holds pipes: both ends of two. */
async function warmSpare(runs: Runs): Promise<void> {
  const others = childrenOf(process.pid);
  runs.supervisors.warm();
  const [spare] = childrenOf(process.pid).filter((pid) => !others.includes(pid));
  await waitFor('the spare to hold pipes', () => heldPipes(spare) === 4);
}

function heldPipes(pid: number | undefined): number {
  return fs
    .readdirSync(`/proc/${pid}/fd`)
    .filter((fd) => targetOf(`/proc/${pid}/fd/${fd}`).includes('/fastdeploy-pipes-')).length;
}

function targetOf(link: string): string {
  try {
    return fs.readlinkSync(link);
  } catch {
    return ''; // closed since it was listed
  }
}

function watch(directory: string, onChange: () => void): Disposable {
  const watcher = fs.watch(directory, onChange);
  return { [Symbol.dispose]: () => watcher.close() };
}
