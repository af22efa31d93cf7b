import { randomBytes, randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import type { Connection } from '../../server/db/connection.ts';
import { ApiClient } from '../helpers/api-client.ts';
import { maintenance, query } from '../helpers/database.ts';
import { ServerProcess } from '../helpers/server-process.ts';
import { until } from '../helpers/until.ts';

/** The address of a database as DATABASE_URL takes it, through its unix socket. */
export function addressOf({ host, port, user, password, dbName }: Connection): string {
  return `postgres://${user}:${encodeURIComponent(password)}@/${dbName}?host=${encodeURIComponent(host)}&port=${port}`;
}

/** Real servers on one database and one services directory. */
export type Servers = AsyncDisposable & {
  connection: Connection;
  /** Data directories by number: servers with the same one are of one host. Not started. */
  servers: ServerProcess[];
};

/** `hosts`: which host each server is of; `[0, 0, 1]` are two servers on one data directory and one on another. */
export async function createServers(hosts: number[], env: NodeJS.ProcessEnv = {}): Promise<Servers> {
  const dbName = `test_${randomUUID().replaceAll('-', '')}`;
  await query(maintenance(), `create database ${dbName}`);
  const connection = { ...inject('cluster'), dbName };
  const secretKey = randomBytes(32).toString('hex');
  const servers: ServerProcess[] = [];
  for (const [index, host] of hosts.entries()) {
    const peer = servers[hosts.indexOf(host)];
    const shared = {
      DATABASE_URL: addressOf(connection),
      FASTDEPLOY_DEPLOY_USER: 'none',
      FASTDEPLOY_SECRET_KEY: secretKey, // as the README asks of servers that share a database
      ...(index > 0 && { FASTDEPLOY_SERVICES_DIR: servers[0]?.servicesDir }),
      ...(peer && { FASTDEPLOY_DATA_DIR: peer.dataDir }),
    };
    servers.push(new ServerProcess({ ...shared, ...env }));
  }
  return {
    connection,
    servers,
    async [Symbol.asyncDispose]() {
      await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
      await query(maintenance(), `drop database if exists ${dbName} with (force)`);
    },
  };
}

/** The same person at another server. */
export const at = (url: string, { token }: ApiClient): ApiClient => new ApiClient(url, token);

export async function running(api: ApiClient, id: string): Promise<void> {
  await until(`${id} prints`, async () => (await api.deployment(id)).logLineCount > 0, 30_000);
}

/** What a server said about things that must not happen at all. */
export const complaints = (server: ServerProcess): string[] =>
  server.stderr
    .split('\n')
    .filter((line) => /could not be looked after|reading the run failed|handed to a super/.test(line));
