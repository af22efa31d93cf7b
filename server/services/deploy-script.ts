import { createHash } from 'node:crypto';
import { lstat, stat } from 'node:fs/promises';
import { isAbsolute, join, normalize, sep } from 'node:path';
import { errorCode } from '../runner/durable-file.ts';
import { readBoundedFile, reasonOf } from './bounded-file.ts';
import { blocks, type Problem, warns } from './problem.ts';

export type DeployScript = {
  /** What is executed; null when it cannot be named. */
  path: string | null;
  /** What the script itself sees as `deploy_script`: `<name>/<file>`, or absolute as declared. */
  label: string;
  /** sha256 of its bytes; null when the server's user may not read it, which is allowed. */
  hash: string | null;
  problems: Problem[];
};

const maxScriptBytes = 64 * 1024 * 1024;

/**
 * Finds the script a service declares and looks whether it can be started.
 * Absolute: as it is. Starting with `<name>/`: relative to the services directory. Otherwise: relative to the service.
 */
export async function findDeployScript(servicesDir: string, name: string, declared: string): Promise<DeployScript> {
  const label = isAbsolute(declared) ? declared : labelOf(name, declared);
  if (label === null)
    return { path: null, label: `${name}/${declared}`, hash: null, problems: [outside(name, declared)] };
  const path = isAbsolute(label) ? label : join(servicesDir, label);
  const problem = await startProblem(path, label);
  if (problem?.severity === 'BLOCKS') return { path, label, hash: null, problems: [problem] };
  const file = await readBoundedFile(path, maxScriptBytes);
  const hash = file.kind === 'read' ? sha256(file.bytes) : null;
  return { path, label, hash, problems: problem === null ? [] : [problem] };
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** `<name>/<file>`, or null when the path leaves the service's directory. */
function labelOf(name: string, declared: string): string | null {
  const inside = declared.startsWith(`${name}/`) ? declared : `${name}/${declared}`;
  const path = normalize(inside);
  return path.startsWith(`${name}${sep}`) && !path.endsWith(sep) ? path : null;
}

function outside(name: string, declared: string): Problem {
  return blocks(
    'SCRIPT_OUTSIDE',
    `${name}/config.json`,
    `deploy_script ${JSON.stringify(declared)} leads out of the directory of the service`,
    'Write the absolute path of the script when it lives elsewhere.',
  );
}

async function startProblem(path: string, label: string): Promise<Problem | null> {
  try {
    const status = await stat(path);
    if (status.isDirectory())
      return blocks('SCRIPT_NOT_A_FILE', label, `${path} is a directory, not a script`, declareIt);
    if (!status.isFile()) return blocks('SCRIPT_NOT_A_FILE', label, `${path} is not a regular file`, declareIt);
    if ((status.mode & 0o111) !== 0) return null;
    return blocks('SCRIPT_NOT_EXECUTABLE', label, `${path} is not executable`, `chmod +x ${shellWord(path)}`);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return await missing(path, label);
    if (code === 'EACCES')
      return warns('SCRIPT_NOT_VISIBLE', label, `${path} cannot be looked at by the server's user`, invisible);
    return blocks('SCRIPT_MISSING', label, `${path} cannot be used: ${reasonOf(error)}`);
  }
}

async function missing(path: string, label: string): Promise<Problem> {
  const link = await lstat(path)
    .then((status) => status.isSymbolicLink())
    .catch(() => false);
  if (link)
    return blocks(
      'SCRIPT_MISSING',
      label,
      `${path} is a symbolic link to a file that does not exist`,
      'Mend the link.',
    );
  return blocks('SCRIPT_MISSING', label, `${path} does not exist`, declareIt);
}

const declareIt = 'Put the script there, or name it in config.json under "deploy_script".';
const invisible = 'Nothing to mend if the deploy user can run it; its changes are not noticed.';

/** A path as it can be pasted into a shell. */
export function shellWord(path: string): string {
  return /^[\w./+@:-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
