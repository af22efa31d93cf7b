import { type ReadOptions, readServiceDirectory, readServices, type ServiceReading } from '../services/directory.ts';
import type { Problem, ProblemCode } from '../services/problem.ts';
import { serverIdentity } from '../services/script-ownership.ts';
import { type Check, type CheckCode, fail, pass, warn } from './check.ts';

type ServiceCheckCode = Extract<CheckCode, `SERVICE_${string}` | `${string}_RULE`>;

/** Which check a problem of a service belongs to. */
const checkOf: Record<ProblemCode, ServiceCheckCode> = {
  CANCEL_UNREACHABLE: 'STOP_RULE',
  COMMAND_MISSING: 'SERVICE_COMMANDS',
  CONFIG_DUPLICATE_KEY: 'SERVICE_CONFIG',
  CONFIG_INVALID: 'SERVICE_CONFIG',
  CONFIG_MISSING: 'SERVICE_CONFIG',
  CONFIG_NOT_JSON: 'SERVICE_CONFIG',
  CONFIG_UNREADABLE: 'SERVICE_CONFIG',
  DIRECTORY_MISSING: 'SERVICE_CONFIG',
  DIRECTORY_UNREADABLE: 'SERVICE_CONFIG',
  NAME_INVALID: 'SERVICE_CONFIG',
  PARAMETERS_INVALID: 'SERVICE_CONFIG',
  PLAYBOOK_INVALID: 'SERVICE_CONFIG',
  PLAYBOOK_MISSING: 'SERVICE_CONFIG',
  SCRIPT_MISSING: 'SERVICE_SCRIPT',
  SCRIPT_NOT_A_FILE: 'SERVICE_SCRIPT',
  SCRIPT_NOT_EXECUTABLE: 'SERVICE_SCRIPT',
  SCRIPT_NOT_VISIBLE: 'SERVICE_SCRIPT',
  SCRIPT_OUTSIDE: 'SERVICE_SCRIPT',
  SCRIPT_UNSAFE: 'SERVICE_SCRIPT',
  SUDO_REFUSED: 'SUDO_RULE',
  SUDO_SILENT: 'SUDO_RULE',
};

/** What a run would meet, whatever the settings make of it: sudo that refuses fails every run. */
const alwaysFails: readonly ProblemCode[] = ['SUDO_REFUSED'];

/** The services directory and everything in it, or one service alone. */
export async function checkServices(servicesDir: string, reading: ReadOptions, service?: string): Promise<Check[]> {
  if (service !== undefined) return checksOf(await readServiceDirectory(servicesDir, service, reading), reading);
  const { services, unregistered, problem } = await readServices(servicesDir, reading);
  const subject = { code: 'SERVICES_DIRECTORY' } as const;
  if (problem !== null) return [fail(subject, problem.message, 'Create it, or set FASTDEPLOY_SERVICES_DIR.')];
  return [
    pass(subject, `${servicesDir} holds ${services.length === 1 ? '1 service' : `${services.length} services`}`),
    ...unregistered.map((each) =>
      warn(subject, `${each.directory} is ignored: ${each.problem.message}`, each.problem.hint),
    ),
    ...services.flatMap((each) => checksOf(each, reading)),
  ];
}

function checksOf(reading: ServiceReading, options: ReadOptions): Check[] {
  return passing(reading, options).flatMap(({ code, message }) => {
    const subject = { code, service: reading.name };
    const problems = reading.problems.filter((problem) => checkOf[problem.code] === code);
    if (problems.length === 0) return message === null ? [] : [pass(subject, message)];
    return problems.map((problem) => (isFailing(problem) ? fail : warn)(subject, problem.message, problem.hint));
  });
}

const isFailing = ({ severity, code }: Problem): boolean => severity === 'BLOCKS' || alwaysFails.includes(code);

/** Every check of a service and what it says when nothing is wrong; null: there is nothing to say. */
function passing(
  { manifest, scriptPath }: ServiceReading,
  { deployUser }: ReadOptions,
): { code: ServiceCheckCode; message: string | null }[] {
  const user = manifest?.user ?? deployUser;
  const crosses = manifest !== null && user !== null && serverIdentity() !== null;
  const commands = manifest?.requires.map(({ command }) => command) ?? [];
  return [
    { code: 'SERVICE_CONFIG', message: 'can be read, and every key is what it should be' },
    { code: 'SERVICE_SCRIPT', message: scriptPath && `${scriptPath} is there and executable` },
    { code: 'SERVICE_COMMANDS', message: commands.length === 0 ? null : `${commands.join(', ')}: on PATH` },
    { code: 'SUDO_RULE', message: crosses ? `as ${user}` : null },
    { code: 'STOP_RULE', message: crosses ? `as ${user}` : null },
  ];
}
