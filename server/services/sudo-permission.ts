import { execa } from 'execa';
import { callerName, scriptRule, stopRule, sudoersFile } from '../runner/sudo-rules.ts';
import { isForeignUser } from '../runner/system-user.ts';
import { blocks, type Problem, warns } from './problem.ts';

/** What sudo is asked about: a script, started by this process as another user. */
export type Crossing = {
  user: string;
  script: string;
  label: string;
  configDir: string;
  searchPath: string;
  stopHelper: string;
};

/**
 * Asks sudo beforehand whether it will start the script and let Cancel stop it. Starting matters to `strict`: then the
 * service is blocked. Nothing is run; a sudo that does not answer is a warning and asked nothing more.
 */
export async function sudoProblems(crossing: Crossing, strict: boolean): Promise<Problem[]> {
  const { user, script, label } = crossing;
  const stopping = await askOnce(crossing);
  if (stopping === 'missing') return [severity(strict)('SUDO_REFUSED', label, 'sudo is not installed', installIt)];
  if (stopping === 'silent') return [silence(crossing)];
  const starting = await ask(crossing, [script, '--config', exampleFile(crossing)]);
  const problems: Problem[] = [];
  if (starting === 'refused') {
    const message = `sudo does not allow ${callerName()} to run ${script} as ${user}`;
    const line = scriptRule(callerName(), user, script, crossing.configDir);
    problems.push(severity(strict)('SUDO_REFUSED', label, message, addLine(line)));
  }
  if (starting === 'silent') problems.push(silence(crossing));
  if (stopping === 'refused' && isForeignUser(user)) problems.push(cannotStop(crossing));
  return problems;
}

function cannotStop({ user, label, stopHelper }: Crossing): Problem {
  const message = `Cancel cannot stop this script: sudo does not allow ${callerName()} to run ${stopHelper} as ${user}`;
  const hint = `Install ${stopHelper} (deploy/sudoers/README.md). ${addLine(stopRule(callerName(), user, stopHelper))}`;
  return warns('CANCEL_UNREACHABLE', label, message, hint);
}

function silence({ label, user }: Crossing): Problem {
  const message = `sudo did not say within ${answerMs / 1000} s what ${callerName()} may run as ${user}`;
  return warns('SUDO_SILENT', label, message, 'Look why sudo is slow: often a directory service (LDAP, SSSD) is away.');
}

const severity = (strict: boolean): typeof blocks => (strict ? blocks : warns);
const addLine = (line: string): string => `Add this line to ${sudoersFile}: ${line}`;
const installIt = "Install sudo, or set FASTDEPLOY_DEPLOY_USER=none to run scripts as the server's own user.";

const exampleFile = ({ configDir }: Crossing): string =>
  `${configDir}/fastdeploy-00000000-0000-0000-0000-000000000000.json`;

type Answer = 'allowed' | 'refused' | 'silent' | 'missing';

const answerMs = 2000;

/** Reading a hundred services asks once about each user; a rule that was just added counts at the next look. */
const cacheMs = 3000;
const stopAnswers = new Map<string, { askedAt: number; answer: Promise<Answer> }>();

function askOnce(crossing: Crossing): Promise<Answer> {
  const key = `${crossing.user} ${crossing.stopHelper}`;
  const known = stopAnswers.get(key);
  if (known !== undefined && performance.now() - known.askedAt < cacheMs) return known.answer;
  const answer = ask(crossing, [crossing.stopHelper, 'TERM', '1', '1']);
  stopAnswers.set(key, { askedAt: performance.now(), answer });
  return answer;
}

async function ask({ user, searchPath }: Crossing, command: readonly string[]): Promise<Answer> {
  const { exitCode, timedOut, code } = await execa('sudo', ['-n', '-u', user, '-l', ...command], {
    reject: false,
    timeout: answerMs,
    killSignal: 'SIGKILL',
    stdin: 'ignore',
    extendEnv: false,
    env: { PATH: searchPath },
  });
  if (code === 'ENOENT') return 'missing';
  if (timedOut) return 'silent';
  return exitCode === 0 ? 'allowed' : 'refused';
}
