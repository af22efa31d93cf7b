import { readConfig, readEnvironment } from '../config.ts';
import { parseDuration } from './duration.ts';
import { CommandFailure, exitCodes } from './exit-codes.ts';
import { localServer } from './local-server.ts';
import { Remote } from './remote.ts';

export type ServerOptions = { url?: string; patience?: string };

/**
 * The server a command talks to: `--url` or FASTDEPLOY_URL with FASTDEPLOY_TOKEN, else the one that runs on this
 * machine's data directory, where no token is needed. Dispose of it: a session made for the command ends with it.
 */
export async function findServer({ url, patience }: ServerOptions, tell: (message: string) => void): Promise<Remote> {
  const environment = readEnvironment();
  const token = environment.FASTDEPLOY_TOKEN || null;
  const given = (url ?? environment.FASTDEPLOY_URL ?? '').replace(/\/+$/, '');
  const rest = { patienceMs: parseDuration('--patience', patience ?? defaultPatience), tell };
  if (given !== '' && token !== null) return new Remote({ url: () => given, token, ...rest });
  const { dataDir } = readConfig(environment);
  let local = localServer(dataDir);
  if (given !== '' && given !== local)
    throw new CommandFailure(exitCodes.forbidden, `Set FASTDEPLOY_TOKEN: ${given} is not the server of ${dataDir}.`);
  if (local === null)
    throw new CommandFailure(
      exitCodes.unreachable,
      `No server runs on ${dataDir}. Start one (npm start), or set FASTDEPLOY_URL and FASTDEPLOY_TOKEN.`,
    );
  const known = local;
  // A server that starts again may have another port: look each time.
  const current = (): string => {
    local = localServer(dataDir) ?? local;
    return local ?? known;
  };
  if (token !== null) return new Remote({ url: current, token, ...rest });
  // All of the database's code, which a command with a token of its own need not wait for.
  const { localSession } = await import('./local-session.ts');
  return new Remote({ url: current, token: await localSession(), signOutAtEnd: true, ...rest });
}

const defaultPatience = '2m';
