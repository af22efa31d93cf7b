import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockForServe } from '../../../server/db/serve-lock.ts';
import { createTemporaryDirectory, type TemporaryDirectory } from '../../helpers/directory.ts';

let directory: TemporaryDirectory;

beforeEach(async () => {
  directory = await createTemporaryDirectory();
});

afterEach(async () => {
  await directory[Symbol.asyncDispose]();
});

const lockModule = path.resolve('server/db/serve-lock.ts');

/** Tries to lock, says `held` or `refused`, and keeps what it has until its stdin ends. */
const contender = `
  const { lockForServe } = await import(process.argv[1]);
  try { lockForServe(process.argv[2]); process.stdout.write('held\\n'); process.stdin.resume(); }
  catch (error) { process.stdout.write(error.name === 'StartRefused' ? 'refused\\n' : error.stack); }
`;

function startContender() {
  const child = spawn(process.execPath, ['--input-type=module', '-e', contender, lockModule, directory.path], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return {
    child,
    said: once(child.stdout, 'data').then(([chunk]) => String(chunk).trim()),
    exited: once(child, 'exit'),
  };
}

test('names the process that holds the lock', () => {
  const lock = lockForServe(directory.path);

  expect(() => lockForServe(directory.path)).toThrow(
    new RegExp(`already running on .* \\(process ${process.pid}, since 20`),
  );
  lock.release();
});

test('can be taken again after it was released', () => {
  for (let turn = 0; turn < 3; turn++) lockForServe(directory.path).release();

  lockForServe(directory.path).release();
});

test('the lock of a killed process holds nothing', async () => {
  const { child, said, exited } = startContender();
  expect(await said).toBe('held');
  expect(() => lockForServe(directory.path)).toThrow('already running');

  child.kill('SIGKILL');
  await exited;

  lockForServe(directory.path).release();
  expect(await readdir(directory.path)).toEqual(['serve-lock.2']);
});

test('of several processes that find a dead lock exactly one takes it', async () => {
  for (let round = 0; round < 3; round++) {
    const contenders = Array.from({ length: 5 }, startContender);

    const answers = await Promise.all(contenders.map(({ said }) => said));

    expect(answers.sort()).toEqual(['held', 'refused', 'refused', 'refused', 'refused']);
    for (const { child } of contenders) child.kill('SIGKILL');
    await Promise.all(contenders.map(({ exited }) => exited));
  }
});

test.each([
  ['another boot of the machine', { bootId: 'another' }],
  ['another process with the same number', { startTime: '1' }],
])('does not take %s for the holder', async (_what, difference) => {
  lockForServe(directory.path);
  const file = path.join(directory.path, 'serve-lock.1');
  const holder: object = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...holder, ...difference }));

  lockForServe(directory.path).release();
});
