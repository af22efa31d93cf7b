import fs from 'node:fs';
import path from 'node:path';
import { errorCode } from './durable-file.ts';
import type { RunSpec } from './spec.ts';

/** Why this command cannot be started, in words an operator can act on; null when nothing speaks against it. */
export function findStartProblem({ argv, cwd, env }: Pick<RunSpec, 'argv' | 'cwd' | 'env'>): string | null {
  const viaSudo = argv[0] === 'sudo';
  const script = argv[argv.lastIndexOf('--config') - 1] ?? argv[0];
  return directoryProblem(cwd) ?? (viaSudo ? sudoProblem(env.PATH ?? '') : null) ?? scriptProblem(script, viaSudo);
}

function directoryProblem(directory: string): string | null {
  const found = fs.statSync(directory, { throwIfNoEntry: false });
  return found?.isDirectory() ? null : `working directory ${directory} not found`;
}

function sudoProblem(searchPath: string): string | null {
  const isThere = searchPath.split(':').some((directory) => isExecutable(path.join(directory, 'sudo')));
  return isThere
    ? null
    : `sudo not found in PATH ${searchPath}: install it, or set FASTDEPLOY_DEPLOY_USER=none to run scripts without it`;
}

function scriptProblem(script: string, viaSudo: boolean): string | null {
  try {
    const found = fs.statSync(script);
    if (!found.isFile()) return `deploy script ${script} is not a file`;
    if ((found.mode & 0o111) === 0) return `deploy script ${script} is not executable: chmod +x ${script}`;
    if (!viaSudo && !isExecutable(script)) return `deploy script ${script} may not be executed by this user`;
    return interpreterProblem(script);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return `deploy script ${script} not found`;
    if (viaSudo) return null; // the deploy user may see what this one does not
    return `deploy script ${script} cannot be read: ${error instanceof Error ? error.message : error}`;
  }
}

/** The kernel's own message for a missing interpreter is "not found", as if the script itself were missing. */
function interpreterProblem(script: string): string | null {
  const interpreter = /^#![ \t]*([^ \t\n]+)/.exec(firstBytes(script))?.[1];
  if (interpreter === undefined) return null;
  if (interpreter.endsWith('\r')) return `deploy script ${script} has Windows line endings: convert it with dos2unix`;
  return fs.existsSync(interpreter)
    ? null
    : `deploy script ${script} needs the interpreter ${interpreter}, which was not found`;
}

function firstBytes(script: string): string {
  if (!isReadable(script)) return '';
  const descriptor = fs.openSync(script, 'r');
  try {
    const buffer = Buffer.alloc(256);
    return buffer.toString('latin1', 0, fs.readSync(descriptor, buffer));
  } finally {
    fs.closeSync(descriptor);
  }
}

function isReadable(file: string): boolean {
  return allows(file, fs.constants.R_OK);
}

function isExecutable(file: string): boolean {
  return allows(file, fs.constants.X_OK);
}

function allows(file: string, mode: number): boolean {
  try {
    fs.accessSync(file, mode);
    return true;
  } catch {
    return false;
  }
}
