import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiClient } from '../../helpers/api-client.ts';
import { ServerProcess } from '../../helpers/server-process.ts';
import { says, writeService } from '../../helpers/services.ts';
import { until } from '../../helpers/until.ts';
import { type Finished, localTo, runCommand, startCommand } from './command.ts';

let server: ServerProcess;
let api: ApiClient;
let gate: string;
const here = (...args: string[]): Promise<Finished> => runCommand(args, localTo(server));

const mixed = `
${says('One', 'running')}
i=0; while [ $i -lt 300 ]; do i=$((i+1)); echo "line $i"; echo "error $i" >&2; done
head -c 200000 /dev/zero | tr '\\0' x; echo
printf '\\033[31mred\\033[0m \\303\\244 no newline at the end'
`;

beforeAll(async () => {
  server = new ServerProcess();
  gate = path.join(server.directory, 'gate');
  await writeService(server.servicesDir, 'mixed', { script: mixed });
  const ticks = `i=0; while [ ! -e '${gate}' ] || [ $i -lt 200 ]; do i=$((i+1)); echo "tick $i"; sleep 0.01; done`;
  await writeService(server.servicesDir, 'ticks', { script: ticks });
  const { url, signInCode } = await server.start();
  api = await ApiClient.signInOnce(url, signInCode ?? '');
});
afterAll(() => server[Symbol.asyncDispose]());

test('logs, with and without --follow, equals the download byte for byte', async () => {
  const id = (await here('deploy', 'mixed')).stdout.trim();

  const downloaded = await api.log(id);
  const plain = await here('logs', id);
  const followed = await here('logs', id.slice(4), '--follow');

  expect(downloaded.length).toBeGreaterThan(200_000);
  expect(plain.stdout === downloaded).toBe(true);
  expect(followed.stdout === downloaded).toBe(true);
});

test('--after begins behind that line in both', async () => {
  const id = (await here('deploy', 'mixed')).stdout.trim();

  const plain = await here('logs', id, '--after', '590');
  const followed = await here('logs', id, '--after', '590', '--follow');

  expect(plain.stdout.length).toBeGreaterThan(1_000);
  expect(followed.stdout === plain.stdout).toBe(true);
});

test('a deployment that is not there is refused with 7', async () => {
  expect(await here('logs', '999999')).toMatchObject({ code: 7, stdout: '' });
  expect(await here('logs', 'nonsense', '--follow')).toMatchObject({ code: 7, stdout: '' });
});

test('a reader that has had enough ends the command without a word', async () => {
  const id = (await here('deploy', 'mixed')).stdout.trim();

  for (const more of [[], ['--follow']]) {
    const command = startCommand(['logs', id, ...more], localTo(server));
    command.child.stdout?.destroy();

    expect(await command.finished).toMatchObject({ code: 0, stderr: '' });
  }
});

test('a server killed and started again in the middle of a run costs no line and doubles none', async () => {
  const following = startCommand(['deploy', 'ticks', '--log'], localTo(server));
  for (let kills = 1; kills <= 3; kills++) {
    const lines = following.stdout.length;
    await until('lines come', () => following.stdout.length > lines + 100);
    await server.kill();
    await server.start();
  }
  const lines = following.stdout.length;
  await until('lines come again', () => following.stdout.length > lines);
  await writeFile(gate, '');

  const { code, stdout, stderr } = await following.finished;

  const numbers = stdout
    .trim()
    .split('\n')
    .map((line) => Number(line.slice('tick '.length)));
  expect(code).toBe(0);
  expect(numbers).toEqual(numbers.map((_number, index) => index + 1));
  expect(stderr.match(/does not answer/g)).toHaveLength(3);
}, 60_000);
