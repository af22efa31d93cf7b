import { Writable } from 'node:stream';
import { DeploymentLog } from './documents.ts';
import { endings } from './endings.ts';
import { CommandFailure, exitCodes } from './exit-codes.ts';
import { findServer, type ServerOptions } from './find-server.ts';
import { LogOutput } from './log-output.ts';
import type { Remote } from './remote.ts';

export type LogsOptions = ServerOptions & { follow?: boolean; after?: string };

/** Prints the log of a deployment just as `/deployments/ID/log` does; with `follow` to its end, through restarts of the server. */
export async function logs(id: string, { follow, after = '0', ...options }: LogsOptions): Promise<number> {
  if (!/^\d{1,9}$/.test(after))
    throw new CommandFailure(exitCodes.usage, `--after must be a line number, got "${after}"`);
  const note = (message: string): unknown => process.stderr.write(`${message}\n`);
  await using remote = await findServer(options, note);
  using ending = endings(null);
  const { deployment } = await remote.request(DeploymentLog, { id }, ending.signal);
  if (deployment === null)
    throw new CommandFailure(exitCodes.refused, `There is no deployment ${id}, or you may not see it.`);
  if (deployment.logRemovedAt !== null)
    throw new CommandFailure(
      exitCodes.refused,
      `The log was removed at ${deployment.logRemovedAt} because of its age.`,
    );
  if (follow) await print(remote, `dep_${deployment.number}`, Number(after), ending.signal);
  else await download(remote, `/deployments/${deployment.number}/log?after=${after}`, ending.signal);
  return exitCodes.ok;
}

async function print(remote: Remote, id: string, afterLine: number, signal: AbortSignal): Promise<void> {
  const output = new LogOutput({ afterLine });
  for await (const event of remote.events(id, { kinds: ['STATE', 'LOG'] }, signal))
    if (event.__typename === 'LogAppended') process.stdout.write(output.print(event.chunks));
  process.stdout.write(output.end());
}

async function download(remote: Remote, path: string, signal: AbortSignal): Promise<void> {
  const body = await remote.download(path, signal);
  const untouched = { preventClose: true, preventAbort: true, signal };
  await body.pipeTo(Writable.toWeb(process.stdout), untouched).catch((error: unknown) => {
    signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(exitCodes.unreachable, `The download broke off (${reason}): this is not the whole log.`);
  });
}
