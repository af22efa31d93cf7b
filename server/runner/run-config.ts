import fs from 'node:fs';
import { errorCode } from './durable-file.ts';
import type { RunSecrets, RunSpec } from './spec.ts';
import { groupId } from './system-group.ts';

const exclusively = fs.constants.O_CREAT | fs.constants.O_EXCL | fs.constants.O_WRONLY | fs.constants.O_NOFOLLOW;

/**
 * Makes the file that `--config` names: 0640, readable for the script's group. Returns a warning for the log when the
 * group could not be given, else null. Throws when anything is already at that path, link or not.
 */
export function createRunConfig({ path, group, content }: RunSpec['configFile'], secrets: RunSecrets): string | null {
  const descriptor = openNew(path);
  try {
    fs.fchmodSync(descriptor, 0o640); // the umask may have taken the group's bit
    const warning = group === null ? null : giveToGroup(descriptor, path, group);
    fs.writeFileSync(descriptor, `${JSON.stringify(withSecrets(content, secrets), null, 2)}\n`);
    return warning;
  } catch (error) {
    removeRunConfig(path);
    throw error;
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Removes the config file; one that is already gone is fine. A link is removed, never followed. */
export function removeRunConfig(path: string): void {
  fs.rmSync(path, { force: true });
}

function openNew(path: string): number {
  try {
    return fs.openSync(path, exclusively, 0o640);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    throw new Error(
      `config file ${path} could not be made: something else is already there. Remove it and start again.`,
    );
  }
}

function giveToGroup(descriptor: number, path: string, group: string): string | null {
  const id = groupId(group);
  if (id === null)
    return `config file ${path}: there is no group ${group}, so the script's user may not be able to read it`;
  try {
    fs.fchownSync(descriptor, -1, id);
    return null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `config file ${path} could not be given to group ${group} (${reason}), so the script's user may not be able to read it`;
  }
}

function withSecrets(content: Record<string, unknown>, secrets: RunSecrets): Record<string, unknown> {
  const context = asObject(content.context);
  return {
    ...content,
    access_token: secrets.accessToken,
    context: { ...context, env: { ...asObject(context.env), ...secrets.parameters } },
    parameters: { ...asObject(content.parameters), ...secrets.parameters },
  };
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
