import type { Dirent } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../runner/durable-file.ts';
import { blocks, type Problem } from './problem.ts';

/** What cannot be a service: no service can have its name, or it is a link that leads nowhere. */
export type UnregisteredDirectory = { directory: string; problem: Problem };

export type ServiceDirectories = {
  /** Names that services can have. */
  names: string[];
  unregistered: UnregisteredDirectory[];
};

const serviceName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

/** The directories in the services directory, by name; none is opened. Throws when the services directory cannot be read. */
export async function listServiceDirectories(servicesDir: string): Promise<ServiceDirectories> {
  const entries = await readdir(servicesDir, { withFileTypes: true });
  const visible = entries.filter(({ name }) => !name.startsWith('.')).sort((a, b) => (a.name < b.name ? -1 : 1));
  const kinds = await Promise.all(visible.map((entry) => kindOf(join(servicesDir, entry.name), entry)));
  const found: ServiceDirectories = { names: [], unregistered: [] };
  for (const [index, { name }] of visible.entries()) {
    if (kinds[index] === 'other') continue;
    const problem = kinds[index] === 'dangling' ? danglingProblem(servicesDir, name) : nameProblem(name);
    if (problem === null) found.names.push(name);
    else found.unregistered.push({ directory: name, problem });
  }
  return found;
}

/** Why no service can have this name; null: one can. */
export function nameProblem(name: string): Problem | null {
  if (serviceName.test(name)) return null;
  const hint = 'Rename the directory: a letter or digit, then letters, digits, ".", "_" and "-", at most 63 in all.';
  return blocks('NAME_INVALID', name, `${JSON.stringify(name)} cannot be the name of a service`, hint);
}

/** `other`: a plain file, or gone meanwhile. A link that cannot be followed is taken for a directory and says so when it is read. */
async function kindOf(path: string, entry: Dirent): Promise<'directory' | 'dangling' | 'other'> {
  if (!entry.isSymbolicLink()) return entry.isDirectory() ? 'directory' : 'other';
  try {
    return (await stat(path)).isDirectory() ? 'directory' : 'other';
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') return 'directory';
    const isThere = await lstat(path).then(
      () => true,
      () => false,
    );
    return isThere ? 'dangling' : 'other';
  }
}

function danglingProblem(servicesDir: string, name: string): Problem {
  const message = `${join(servicesDir, name)} is a symbolic link to a directory that does not exist`;
  return blocks('DIRECTORY_MISSING', name, message, 'Mend the link.');
}
