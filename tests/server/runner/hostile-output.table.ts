/** A step record as the journal holds it. */
export type ExpectedStep = { name: string; state: string; message?: string };

/** One hostile script, and what must be known about it afterwards. */
export type HostileCase = {
  name: string;
  /** The script's text; null: there is no such file. */
  script: string | null;
  /** File mode; 0755 when not given. */
  mode?: number;
  code: number | null;
  signal?: string;
  /** A word of the reason why the script could not be started. */
  notStarted?: string;
  /** The step records in order; a number checks only how many there are. */
  steps: ExpectedStep[] | number;
  /** How many lines and pieces of the script's output are stored. */
  lines: number;
  /** Texts that the stored output contains, in any line. */
  contains?: string[];
  /** Texts that our own lines in the log contain. */
  notes?: string[];
};

const mebibyte = 1024 * 1024;
const pieceBytes = 64 * 1024;

/** Every kind of output that has broken a deployment tool. The same table is used against the journal and against the server. */
export const hostileCases: HostileCase[] = [
  {
    name: 'a line of 20 MB',
    script: shell(`head -c ${20 * mebibyte} /dev/zero | tr '\\0' x; echo`, step('after', 'success')),
    code: 0,
    steps: [{ name: 'after', state: 'SUCCESS' }],
    lines: (20 * mebibyte) / pieceBytes + 1,
  },
  {
    name: 'an event in a line of 100 kB',
    script: shell(
      `printf '{"name":"big","state":"success","misc":"'; head -c 100000 /dev/zero | tr '\\0' x; echo '"}'`,
    ),
    code: 0,
    steps: [{ name: 'big', state: 'SUCCESS' }],
    lines: 2,
  },
  {
    name: 'an event without a newline at the end',
    script: shell(`printf '{"name":"last","state":"success"}'`),
    code: 0,
    steps: [{ name: 'last', state: 'SUCCESS' }],
    lines: 1,
  },
  {
    name: 'invalid UTF-8',
    script: shell(`printf 'a\\377\\376b\\n'`, step('after', 'success')),
    code: 0,
    steps: [{ name: 'after', state: 'SUCCESS' }],
    lines: 2,
    contains: ['a\ufffd\ufffdb'],
  },
  {
    name: 'NUL bytes',
    script: shell(
      `printf 'a\\000b\\n'`,
      `printf '%s\\n' '{"name":"n\\u0000ul","state":"success","message":"x\\u0000y"}'`,
    ),
    code: 0,
    steps: [{ name: 'nul', state: 'SUCCESS', message: 'xy' }],
    lines: 2,
    contains: ['a\ufffdb'],
  },
  {
    name: 'a JSON array',
    script: shell(`echo '["name","state"]'`),
    code: 0,
    steps: [],
    lines: 1,
    contains: ['["name","state"]'],
  },
  { name: 'a JSON number', script: shell('echo 42'), code: 0, steps: [], lines: 1, contains: ['42'] },
  { name: 'JSON null', script: shell('echo null'), code: 0, steps: [], lines: 1, contains: ['null'] },
  { name: 'an object without a name', script: shell(`echo '{"state":"failure"}'`), code: 0, steps: [], lines: 1 },
  {
    name: 'messages that are not text',
    script: shell(
      `echo '{"name":"m","message":["a",1,{"b":true}]}'`,
      `echo '{"name":"m","state":"success","message":7}'`,
    ),
    code: 0,
    steps: [
      { name: 'm', state: 'RUNNING', message: 'a\n1\n{"b":true}' },
      { name: 'm', state: 'SUCCESS', message: '7' },
    ],
    lines: 2,
  },
  {
    name: 'an unknown state',
    script: shell(step('odd', 'exploded')),
    code: 0,
    steps: [{ name: 'odd', state: 'WARNING', message: 'unknown state "exploded"' }],
    lines: 1,
  },
  {
    name: 'a missing state',
    script: shell(`echo '{"name":"open"}'`),
    code: 0,
    steps: [{ name: 'open', state: 'RUNNING' }],
    lines: 1,
  },
  {
    name: 'a name of 300 characters',
    script: shell(step('é'.repeat(300), 'success')),
    code: 0,
    steps: [{ name: `${'é'.repeat(254)}…`, state: 'SUCCESS' }],
    lines: 1,
    contains: ['é'.repeat(300)],
  },
  {
    name: '1,000,000 short lines',
    script: shell('seq 1 1000000', step('after', 'success')),
    code: 0,
    steps: [{ name: 'after', state: 'SUCCESS' }],
    lines: 1_000_001,
    contains: ['1000000'],
  },
  {
    name: '2,000 different steps',
    script: shell(
      'i=0',
      'while [ $i -lt 2000 ]; do i=$((i+1)); echo "{\\"name\\":\\"step $i\\",\\"state\\":\\"success\\"}"; done',
    ),
    code: 0,
    steps: 2000,
    lines: 2000,
  },
  {
    name: 'a child that holds stdout',
    script: shell('sleep 600 &', step('only', 'success'), 'exit 0'),
    code: 0,
    steps: [{ name: 'only', state: 'SUCCESS' }],
    lines: 1,
    notes: ['still holds its output', 'were killed'],
  },
  { name: 'a script that exits at once', script: shell('exit 0'), code: 0, steps: [], lines: 0 },
  { name: 'a script that is empty', script: '', code: 0, steps: [], lines: 0 },
  { name: 'a missing script', script: null, code: null, notStarted: 'not found', steps: [], lines: 0 },
  {
    name: 'a script without the execute bit',
    script: shell('echo hi'),
    mode: 0o644,
    code: null,
    notStarted: 'chmod +x',
    steps: [],
    lines: 0,
  },
  {
    name: 'a missing interpreter',
    script: '#!/nowhere/python9\n',
    code: null,
    notStarted: '/nowhere/python9',
    steps: [],
    lines: 0,
  },
  {
    name: 'Windows line endings',
    script: '#!/bin/sh\r\necho hi\r\n',
    code: null,
    notStarted: 'Windows line endings',
    steps: [],
    lines: 0,
  },
  {
    name: 'exit 1 without a step',
    script: shell('echo sorry >&2', 'exit 1'),
    code: 1,
    steps: [],
    lines: 1,
    contains: ['sorry'],
  },
  {
    name: 'death by SIGKILL',
    script: shell(step('doomed', 'running'), 'kill -9 $$'),
    code: null,
    signal: 'SIGKILL',
    steps: [{ name: 'doomed', state: 'RUNNING' }],
    lines: 1,
  },
];

function shell(...lines: string[]): string {
  return ['#!/bin/sh', ...lines, ''].join('\n');
}

function step(name: string, state: string): string {
  return `echo '${JSON.stringify({ name, state })}'`;
}
