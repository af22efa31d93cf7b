import { readEnvironment } from '../config.ts';
import type { Refusal, TypedDocument } from './documents.ts';
import { CommandFailure, exitCodes } from './exit-codes.ts';
import { findServer, type ServerOptions } from './find-server.ts';

/** The API as a command uses it, wherever it is answered. Throws CommandFailure. */
export type Api = AsyncDisposable & {
  /** Sent once: what it changes must not happen twice. */
  request<Data, Variables extends object>(
    document: TypedDocument<Data, Variables>,
    variables: Variables,
  ): Promise<Data>;
};

/**
 * The server of `--url`, FASTDEPLOY_URL or FASTDEPLOY_TOKEN; without any of them the same API on the database itself, as
 * the account that runs the command: whoever may read the data directory needs neither a token nor a running server.
 */
export async function openApi(options: ServerOptions): Promise<Api> {
  const { FASTDEPLOY_URL, FASTDEPLOY_TOKEN } = readEnvironment();
  if (!options.url && !FASTDEPLOY_URL && !FASTDEPLOY_TOKEN) return (await import('./local-api.ts')).openLocalApi();
  const remote = await findServer(options, (message) => process.stderr.write(`${message}\n`));
  return {
    request: (document, variables) => remote.requestOnce(document, variables, new AbortController().signal),
    [Symbol.asyncDispose]: () => remote[Symbol.asyncDispose](),
  };
}

/** The success of a result union. Throws CommandFailure for each of its errors. */
export function successOf<Result extends { __typename: string }>(result: Result | Refusal): Result {
  if (isRefusal(result)) throw new CommandFailure(exitCodes.refused, result.message);
  return result;
}

export const isRefusal = (result: { __typename: string } | Refusal): result is Refusal => 'code' in result;
