import os from 'node:os';
import { Output } from './output.ts';
import { makeOutputPipes, type OutputPipes } from './output-pipes.ts';
import { findStartProblem } from './preflight.ts';
import { bootId, ownIdentity } from './process-identity.ts';
import { sessionMembers } from './process-session.ts';
import { spawnGated } from './script.ts';
import { secretForms } from './secret-forms.ts';

const argv: [string, ...string[]] = [
  '/bin/sh',
  '-c',
  'echo \'{"name":"warm","state":"running"}\'; echo warm >&2',
  'sh',
  '--config',
  '-',
];

/** The third time is no slower than the tenth; the first spawn takes 2 ms longer. */
const rehearsals = 3;

/**
 * Runs every code path of a run, with a script that does nothing and a journal that keeps nothing: the first real
 * run then finds compiled code and loaded modules. Returns pipes for it.
 */
export async function warmUp(): Promise<OutputPipes> {
  for (let i = 0; i < rehearsals; i += 1) await rehearse();
  return makeOutputPipes(os.tmpdir());
}

async function rehearse(): Promise<void> {
  const spec = { argv, cwd: '/', env: {} };
  const output = new Output(
    { append: () => undefined, blocked: null },
    secretForms({ accessToken: 'warm-up', parameters: {} }),
    1024,
  );
  findStartProblem(spec);
  bootId();
  const script = await spawnGated(spec, makeOutputPipes(os.tmpdir()));
  sessionMembers(ownIdentity());
  const reading = Promise.all([output.read('STDOUT', script.stdout), output.read('STDERR', script.stderr)]);
  script.release();
  await Promise.all([script.exited, reading]);
  output.close();
}
