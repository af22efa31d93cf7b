import fs from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import { accessOperations } from '../access/access.operations.ts';
import { commandLine } from '../access/viewer.ts';
import { openMigratedDatabase, withOrm } from './database.ts';

/** The address of the server that runs on this data directory; null when none does. */
export function localServer(dataDir: string): string | null {
  return announced(dataDir)?.url ?? null;
}

/** The process of the server that runs on this data directory; null when none does. */
export function localServerPid(dataDir: string): number | null {
  return announced(dataDir)?.pid ?? null;
}

function announced(dataDir: string): { url: string; pid: number } | null {
  try {
    const server: { url: string; pid: number } = JSON.parse(fs.readFileSync(path.join(dataDir, 'server.json'), 'utf8'));
    return isAlive(server.pid) ? server : null;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Signs in as the first administrator through the database: who may read the data directory needs no token. */
export async function localSession(): Promise<string> {
  await using database = await openMigratedDatabase();
  const session = await withOrm(database, (orm) =>
    accessOperations({ orm }).mintAdministratorSession(commandLine(userInfo().username)),
  );
  return session.secret;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return hasCode(error, 'EPERM'); // another account's process
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
