import fs from 'node:fs';
import path from 'node:path';

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

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return hasCode(error, 'EPERM'); // another account's process
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
