import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { type Finished, runCommand } from './command.ts';

/** Runs the command against something that is no FastDeploy, or one in trouble. */
async function against(answer: RequestListener, ...args: string[]): Promise<Finished> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    return await runCommand(args, { FASTDEPLOY_URL: `http://127.0.0.1:${port}/`, FASTDEPLOY_TOKEN: 'secret' });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const log = { data: { deployment: { number: 1, logUrl: '', logRemovedAt: null } } };

test('a page instead of an answer is told at once, not tried again', async () => {
  const { code, stderr } = await against((_req, res) => res.end('<html>'), 'deploy', 'web');

  expect(code).toBe(1);
  expect(stderr).toMatch(/^http:\/\/127.0.0.1:\d+ does not answer like FastDeploy \(HTTP 200\)\.\n$/);
});

test.each(['503', 'INTERNAL_SERVER_ERROR'])('%s is tried again until there is an answer', async (trouble) => {
  let asked = 0;
  const { code, stderr } = await against(
    (_req, res) => {
      if (++asked < 3 && trouble === '503') res.writeHead(503).end();
      else if (asked < 3) res.end(JSON.stringify({ errors: [{ message: 'Oh.', extensions: { code: trouble } }] }));
      else res.end(JSON.stringify({ data: { deployment: null } }));
    },
    'logs',
    '1',
  );

  expect(asked).toBe(3);
  expect(code).toBe(7);
  expect(stderr.match(/does not answer/g)).toHaveLength(1);
});

test('the same key comes with each attempt, so that a repeated start starts once', async () => {
  const keys: string[] = [];
  await against(
    (req, res) => {
      req.setEncoding('utf8').on('data', (body: string) => {
        keys.push(JSON.parse(body).variables.input.idempotencyKey);
        if (keys.length < 3) req.destroy();
        else res.end(JSON.stringify({ data: { startDeployment: { code: 'CONFLICT', message: 'no' } } }));
      });
    },
    'deploy',
    'web',
  );

  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(1);
});

test('half a log is never taken for a whole one', async () => {
  const { code, stdout, stderr } = await against(
    (req, res) => {
      if (req.method === 'POST') return res.end(JSON.stringify(log));
      res.writeHead(200, { 'content-length': '1000' }).write('half', () => res.destroy());
    },
    'logs',
    '1',
  );

  expect(code).toBe(8);
  expect('half'.startsWith(stdout)).toBe(true);
  expect(stderr).toContain('this is not the whole log');
});

test('a log that may not be read is told at once', async () => {
  const { code, stderr } = await against(
    (req, res) => (req.method === 'POST' ? res.end(JSON.stringify(log)) : res.writeHead(403).end()),
    'logs',
    '1',
  );

  expect(code).toBe(1);
  expect(stderr).toContain('HTTP 403');
});
