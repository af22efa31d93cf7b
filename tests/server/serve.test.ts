import { once } from 'node:events';
import fs from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createEmptyDatabase, query } from '../helpers/database.ts';
import { ServerProcess } from '../helpers/server-process.ts';
import { until } from '../helpers/until.ts';

/** How a start that is refused ends: exit code 1, and one message on stderr without a stack. */
async function refusal(server: ServerProcess): Promise<string> {
  const child = server.spawn();
  if (child.exitCode === null) await once(child, 'exit');
  expect(child.exitCode).toBe(1);
  const message = server.stderr
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('{"level":'))
    .join('\n');
  expect(message).not.toMatch(/\n\s+at /);
  return message;
}

test('a port in use is one message that names it', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  await using server = new ServerProcess({}, port);

  expect(await refusal(server)).toBe(
    `Port ${port} on 127.0.0.1 is in use already. Stop what listens there, or set PORT to another one (0 picks a free one).`,
  );
  other.close();
});

test('a data directory in use is one message that says who uses it', async () => {
  await using first = new ServerProcess();
  await first.start();
  await using second = new ServerProcess({ FASTDEPLOY_DATA_DIR: first.dataDir });

  const message = await refusal(second);

  expect(message).toContain(first.dataDir);
  expect(message).toContain(String(first.pid));
});

test('a database with tables of somebody else is refused before any write', async () => {
  await using database = await createEmptyDatabase();
  await query(database.connection, 'create table invoices (id int)');
  const { host, user, password, dbName } = database.connection;
  const url = `postgres://${user}:${password}@/${dbName}?host=${encodeURIComponent(host)}`;
  await using server = new ServerProcess({ DATABASE_URL: url, FASTDEPLOY_DEPLOY_USER: 'none' });

  expect(await refusal(server)).toContain('holds tables that FastDeploy did not create (invoices)');
  expect(await query(database.connection, "select relname from pg_class where relname like '%fastdeploy%'")).toEqual(
    [],
  );
});

test('every unusable setting is named in one message', async () => {
  await using server = new ServerProcess({ FASTDEPLOY_MAX_CONCURRENT: 'many', LOG_LEVEL: 'loud' });

  const message = await refusal(server);

  expect(message).toMatch(/^Configuration is not usable:\n- .*\n- /);
  expect(message).toContain('FASTDEPLOY_MAX_CONCURRENT');
  expect(message).toContain('LOG_LEVEL');
});

test('outside the demo a deploy user has to be named', async () => {
  await using server = new ServerProcess({ HOST: '0.0.0.0' });

  expect(await refusal(server)).toContain('FASTDEPLOY_DEPLOY_USER');
  expect(fs.existsSync(server.dataDir)).toBe(false);
});

test('a second start is ready quickly, prints no sign-in link again, and SIGTERM ends it with 0', async () => {
  await using server = new ServerProcess();
  expect((await server.start()).signInCode).not.toBeNull();
  expect(await server.kill('SIGTERM')).toBe(0);

  expect((await server.start()).signInCode).toBeNull();

  expect(await server.kill('SIGINT')).toBe(0);
  expect(fs.readdirSync(path.join(server.directory, 'services')).sort()).toEqual(['fails', 'hello']);
});

test('a server whose database dies says so and ends', async () => {
  await using server = new ServerProcess();
  await server.start();
  const [pid = ''] = fs
    .readFileSync(path.join(server.dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8')
    .split('\n');

  process.kill(Number(pid), 'SIGKILL');

  await until('the server has ended', () => server.exitCode !== null);
  expect(server.exitCode).toBe(1);
  expect(server.stderr).toContain('the embedded PostgreSQL ended');
});
