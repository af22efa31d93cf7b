import fs from 'node:fs';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { claimForNobody } from '../../../server/runner/run-claim.ts';
import {
  prepareRun,
  type RunSpec,
  readSpec,
  removeRun,
  runDirectory,
  takeSecrets,
} from '../../../server/runner/spec.ts';
import { TemporaryDirectory } from './temporary-directory.ts';

const spec: RunSpec = {
  version: 1,
  runId: 'a-1',
  argv: ['/bin/true'],
  cwd: '/',
  env: {},
  configFile: { path: '/tmp/c.json', group: null, content: {} },
  timeoutMs: 0,
  stopGraceMs: 1,
  maxLogBytes: 1,
};
const secrets = { accessToken: 'token-1', parameters: { key: 'value' } };
const mode = (file: string): number => fs.statSync(file).mode & 0o777;

it('a prepared run is private', async () => {
  using runs = new TemporaryDirectory();

  const directory = await prepareRun(runs.path, spec, secrets);

  expect(directory).toBe(runDirectory(runs.path, 'a-1'));
  expect(mode(directory)).toBe(0o700);
  expect(fs.readdirSync(directory).map((name) => [name, mode(path.join(directory, name))])).toEqual([
    ['secrets.json', 0o600],
    ['spec.json', 0o600],
  ]);
});

it('preparing a run again changes nothing, and repairs what a crash left half-done', async () => {
  using runs = new TemporaryDirectory();
  const directory = await prepareRun(runs.path, spec, secrets);
  fs.writeFileSync(path.join(directory, 'spec.json'), '{"ver');
  fs.rmSync(path.join(directory, 'secrets.json'));

  await prepareRun(runs.path, spec, secrets);

  expect(readSpec(directory)).toEqual(spec);
  expect(takeSecrets(directory)).toEqual(secrets);
});

it('a run that a supervisor has taken gets no secrets any more', async () => {
  using runs = new TemporaryDirectory();
  const directory = await prepareRun(runs.path, spec, secrets);
  takeSecrets(directory);
  fs.writeFileSync(path.join(directory, 'supervisor.json'), '{}');

  await prepareRun(runs.path, spec, secrets);

  expect(fs.readdirSync(directory)).toEqual(['spec.json', 'supervisor.json']);
});

it('a format of another version is refused', async () => {
  using runs = new TemporaryDirectory();
  const directory = await prepareRun(runs.path, spec, secrets);
  fs.writeFileSync(path.join(directory, 'spec.json'), JSON.stringify({ ...spec, version: 2 }));

  expect(() => readSpec(directory)).toThrow('version 2');
});

it.each(['', '..', 'a/b', '.', 'a\n', 'x'.repeat(65)])('%j is not a run id', (runId) => {
  expect(() => runDirectory('/runs', runId)).toThrow('not a run id');
});

it('a run is removed with everything in it, once or twice', async () => {
  using runs = new TemporaryDirectory();
  await prepareRun(runs.path, spec, secrets);

  await removeRun(runs.path, 'a-1');
  await removeRun(runs.path, 'a-1');

  expect(fs.readdirSync(runs.path)).toEqual([]);
});

it('leaves no secret behind when the script was started while the run was prepared again', async () => {
  using runs = new TemporaryDirectory();
  const directory = runDirectory(runs.path, 'a-1');
  fs.mkdirSync(directory);
  fs.writeFileSync(path.join(directory, 'journal.ndjson'), '{"n":1,"t":1,"k":"spawned","pid":1,"startTime":"1"}\n');

  await prepareRun(runs.path, spec, secrets);

  expect(fs.existsSync(path.join(directory, 'secrets.json'))).toBe(false);
});

it('leaves no secret behind when the run is withdrawn while it is prepared', async () => {
  using runs = new TemporaryDirectory();
  const directory = runDirectory(runs.path, 'a-1');
  const rename = vi.spyOn(fs, 'renameSync').mockImplementationOnce((...paths) => {
    claimForNobody(directory);
    fs.renameSync(...paths);
  });

  await prepareRun(runs.path, spec, secrets);

  expect(rename).toHaveBeenCalled();
  expect(fs.existsSync(path.join(directory, 'secrets.json'))).toBe(false);
});
