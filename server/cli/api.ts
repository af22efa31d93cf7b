import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { parse } from 'graphql';
import { commandLine } from '../access/viewer.ts';
import { readEnvironment } from '../config.ts';
import { type Core, openCore } from '../core.ts';
import { openDataDir } from '../db/data-dir.ts';
import { type Context, contextOf } from '../graphql/context.ts';
import { execute } from '../graphql/engine.ts';
import { schema } from '../schema.ts';
import { version } from '../version.ts';
import { type CommandDatabase, openMigratedDatabase } from './database.ts';
import type { Refusal, TypedDocument } from './documents.ts';
import { CommandFailure, exitCodes } from './exit-codes.ts';
import { findServer, type ServerOptions } from './find-server.ts';
import { failureOf } from './graphql-failure.ts';
import { localServer } from './local-server.ts';

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
  if (!options.url && !FASTDEPLOY_URL && !FASTDEPLOY_TOKEN) return openLocalApi();
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

async function openLocalApi(): Promise<Api> {
  await using opened = new AsyncDisposableStack();
  const database = opened.use(await openMigratedDatabase());
  const { config, connection, log } = database;
  const dataDir = openDataDir(config.dataDir);
  const core = await openCore({ config, dataDir, connection, log, shared: false });
  opened.defer(() => closeAll(core));
  const resources = opened.move();
  return {
    async request<Data, Variables extends object>({ text }: TypedDocument<Data, Variables>, variables: Variables) {
      const { data, errors } = await execute({
        ...{ schema, document: parse(text), contextValue: localContext(core, database) },
        variableValues: Object.fromEntries(Object.entries(variables)),
      });
      if (errors?.[0] !== undefined) throw failureOf(errors[0]);
      const answer: { data: Data } = JSON.parse(JSON.stringify({ data })); // as it is on the wire
      return answer.data;
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** The ORM ends only what it used itself; the process would wait for the rest. */
async function closeAll(core: Core): Promise<void> {
  await core.close();
  if (!core.pool.ended) await core.pool.end();
}

function localContext({ operations }: Core, { config, log }: CommandDatabase): Context {
  const viewer = commandLine(userInfo().username);
  const publicUrl = config.publicUrl ?? localServer(config.dataDir) ?? `http://${config.host}:${config.port}`;
  const { defaultTimeoutSeconds } = config;
  return contextOf(
    { operations, log, version, defaultTimeoutSeconds, publicUrl },
    {
      viewer,
      requestId: randomUUID(),
      listener: { viewer, ended: new AbortController().signal, onChange: () => () => undefined },
      cookie: { set: () => undefined, clear: () => undefined },
    },
  );
}
