import { Command, CommanderError } from 'commander';
import { ConfigError } from './config.ts';
import { RefusedToStart } from './errors.ts';
import { version } from './version.ts';

/** Exit codes that are not the outcome of a deployment. */
const failure = 1;
const usage = 2;

/** Runs one command and returns its exit code. What an operator has to change is one message, never a stack. */
export async function run(args: readonly string[]): Promise<number> {
  let code = 0;
  const program = describe((result) => {
    code = result;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : usage;
    if (error instanceof ConfigError || error instanceof RefusedToStart) process.stderr.write(`${error.message}\n`);
    else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return failure;
  }
}

/** Every command; its code is loaded when it runs, so that --help stays fast. */
function describe(done: (code: number) => void): Command {
  const program = new Command('fastdeploy')
    .description('Runs your deploy scripts as another user and shows exactly what they printed, live.')
    .version(version)
    .exitOverride();
  program
    .command('serve')
    .description('start the server; settings are environment variables (README)')
    .action(async () => done(await (await import('./cli/serve.ts')).serve()));
  program
    .command('export-schema')
    .description('print the GraphQL schema')
    .option('--write', 'update schema.graphql')
    .option('--check', 'fail when schema.graphql is not up to date')
    .action(async (options) => done(await (await import('./cli/export-schema.ts')).exportSchema(options)));
  return program;
}
