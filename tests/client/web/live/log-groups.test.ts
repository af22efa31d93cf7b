import { describe, expect, test } from 'vitest';
import { groupMark } from '../../../../client/web/live/log-groups.ts';

const esc = '\u001b';

describe('lines that shape the log', () => {
  test.each([
    ['::group::Install', { kind: 'start', family: 'github', title: 'Install' }],
    ['##[group]Install', { kind: 'start', family: 'github', title: 'Install' }],
    ['::endgroup::', { kind: 'end', family: 'github' }],
    ['--- Run tests', { kind: 'start', family: 'buildkite', title: 'Run tests' }],
    ['+++ Run tests', { kind: 'start', family: 'buildkite', title: 'Run tests' }],
    [
      `${esc}[0Ksection_start:1700000000:build_it[collapsed=true]\r${esc}[0KBuild`,
      { kind: 'start', family: 'gitlab', name: 'build_it', title: 'Build', atMs: 1_700_000_000_000 },
    ],
    [
      `${esc}[0Ksection_end:1700000009:build_it\r${esc}[0K`,
      { kind: 'end', family: 'gitlab', name: 'build_it', atMs: 1_700_000_009_000 },
    ],
    ['TASK [nginx : Ensure it is installed] ************', { kind: 'heading' }],
    [`${esc}[0;32mPLAY RECAP ****${esc}[0m`, { kind: 'heading' }],
    ['PLAY [web] *****', { kind: 'heading' }],
  ])('%j', (line, mark) => {
    expect(groupMark(line)).toMatchObject(mark);
  });

  test.each([
    ...[
      '--- a/server/app.ts',
      '+++ b/server/app.ts',
      '--- /dev/null',
      '--- old.txt\t2026-11-23',
      '--- FAIL: TestX (0.00s)',
    ],
    ...['---', '---- x', 'a ::group::b', 'section_start', 'TASK is done', 'plain', ''],
  ])('%j is just a line', (line) => {
    expect(groupMark(line)).toBeNull();
  });
});
