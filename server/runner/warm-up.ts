import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { makeOutputPipes, type OutputPipes } from './output-pipes.ts';
import { prepareRun, type RunSpec } from './spec.ts';
import { supervise } from './supervise.ts';

const script = 'echo \'{"name":"warm","state":"running"}\'; echo warm >&2';

/** The third time is no slower than the tenth; the first spawn takes 2 ms longer. */
const rehearsals = 3;

/**
 * Executes runs that do nothing, from their hand-over files to their exit record: the first real run then finds compiled
 * code and loaded modules. Returns pipes for it, or null when it has come meanwhile. What a kill leaves behind is removed
 * like pipes (output-pipes.ts).
 */
export async function warmUp(work: AbortSignal): Promise<OutputPipes | null> {
  for (let i = 0; i < rehearsals && !work.aborted; i += 1) await rehearse();
  return work.aborted ? null : makeOutputPipes(os.tmpdir());
}

async function rehearse(): Promise<void> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'fastdeploy-rehearsal-'));
  try {
    const run = await prepareRun(directory, specIn(directory), { accessToken: 'warm-up', parameters: {} });
    await supervise(run, makeOutputPipes(directory));
  } finally {
    fs.rmSync(directory, { recursive: true, force: true });
  }
}

const specIn = (directory: string): RunSpec => ({
  version: 1,
  runId: 'rehearsal',
  argv: ['/bin/sh', '-c', script, '/bin/sh', '--config', '-'],
  cwd: '/',
  env: {},
  configFile: { path: path.join(directory, 'config.json'), group: null, content: {} },
  timeoutMs: 0,
  stopGraceMs: 1_000,
  maxLogBytes: 1_024,
});
