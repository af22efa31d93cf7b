import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { requestStop } from '../../../server/runner/attach.ts';
import { buildCommand } from '../../../server/runner/command.ts';
import { sessionMembers } from '../../../server/runner/process-session.ts';
import type { RunSpec } from '../../../server/runner/spec.ts';
import { findSystemUser } from '../../../server/runner/system-user.ts';
import { exitOf, linesOf, ofKind, Runs, readToEnd, readUntil } from './runs.ts';

const nobody = findSystemUser('nobody');
const isRequired = (process.env.FASTDEPLOY_TEST_REQUIRE ?? '').split(',').includes('sudo');
const isRoot = process.getuid?.() === 0;
const maySudo = isRoot && nobody !== null && spawnSync('sudo', ['-n', '-u', 'nobody', 'true']).status === 0;

/** A run whose script belongs to `nobody`, reached the way the server reaches it. */
function asNobody(runs: Runs, spec: Partial<RunSpec> = {}): Partial<RunSpec> {
  fs.chmodSync(runs.directory, 0o755);
  const [script, configFile] = [path.join(runs.directory, 'run-1.sh'), runs.configFile('run-1')];
  return {
    ...buildCommand({ script, user: 'nobody', configFile, path: process.env.PATH ?? '', inherited: {} }),
    configFile: { path: configFile, group: String(nobody?.gid), content: { deployment_id: '412' } },
    ...spec,
  };
}

describe.runIf(maySudo || isRequired)('through sudo', () => {
  beforeAll(() => {
    if (!maySudo) throw new Error('sudo is required: install it, and run the tests as root.');
  });

  it('a script is another user, who reads its config file by group only', async () => {
    await using runs = new Runs();
    const script = `#!/bin/sh\nid -un; stat -c '%a %U %g' "$2"; grep -o '"deployment_id": "412"' "$2"; test -w "$2" || echo read-only`;

    const records = await runs.run(script, asNobody(runs));

    expect(linesOf(records, 'STDOUT')).toEqual([
      'nobody',
      `640 root ${nobody?.gid}`,
      '"deployment_id": "412"',
      'read-only',
    ]);
    expect(exitOf(records).code).toBe(0);
    expect(fs.existsSync(runs.configFile('run-1'))).toBe(false);
  });

  it('a script opens its stdout and stderr by name, and cannot take back what it said', async () => {
    await using runs = new Runs();
    const script =
      '#!/bin/bash\necho one > /dev/stdout\necho two | tee /dev/stderr\necho three > /dev/stderr\ncat < /dev/stdout';

    const records = await runs.run(script, asNobody(runs));

    expect(linesOf(records, 'STDOUT')).toEqual(['one', 'two']);
    expect(linesOf(records, 'STDERR')).toEqual(['two', 'three', expect.stringContaining('Permission denied')]);
  });

  it('a script is canceled together with what it started', async () => {
    await using runs = new Runs();
    const script = "#!/bin/bash\ntrap '' TERM\nsleep 600 &\necho ready\nwhile :; do sleep 0.05; done";
    const directory = await runs.prepare(script, asNobody(runs, { stopGraceMs: 200 }));
    runs.supervisors.start(directory);
    await readUntil(directory, 'log');

    await requestStop(directory, { why: 'cancel', by: 'ada' });
    const records = await readToEnd(directory);

    expect(exitOf(records)).toMatchObject({ stop: 'cancel' });
    expect(ofKind(records, 'spawned').flatMap(sessionMembers)).toEqual([]);
  });

  it('a refusal ends the run with the words of sudo', async () => {
    await using runs = new Runs();
    const spec = asNobody(runs);
    const withoutRule = [
      'setpriv',
      '--reuid',
      String(nobody?.uid),
      '--clear-groups',
      'sudo',
      '-n',
      '-u',
      'root',
    ] as const;
    const script = path.join(runs.directory, 'run-1.sh');

    const records = await runs.run('#!/bin/sh\necho ran', {
      ...spec,
      argv: [...withoutRule, script, '--config', runs.configFile('run-1')],
    });

    expect(exitOf(records)).toMatchObject({ code: 1, stderrTail: expect.stringMatching(/^sudo: .*password/) });
    expect(linesOf(records, 'STDOUT')).toEqual([]);
  });
});
