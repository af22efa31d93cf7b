import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { times } from '../../faults/numbers.ts';
import { isRoot } from '../../helpers/root.ts';

const program = path.join(import.meta.dirname, 'programs/reuse-numbers.ts');
const reuses = times(20, 1_000);

describe.runIf(isRoot)('a process number that comes back', () => {
  it('never makes a foreign process that of a script', { timeout: 300_000 }, () => {
    const namespace = ['--fork', '--pid', '--mount-proc', '--kill-child'];
    const told = execFileSync('unshare', [...namespace, process.execPath, program, String(reuses)], {
      encoding: 'utf8',
    });

    expect(JSON.parse(told)).toEqual({ reused: reuses, mistaken: 0 });
  });
});
