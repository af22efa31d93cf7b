import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withNoScript } from '../../server/http/no-script.ts';
import { administrator, startApp, type TestApp } from '../helpers/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ FASTDEPLOY_TRUSTED_PROXIES: '127.0.0.0/8' });
});
afterAll(() => app[Symbol.asyncDispose]());

const send = (form: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${app.url}/sign-in`, { method: 'POST', body: new URLSearchParams(form), headers, redirect: 'manual' });

describe('the plain form', () => {
  test('sets the cookie of a session and leads on', async () => {
    const { status, headers } = await send({ ...administrator, next: '/deployments/1', remember: 'on' });
    const cookie = headers.get('set-cookie') ?? '';

    const { data } = await app.ask('{ viewer { user { name } } }', { headers: { cookie: cookie.split(';')[0] ?? '' } });

    expect([status, headers.get('location')]).toEqual([303, '/deployments/1']);
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict; Max-Age=2592000$/);
    expect(data).toEqual({ viewer: { user: { name: 'admin' } } });
  });

  test.each([
    ...['//elsewhere.example', 'https://elsewhere.example', '/\\elsewhere', '/sign-in', ''],
    ...['/\t/elsewhere.example', '/\r\n/elsewhere.example', '/\t\\elsewhere', '/\u65e5'],
  ])('never leads away from here: %j', async (next) => {
    expect((await send({ ...administrator, next })).headers.get('location')).toBe('/');
  });

  test('of another site is refused', async () => {
    const foreign = await Promise.all([
      send(administrator, { 'sec-fetch-site': 'cross-site' }),
      send(administrator, { origin: 'https://elsewhere.example' }),
      send(administrator, { origin: 'null' }),
    ]);

    expect(foreign.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect(foreign.map(({ headers }) => headers.get('set-cookie'))).toEqual([null, null, null]);
  });

  test('of our own page is sent with an origin that tells so', async () => {
    const page = await fetch(`${app.url}/sign-in`, { headers: { accept: 'text/html' } });

    expect(page.headers.get('referrer-policy')).toBe('same-origin');
  });

  test('comes back with what was wrong, and with 429 after five times', async () => {
    const headers = { 'x-forwarded-for': '192.0.2.77' };
    const wrong = await send({ name: 'admin', password: 'wrong' }, headers);
    for (let count = 0; count < 4; count += 1) await send({ name: 'admin', password: 'wrong' }, headers);

    const sixth = await send({ ...administrator }, headers);

    expect([wrong.status, await wrong.text()]).toEqual([401, expect.stringContaining('Name or password is wrong.')]);
    expect([sixth.status, await sixth.text()]).toEqual([429, expect.stringContaining('Too many attempts.')]);
    expect(Number(sixth.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('larger than 8 KiB, or as JSON, is not read', async () => {
    const json = await fetch(`${app.url}/sign-in`, {
      method: 'POST',
      body: JSON.stringify(administrator),
      headers: { 'content-type': 'application/json' },
    });

    expect((await send({ name: 'x'.repeat(9_000) })).status).toBe(413);
    expect(json.status).toBe(415);
  });
});

test('what somebody put into the address is text on the page and nothing else', () => {
  const html = withNoScript('<!--no-script-->', '/sign-in', { next: '/"><script>', problem: '<b>&' });

  expect(html).not.toContain('<script>');
  expect(html).not.toContain('<b>');
});
