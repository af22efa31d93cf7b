import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiClient } from '../helpers/api-client.ts';
import { bearer, startApp, type TestApp } from '../helpers/app.ts';
import { says, writeService } from '../helpers/services.ts';
import { until } from '../helpers/until.ts';

const script = [
  'echo before',
  says('build', 'running'),
  String.raw`printf 'one\ntwo\n'`,
  says('build', 'success'),
  says('migrate', 'running'),
  String.raw`printf '\033[31mValueError: no such table\033[0m\n' >&2`,
  'exit 3',
].join('\n');
const parameters = {
  type: 'object',
  properties: { version: { type: 'string' }, password: { type: 'string', writeOnly: true } },
};

let app: TestApp;
let api: ApiClient;
let run = '';
const get = (name: string, headers: Record<string, string> = bearer(api.token)): Promise<Response> =>
  fetch(`${app.url}/deployments/${run}${name}`, { headers });
const text = async (name: string): Promise<string> => (await get(name)).text();

beforeAll(async () => {
  app = await startApp();
  api = new ApiClient(app.url, await app.signIn());
  const config = {
    environment: 'staging',
    parameters,
    steps: [{ name: 'build' }, { name: 'migrate' }, { name: 'verify' }],
  };
  await writeService(path.join(app.directory, 'services'), 'web', { script, config });
  await api.request('mutation { syncServices { __typename } }');
  const id = await api.start('web', { version: 'v2', password: 'correct horse' });
  await until('the deployment ended', async () => (await api.deployment(id)).finished);
  run = id.replace('dep_', '');
});
afterAll(() => app[Symbol.asyncDispose]());

test('a deployment as text says what happened, with what, step by step, and why, and keeps secrets', async () => {
  const page = await text('.txt');

  expect(page).toMatch(/^web #1: FAILURE, exit code 3, after \d+\.\d s\n\nEnvironment {2}staging\n/);
  expect(page).toMatch(/Asked for {4}20\S+Z by admin \(\w+\)\n/);
  expect(page).toContain(`/deployments/${run}/log.txt\n`);
  expect(page).toMatch(/Parameters\n {2}\w+ +.*\n {2}\w+ +.*\n/);
  expect(page).toMatch(/ {2}version {3}v2\n/);
  expect(page).toMatch(/ {2}password {2}\*\*\*\n/);
  expect(page).not.toContain('correct horse');
  expect(page).toMatch(
    /Steps\n {2}1 {2}SUCCESS {2}build {4}\d\.\d s\n {2}2 {2}FAILURE {2}migrate {2}\d\.\d s\n {2}3 {2}SKIPPED {2}verify\n/,
  );
  expect(page).toMatch(/Why\n[\s\S]*\d {2}ValueError: no such table\n$/);
});

test('the log of one step is asked for by name or position', async () => {
  const build = await text('/log?step=build');

  expect(build.split('\n').filter((line) => !line.startsWith('{'))).toEqual(['one', 'two', '']);
  expect(await text('/log?step=1')).toBe(build);
  const answer = await get('/log?step=nothing');
  expect(answer.status).toBe(400);
  expect(await answer.text()).toBe('step: must be one of: build, migrate, verify\n');
});

test('ts=1 puts a time before each line and changes nothing else', async () => {
  const timed = await text('/log?ts=1');

  expect(
    timed
      .trimEnd()
      .split('\n')
      .every((line) => /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z /.test(line)),
  ).toBe(true);
  expect(timed.replaceAll(/^\S+Z /gm, '')).toBe(await text('/log'));
});

test('only log.txt?follow=1 says at its end how the deployment ended', async () => {
  const log = await text('/log');

  expect(await text('/log.txt')).toBe(log);
  expect(await text('/log?follow=1')).toBe(log);
  expect((await text('/log.txt?follow=1')).slice(log.length)).toMatch(/^#1: FAILURE, exit code 3, after \d+\.\d s\n$/);
});

test('the text of a deployment is for those who may read it', async () => {
  expect((await get('.txt', {})).status).toBe(401);
  expect((await fetch(`${app.url}/deployments/999.txt`, { headers: bearer(api.token) })).status).toBe(404);
  expect((await fetch(`${app.url}/deployments/999/log?step=1`, { headers: bearer(api.token) })).status).toBe(404);
});

test('the page of a deployment leads to its text without JavaScript, and no other page does', async () => {
  const html = { accept: 'text/html' };
  const page = await (await fetch(`${app.url}/deployments/12`, { headers: html })).text();

  expect(page).toMatch(/<noscript>[\s\S]*href="\/deployments\/12\/log\.txt"[\s\S]*<\/noscript>/);
  expect(await (await fetch(`${app.url}/deployments/%22%3E`, { headers: html })).text()).not.toContain('log.txt');
});
