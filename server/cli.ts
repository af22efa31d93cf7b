import { Command, CommanderError, Option } from 'commander';
import { CommandFailure, exitCodes } from './cli/exit-codes.ts';
import { ConfigError } from './config.ts';
import { DomainError, ForbiddenError, StartRefused, UnauthenticatedError } from './errors.ts';
import { version } from './version.ts';

type Done = (code: number) => void;

/** Runs one command and returns its exit code. What somebody has to change is one message, never a stack. */
export async function run(args: readonly string[]): Promise<number> {
  process.stdout.on('error', endOfReader);
  let code: number = exitCodes.ok;
  const program = describe((result) => {
    code = result;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return report(error);
  }
}

/** `fastdeploy logs 412 | head`: who reads has had enough. */
function endOfReader(error: NodeJS.ErrnoException): never {
  if (error.code !== 'EPIPE') throw error;
  process.exit(exitCodes.ok);
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  const code = codeOf(error);
  const message = error instanceof Error ? (code === null ? error.stack : error.message) : String(error);
  process.stderr.write(`${message}\n`);
  return code ?? exitCodes.failure;
}

/** Null for what nobody foresaw: that is shown with its stack. */
function codeOf(error: unknown): number | null {
  if (error instanceof CommandFailure) return error.exitCode;
  if (error instanceof ConfigError || error instanceof StartRefused) return exitCodes.failure;
  if (error instanceof UnauthenticatedError || error instanceof ForbiddenError) return exitCodes.forbidden;
  return error instanceof DomainError ? exitCodes.refused : null;
}

/** Every command; its code is loaded when it runs, so that --help stays fast. */
function describe(done: Done): Command {
  const program = new Command('fastdeploy')
    .description('Runs your deploy scripts as another user and shows exactly what they printed, live.')
    .version(version)
    .showHelpAfterError('(--help shows what there is)')
    .exitOverride();
  addServerCommands(program, done);
  addDatabaseCommands(program, done);
  addUserCommands(program, done);
  addTokenCommands(program, done);
  addDeploymentCommands(program, done);
  return program;
}

function addServerCommands(program: Command, done: Done): void {
  program
    .command('serve')
    .description('start the server; settings are environment variables (README)')
    .addHelpText('after', example('PORT=9000 fastdeploy serve'))
    .action(async () => done(await (await import('./cli/serve.ts')).serve()));
  program
    .command('export-schema')
    .description('print the GraphQL schema')
    .option('--write', 'update schema.graphql')
    .option('--check', 'fail when schema.graphql is not up to date')
    .addHelpText('after', example('fastdeploy export-schema > schema.graphql'))
    .action(async (options) => done(await (await import('./cli/export-schema.ts')).exportSchema(options)));
}

function addDatabaseCommands(program: Command, done: Done): void {
  program
    .command('migrate')
    .description('bring the database to this release; the server does so itself when it starts')
    .option('--check', 'change nothing; fail when a migration is missing')
    .addHelpText('after', example('fastdeploy migrate --check'))
    .action(async (options) => done(await (await import('./cli/migrate.ts')).migrate(options)));
  program
    .command('sync')
    .description('read the services directory now; fail when a service cannot be deployed')
    .option('--force', 'also when more than half of the services are gone')
    .option('--json', 'print one JSON object')
    .addHelpText('after', example('fastdeploy sync'))
    .action(async (options) => done(await (await import('./cli/sync.ts')).sync(options)));
  program
    .command('doctor')
    .description('check everything a deployment needs, and say how to mend what is wrong')
    .option('--service <name>', 'only what concerns this service')
    .option('--json', 'print the checks as one JSON list')
    .addHelpText('after', example('fastdeploy doctor --service web'))
    .action(async (options) => done(await (await import('./cli/doctor.ts')).doctor(options)));
  program
    .command('prune')
    .description('remove old log text and what ended runs left on disk; the server does so itself every hour')
    .option('--dry-run', 'change nothing; say what would be removed')
    .option('--log-days <days>', 'keep log text for this many days (default: FASTDEPLOY_LOG_DAYS)')
    .option('--json', 'print one JSON object')
    .addHelpText('after', example('fastdeploy prune --dry-run'))
    .action(async (options) => done(await (await import('./cli/prune.ts')).prune(options)));
}

function addUserCommands(program: Command, done: Done): void {
  const user = program.command('user').description('manage users');
  const users = () => import('./cli/users.ts');
  withServer(user.command('create <name>'))
    .description('make a user and print the generated password; a user that exists is left alone')
    .addOption(role('what the user may do').default('viewer'))
    .option('--password-stdin', 'take the password from standard input')
    .addOption(new Option('--link', 'print a one-time sign-in link instead of a password').conflicts('passwordStdin'))
    .addOption(new Option('--scope <scope>', 'all services, or those of --grant').choices(['all', 'selected']))
    .addOption(grant())
    .addHelpText('after', example('fastdeploy user create ada --role operator --grant shop-*@production'))
    .action(async (name, options) => done(await (await users()).createUser(name, options)));
  withServer(user.command('list'))
    .description('list users, what they may do and when they were last seen')
    .option('--search <text>', 'only names with this in them')
    .addHelpText('after', example('fastdeploy user list --json'))
    .action(async (options) => done(await (await users()).listUsers(options)));
  withServer(user.command('disable <name>'))
    .description('end all sessions of a user and suspend their tokens, at once')
    .addHelpText('after', example('fastdeploy user disable ada'))
    .action(async (name, options) => done(await (await users()).setDisabled(name, true, options)));
  withServer(user.command('enable <name>'))
    .description('let a user that was disabled sign in again; their tokens work again')
    .addHelpText('after', example('fastdeploy user enable ada'))
    .action(async (name, options) => done(await (await users()).setDisabled(name, false, options)));
  withServer(user.command('passwd <name>'))
    .description('set a new password, print it when it is generated, and end all sessions of the user')
    .option('--password-stdin', 'take the password from standard input')
    .addHelpText('after', example('fastdeploy user passwd ada'))
    .action(async (name, options) => done(await (await users()).setPassword(name, options)));
  withServer(user.command('link <name>'))
    .description('print a link to sign in once, within 15 minutes, and set a new password')
    .addHelpText('after', example('fastdeploy user link ada'))
    .action(async (name, options) => done(await (await users()).createLink(name, options)));
}

function addTokenCommands(program: Command, done: Done): void {
  const token = program.command('token').description('manage tokens for CI, dashboards and other machines');
  const tokens = () => import('./cli/tokens.ts');
  withServer(token.command('create'))
    .description('make a token; its secret alone is printed on standard output, once')
    .addOption(kind().default('service'))
    .option('--service <name>', 'the service it starts; for --kind service')
    .addOption(role('what it may do; for --kind api'))
    .option('--label <text>', 'who uses it, and where')
    .option('--origin <text>', 'label of each deployment that it starts')
    .option('--days <days>', 'how long it works: up to 180, for api and config up to 365 (default: 30)')
    .option('--read-only', 'it changes nothing; for --kind api')
    .addOption(grant())
    .addHelpText('after', example('fastdeploy token create --service web --origin github --days 90'))
    .action(async (options) => done(await (await tokens()).createToken(options)));
  withServer(token.command('list'))
    .description('list the tokens that work now')
    .option('--all', 'also sessions, and those that have ended')
    .option('--service <name>', 'only those for this service')
    .addOption(kind())
    .addHelpText('after', example('fastdeploy token list --json'))
    .action(async (options) => done(await (await tokens()).listTokens(options)));
  withServer(token.command('rotate <id>'))
    .description('print a new secret for a token; the old one works for some hours more')
    .option('--overlap <hours>', 'how long both work, 0 to 168 (default: 24)')
    .addHelpText('after', example('fastdeploy token rotate tok_12 --overlap 1'))
    .action(async (id, options) => done(await (await tokens()).rotateToken(id, options)));
  withServer(token.command('revoke <id>'))
    .description('end a token at once; deployments that it started go on')
    .addHelpText('after', example('fastdeploy token revoke tok_12'))
    .action(async (id, options) => done(await (await tokens()).revokeToken(id, options)));
}

function addDeploymentCommands(program: Command, done: Done): void {
  program
    .command('deploy <service> [parameters...]')
    .description('start a deployment and follow it to its end; the exit code is its outcome')
    .option('--param <name=value>', 'a parameter, like those after the service; may be repeated', collected, [])
    .option('--params-file <file>', 'parameters from a JSON object; - reads standard input')
    .option('--idempotency-key <key>', 'the same key and service never start a second deployment')
    .option('--ref <ref>', 'branch or tag that is deployed')
    .option('--sha <sha>', 'commit that is deployed')
    .option('--note <text>', 'why')
    .addOption(new Option('--detach', 'do not follow').conflicts(['follow', 'log', 'timeout']))
    .option('--follow', 'follow to the end (this is what happens without it)')
    .option('--log', 'print the log on standard output')
    .option('--json', 'print each event and a last {"type":"result"} as lines of JSON')
    .option('--timeout <duration>', 'stop following after this time (90s, 30m, 2h) and exit 124; the run goes on')
    .addOption(url())
    .addOption(patience())
    .addHelpText('after', example('fastdeploy deploy web version=1.4.2 --ref main --timeout 30m'))
    .addHelpText('after', outcomes)
    .action(async (service, parameters, options) =>
      done(await (await import('./cli/deploy.ts')).deploy(service, { ...options, parameters })),
    );
  program
    .command('forget <id>')
    .description(
      'declare a run LOST that nobody will hear of again, and free its service; an administrator on the host',
    )
    .option('--reason <text>', 'why', 'nothing is known about its outcome')
    .addHelpText('after', example('fastdeploy forget 412'))
    .action(async (id, options) => done(await (await import('./cli/forget.ts')).forget(id, options)));
  program
    .command('logs <id>')
    .description('print the log of a deployment')
    .option('--follow', 'go on until the deployment has ended')
    .option('--after <line>', 'begin after this line')
    .addOption(url())
    .addOption(patience())
    .addHelpText('after', example('fastdeploy logs 412 --follow'))
    .action(async (id, options) => done(await (await import('./cli/logs.ts')).logs(id, options)));
}

const url = (): Option =>
  new Option('--url <url>', 'address of the server (default: FASTDEPLOY_URL, or the server here)');
const patience = (): Option =>
  new Option('--patience <duration>', 'how long to wait for a server that does not answer').default('2m');

const withServer = (command: Command): Command => command.option('--json', 'print one JSON value').addOption(url());
const role = (description: string): Option =>
  new Option('--role <role>', description).choices(['admin', 'operator', 'viewer']);
const kind = (): Option => new Option('--kind <kind>', 'what it is for').choices(['service', 'api', 'config']);
const grant = (): Option =>
  new Option('--grant <grant>', 'SERVICE, @ENVIRONMENT or SERVICE@ENVIRONMENT, * in names; may be repeated').argParser(
    (value: string, earlier: string[] = []) => [...earlier, value],
  );

const example = (command: string): string => `\nExample:\n  $ ${command}`;

const outcomes = `
Exit codes: 0 SUCCESS, 1 FAILURE, 2 usage, 3 CANCELED, 4 not signed in or not allowed, 5 TIMED_OUT, 6 LOST,
7 refused, 8 server not reached (the outcome is unknown), 124 --timeout passed, 130 Ctrl-C (the run goes on).
FASTDEPLOY_TOKEN signs in; on the server's own machine whoever may read its data directory needs none.`;

const collected = (value: string, earlier: string[]): string[] => [...earlier, value];
