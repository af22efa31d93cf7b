import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { system } from '../../../server/access/viewer.ts';
import { createLog } from '../../../server/log.ts';
import { retention } from '../../../server/operations/retention.ts';
import { findSupervisor } from '../../../server/runner/attach.ts';
import { findProcess } from '../../../server/runner/process-identity.ts';
import { openTestCore } from '../../helpers/core.ts';
import { waitsFor } from '../../helpers/services.ts';
import { until } from '../../helpers/until.ts';
import { dayMs, Stored } from './stored-runs.ts';

let stored: Stored;
let service: number;
beforeEach(async () => {
  stored = await Stored.open();
  service = await stored.service('web');
});
afterEach(() => stored[Symbol.asyncDispose]());

const prune = (dryRun = false) => stored.retention.prune(system, { logDays: 90, dryRun });
const hours = (count: number): number => count / 24;
const record = (entry: object): string => `${JSON.stringify({ n: 1, t: 0, ...entry })}\n`;
const exit = record({ k: 'exit', code: 0, signal: null, ms: 1 });
const read = { offset: Buffer.byteLength(exit) };

test.each([
  ['goes a day after the run ended', { ...read, days: hours(25) }, 'gone', true],
  ['goes too when no supervisor ever took the run', { ...read, days: hours(25) }, 'missing', true],
  ['stays on the first day', { ...read, days: hours(23) }, 'gone', false],
  ['stays while the supervisor lives', { ...read, days: hours(25) }, 'alive', false],
  ['stays while the run is not over', { ...read, state: 'RUNNING' }, 'gone', false],
  ['stays while the run waits in the queue', { state: 'QUEUED' }, 'gone', false],
  ['stays while its journal is not read to the end', { offset: 0, days: hours(25) }, 'gone', false],
] as const)('the directory of a run %s', async (_rule, run, supervisor, goes) => {
  const { runId } = await stored.run(service, run);
  const directory = stored.directory(runId, supervisor, { 'journal.ndjson': exit });
  stored.age(directory, 1_000);

  await prune();

  expect(fs.existsSync(directory)).toBe(!goes);
});

test.each([
  ['goes after a day', 25, 'gone', true],
  ['stays on the first day', 23, 'gone', false],
  ['stays while its supervisor lives', 1_000, 'alive', false],
] as const)('the directory of a run that the database does not know %s', async (_rule, age, supervisor, goes) => {
  const directory = stored.directory(randomUUID(), supervisor, { 'journal.ndjson': exit });
  stored.age(directory, age);

  await prune();

  expect(fs.existsSync(directory)).toBe(!goes);
});

test('a young file keeps the directory of an unknown run', async () => {
  const directory = stored.directory(randomUUID(), 'gone', { 'journal.ndjson': exit });
  stored.age(directory, 1_000);
  fs.appendFileSync(path.join(directory, 'journal.ndjson'), '\n');
  const then = new Date(stored.now - dayMs * 40);
  fs.utimesSync(directory, then, then);

  await prune();

  expect(fs.existsSync(directory)).toBe(true);
});

test('a directory stays while the script lives, also without its supervisor', async () => {
  const script = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
  const identity = findProcess(script.pid ?? 0);
  const spawned = record({ k: 'spawned', pid: identity?.pid, startTime: identity?.startTime });
  const { runId } = await stored.run(service, { offset: Buffer.byteLength(spawned), days: hours(25) });
  const directory = stored.directory(runId, 'gone', { 'journal.ndjson': spawned });

  await prune();
  const whileAlive = fs.existsSync(directory);
  const ended = once(script, 'exit');
  script.kill('SIGKILL');
  await ended;
  await prune();

  expect(whileAlive).toBe(true);
  expect(fs.existsSync(directory)).toBe(false);
});

test('what is no run directory is left alone', async () => {
  const notes = path.join(stored.runsDir, 'notes');
  fs.mkdirSync(notes);
  stored.age(notes, 1_000);

  await prune();

  expect(fs.existsSync(notes)).toBe(true);
});

test.each([
  ['goes as soon as the run has ended', 'FAILURE', 'gone', true],
  ['stays while the supervisor lives', 'FAILURE', 'alive', false],
  ['stays while the run is not over', 'RUNNING', 'gone', false],
] as const)('the config file of a run %s', async (_rule, state, supervisor, goes) => {
  const { runId } = await stored.run(service, { state, ...read, days: 0 });
  const directory = stored.directory(runId, supervisor, { 'journal.ndjson': exit });
  fs.writeFileSync(stored.configFile(runId), '{}');

  const { configFiles } = await prune();

  expect(fs.existsSync(stored.configFile(runId))).toBe(!goes);
  expect(configFiles).toEqual(goes ? { count: 1, bytes: 2 } : { count: 0, bytes: 0 });
  expect(fs.existsSync(directory)).toBe(true);
});

test('a config file of which no run directory speaks is not ours', async () => {
  const foreign = stored.configFile((await stored.run(service)).runId);
  fs.writeFileSync(foreign, '{}');

  await prune();

  expect(fs.existsSync(foreign)).toBe(true);
});

test('one directory that cannot be read keeps no other', async () => {
  const [broken, good] = [
    await stored.run(service, { ...read, days: 2 }),
    await stored.run(service, { ...read, days: 2 }),
  ];
  for (const { runId } of [broken, good]) stored.directory(runId, 'gone', { 'journal.ndjson': exit });
  fs.writeFileSync(path.join(stored.runsDir, broken.runId, 'spec.json'), '{');

  const { runDirectories } = await prune();

  expect(runDirectories.count).toBe(1);
  expect(fs.readdirSync(stored.runsDir)).toEqual([broken.runId]);
});

test('a dry run counts directories and config files and leaves them', async () => {
  for (const days of [hours(25), 40]) {
    const { runId } = await stored.run(service, { ...read, days });
    stored.directory(runId, 'gone', { 'journal.ndjson': exit });
    fs.writeFileSync(stored.configFile(runId), '{}');
  }

  const promised = await prune(true);
  const untouched = [fs.readdirSync(stored.runsDir).length, fs.readdirSync(stored.configDir).length];
  const done = await prune();

  expect(untouched).toEqual([2, 2]);
  expect(done).toEqual(promised);
  expect(done).toMatchObject({ runDirectories: { count: 2 }, configFiles: { count: 2, bytes: 4 } });
  expect([...fs.readdirSync(stored.runsDir), ...fs.readdirSync(stored.configDir)]).toEqual([]);
});

test('a run that is running is never touched, and its directory goes when it is long over', async () => {
  await using core = await openTestCore();
  await core.write('slow', { script: `touch '${core.flag('started')}'; ${waitsFor(core.flag('go'))}; cat "$2"` });
  const id = await core.start('slow');
  await core.raised('started');
  const yearsLater = () => Date.now() + 1_000 * dayMs;
  const { prune: pruneLater } = retention({
    pool: core.core.pool,
    runsDir: core.dataDir.runsDir,
    log: createLog('silent'),
    now: yearsLater,
  });

  const during = await pruneLater(system, { logDays: 0 });
  await core.raise('go');
  const { state } = await core.ended(id);
  const directory = await core.runDir(id);
  await until('its supervisor is gone', () => findSupervisor(directory).kind === 'gone');
  const after = await pruneLater(system, { logDays: 0 });

  expect(during).toMatchObject({ runDirectories: { count: 0 }, configFiles: { count: 0 } });
  expect(state).toBe('SUCCESS');
  expect(await core.logText(id)).toContain('"deployment_id"');
  expect(after.runDirectories.count).toBe(1);
  expect(fs.existsSync(directory)).toBe(false);
});
