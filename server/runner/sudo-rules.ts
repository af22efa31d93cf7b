import os from 'node:os';

/** Where operators install the program that stops scripts of another user. (deploy/sudoers) */
export const stopHelperPath = '/usr/local/libexec/fastdeploy-stop';

/** The file that the rules belong in. */
export const sudoersFile = '/etc/sudoers.d/fastdeploy';

/** The line of {@link sudoersFile} that lets `caller` start exactly this script as `user`. */
export function scriptRule(caller: string, user: string, script: string, configDir: string): string {
  const file = `${configDir.replace(/\/$/, '')}/fastdeploy-`;
  const argument = `${file.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}[0-9a-f-]{36}\\.json`;
  const path = script.replaceAll(/[*?[]/g, '[$&]').replaceAll(/[\\,:=# ]/g, '\\$&'); // a pattern that means itself
  return `${rule(caller, user)} ${path} ^--config ${argument}$`;
}

/** The line of {@link sudoersFile} that lets `caller` stop what runs as `user`. */
export function stopRule(caller: string, user: string, helper: string = stopHelperPath): string {
  return `${rule(caller, user)} ${helper} ^(TERM|KILL) [0-9]{1,10} [0-9]{1,20}$`;
}

/** The name sudo knows this process by. */
export function callerName(): string {
  try {
    return os.userInfo().username;
  } catch {
    return `#${process.getuid?.()}`; // an account without a name, as containers have them
  }
}

const rule = (caller: string, user: string): string => `${caller} ALL=(${user}) NOPASSWD:`;
