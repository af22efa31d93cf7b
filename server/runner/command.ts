/** What is executed: an argument list and the environment before sudo. Never a shell string. */
export type Command = { argv: [string, ...string[]]; env: Record<string, string> };

/** What decides a {@link Command}. */
export type CommandInput = {
  /** Absolute path of the deploy script. */
  script: string;
  /** The user sudo switches to; null runs the script as the server's own user. */
  user: string | null;
  configFile: string;
  /** PATH of the script before sudo (its secure_path may replace it). */
  path: string;
  inherited: Inherited;
};

/** All that reaches a script of the server's own environment. */
export type Inherited = Readonly<{ HOME?: string; LANG?: string; SSH_AUTH_SOCK?: string }>;

/** The command of a run: exactly `SCRIPT --config FILE`, through `sudo -n -u USER` when a user is given. (PROTOCOL.md) */
export function buildCommand({ script, user, configFile, path, inherited }: CommandInput): Command {
  return {
    argv: user === null ? [script, '--config', configFile] : ['sudo', '-n', '-u', user, script, '--config', configFile],
    env: {
      PATH: path,
      HOME: inherited.HOME ?? '/',
      LANG: inherited.LANG ?? 'C.UTF-8',
      DEPLOY_CONFIG_FILE: configFile,
      ...(inherited.SSH_AUTH_SOCK ? { SSH_AUTH_SOCK: inherited.SSH_AUTH_SOCK } : {}),
    },
  };
}
