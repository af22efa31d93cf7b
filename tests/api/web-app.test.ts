import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { webApp } from '../../server/http/static.ts';

let root: string;
let url: string;
let server: Server;
beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'fastdeploy-web-'));
  await mkdir(path.join(root, 'dist/assets'), { recursive: true });
  await writeFile(path.join(root, 'dist/index.html'), '<!doctype html><title>FastDeploy</title>');
  await writeFile(path.join(root, 'dist/assets/main-1a2b3c.js'), 'start();');
  await writeFile(path.join(root, 'dist/.env'), 'classified');
  await writeFile(path.join(root, 'secret.txt'), 'classified');
  const answer = webApp(path.join(root, 'dist'));
  server = createServer((req, res) => void answer(req, res, new URL(req.url ?? '/', 'http://localhost')));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(async () => {
  server.close();
  await rm(root, { recursive: true });
});

const browser = { accept: 'text/html,application/xhtml+xml' };

test.each(['/', '/services/podcast', '/deployments/412'])('opens the application for a browser at %s', async (page) => {
  const response = await fetch(url + page, { headers: browser });

  expect([response.status, await response.text()]).toEqual([200, '<!doctype html><title>FastDeploy</title>']);
  expect(response.headers.get('vary')).toBe('Accept, Authorization');
  expect(response.headers.get('cache-control')).toBe('no-cache');
});

test.each([
  ['a script that asks for JSON', '/services', { accept: 'application/json' }],
  ['a client with a token', '/services', { ...browser, authorization: 'Bearer x' }],
  ['a file that is not there', '/assets/old-9z9z9z.js', browser],
])('answers 404 as JSON to %s', async (_who, page, headers) => {
  const response = await fetch(url + page, { headers });

  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({ detail: expect.stringContaining(page) });
});

test('lets browsers keep what has a hash in its name for ever', async () => {
  const { headers } = await fetch(`${url}/assets/main-1a2b3c.js`);

  expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8');
});

test('answers 304 to who has the file already', async () => {
  const etag = (await fetch(`${url}/index.html`)).headers.get('etag') ?? '';

  const again = await fetch(`${url}/index.html`, { headers: { 'if-none-match': etag } });

  expect([again.status, await again.text()]).toEqual([304, '']);
});

test.each([
  '/../secret.txt',
  '/assets/../../secret.txt',
  '/%2e%2e/secret.txt',
  '/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
  '/..%5csecret.txt',
  '/.env',
  '/%2eenv',
  '/assets/%00',
  '/%E0%A4%A',
])('gives nothing outside the application away: %s', async (page) => {
  expect(await rawGet(page)).not.toContain('classified');
});

test('says what to do while the application is not built', async () => {
  const answer = webApp(path.join(root, 'nowhere'));
  const other = createServer((req, res) => void answer(req, res, new URL('http://localhost/')));
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();

  const response = await fetch(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`, {
    headers: browser,
  });

  expect(response.status).toBe(503);
  expect(await response.text()).toContain('npm run build');
  other.close();
});

/** fetch would tidy the path up before it is sent. */
function rawGet(page: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    request({ hostname, port, path: page, headers: browser }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve(text));
    })
      .on('error', reject)
      .end();
  });
}
