import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { RequiredCommand } from './manifest.ts';
import { blocks, type Problem } from './problem.ts';

/** Where commands are looked for when PATH_FOR_DEPLOY says nothing. */
export const standardPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** One blocking problem for each command of `requires` that is not on the PATH scripts are started with. */
export async function missingCommands(
  configPath: string,
  commands: readonly RequiredCommand[],
  searchPath: string,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const { command, hint } of commands) {
    if (await isInstalled(command, searchPath)) continue;
    const fallback = `Install ${command}, or put its directory into PATH_FOR_DEPLOY (now ${searchPath}).`;
    problems.push(blocks('COMMAND_MISSING', configPath, `${command} is not installed`, hint ?? fallback));
  }
  return problems;
}

async function isInstalled(command: string, searchPath: string): Promise<boolean> {
  const places = isAbsolute(command) ? [command] : searchPath.split(':').map((directory) => join(directory, command));
  for (const place of places) if (isAbsolute(place) && (await isExecutable(place))) return true;
  return false;
}

/** Every failure means the same here: it cannot be run from there. */
async function isExecutable(path: string): Promise<boolean> {
  const isFile = await stat(path).then(
    (status) => status.isFile(),
    () => false,
  );
  return (
    isFile &&
    (await access(path, constants.X_OK).then(
      () => true,
      () => false,
    ))
  );
}
