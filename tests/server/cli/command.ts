import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { ServerProcess } from '../../helpers/server-process.ts';

const main = path.resolve(import.meta.dirname, '../../../server/main.ts');

export type Finished = { code: number | null; stdout: string; stderr: string };

/** A command as a process: what it printed so far, and how it ended. */
export type Command = { child: ChildProcess; stdout: string; stderr: string; finished: Promise<Finished> };

/** Starts `fastdeploy …args` with nothing in its environment but `env`. Ends with its test at the latest. */
export function startCommand(args: string[], env: NodeJS.ProcessEnv, input = ''): Command {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    cwd: '/',
    stdio: 'pipe',
    timeout: 60_000,
  });
  const command: Command = {
    child,
    stdout: '',
    stderr: '',
    finished: Promise.resolve({ code: 0, stdout: '', stderr: '' }),
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    command.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    command.stderr += text;
  });
  child.stdin.end(input);
  command.finished = once(child, 'close').then(() => ({
    code: child.exitCode,
    stdout: command.stdout,
    stderr: command.stderr,
  }));
  return command;
}

export const runCommand = (args: string[], env: NodeJS.ProcessEnv = {}, input = ''): Promise<Finished> =>
  startCommand(args, env, input).finished;

/** The environment of somebody on the server's own machine. */
export const localTo = (server: ServerProcess): NodeJS.ProcessEnv => ({
  FASTDEPLOY_DATA_DIR: server.dataDir,
  FASTDEPLOY_SERVICES_DIR: server.servicesDir,
});
