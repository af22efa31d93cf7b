import fs from 'node:fs';
import path from 'node:path';
import { system } from '../access/viewer.ts';
import { readConfig, readEnvironment } from '../config.ts';
import type { Check } from '../operations/check.ts';
import { unreachable } from '../operations/check-database.ts';
import { examine } from '../operations/doctor.ts';
import { type CommandDatabase, openDatabase } from './database.ts';
import { exitCodes } from './exit-codes.ts';
import { localServerPid } from './local-server.ts';

export type DoctorOptions = { service?: string; json?: boolean };

/** Looks at everything a deployment needs and says what is wrong and what to do. Works without a server; fails when a check does. */
export async function doctor({ service, json }: DoctorOptions): Promise<number> {
  const config = readConfig(readEnvironment());
  const opened = service === undefined ? await tryToOpen() : unreachable('not asked');
  const database = 'code' in opened ? opened : opened.connection;
  try {
    const serverPid = localServerPid(config.dataDir) ?? process.pid;
    const dataDir = nearestExisting(config.dataDir);
    const checks = await examine({ config: { ...config, dataDir }, database, serverPid }, system, { service });
    process.stdout.write(json ? `${JSON.stringify(checks)}\n` : asText(checks));
    return checks.some(({ state }) => state === 'FAIL') ? exitCodes.failure : exitCodes.ok;
  } finally {
    if (!('code' in opened)) await opened[Symbol.asyncDispose]();
  }
}

/** A database that cannot be opened is one more thing to say, not the end. */
async function tryToOpen(): Promise<CommandDatabase | Check> {
  try {
    return await openDatabase();
  } catch (error) {
    return unreachable(error);
  }
}

/** Before the first start there is no data directory, but a disk to put it on. */
function nearestExisting(directory: string): string {
  return fs.existsSync(directory) ? directory : nearestExisting(path.dirname(directory));
}

function asText(checks: readonly Check[]): string {
  const lines = checks.flatMap(({ state, title, service, message, hint }) => [
    `${marks[state]} ${service === null ? '' : `${service}: `}${title}: ${message}`,
    ...(hint === null ? [] : [`     ${hint}`]),
  ]);
  const count = (state: Check['state']): number => checks.filter((check) => check.state === state).length;
  return `${lines.join('\n')}\n${count('PASS')} passed, ${count('WARN')} to look at, ${count('FAIL')} failed\n`;
}

const marks = { PASS: 'ok  ', WARN: 'warn', FAIL: 'FAIL' } as const;
