/** One line of `fastdeploy doctor`: what was looked at, how it is, and what to do about it. */
export type Check = {
  code: CheckCode;
  title: string;
  /** FAIL: something will not work. WARN: it will, but not as it should. */
  state: CheckState;
  message: string;
  /** A command or a sentence. */
  hint: string | null;
  /** Name of the service it is about; null: all of them. */
  service: string | null;
};

export const checkStates = ['PASS', 'WARN', 'FAIL'] as const;
export type CheckState = (typeof checkStates)[number];

export type CheckCode =
  | 'SERVICES_DIRECTORY'
  | 'SERVICE_CONFIG'
  | 'SERVICE_SCRIPT'
  | 'SERVICE_COMMANDS'
  | 'SUDO_RULE'
  | 'STOP_RULE'
  | 'DEPLOY_USER'
  | 'CONFIG_DIRECTORY'
  | 'DATABASE'
  | 'MIGRATIONS'
  | 'DISK'
  | 'SANDBOX'
  | 'NODE';

const titles: Record<CheckCode, string> = {
  SERVICES_DIRECTORY: 'Services directory',
  SERVICE_CONFIG: 'config.json',
  SERVICE_SCRIPT: 'Deploy script',
  SERVICE_COMMANDS: 'Required commands',
  SUDO_RULE: 'sudo may start it',
  STOP_RULE: 'Cancel may stop it',
  DEPLOY_USER: 'Deploy user',
  CONFIG_DIRECTORY: 'Directory of the --config files',
  DATABASE: 'Database',
  MIGRATIONS: 'Migrations',
  DISK: 'Disk',
  SANDBOX: 'Sandbox of the server',
  NODE: 'Node',
};

type Subject = { code: CheckCode; service?: string };

export function pass(subject: Subject, message: string): Check {
  return check(subject, 'PASS', message, null);
}

export function warn(subject: Subject, message: string, hint: string | null): Check {
  return check(subject, 'WARN', message, hint);
}

export function fail(subject: Subject, message: string, hint: string | null): Check {
  return check(subject, 'FAIL', message, hint);
}

function check({ code, service }: Subject, state: CheckState, message: string, hint: string | null): Check {
  return { code, title: titles[code], state, message, hint, service: service ?? null };
}
