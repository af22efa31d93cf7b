import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { parse } from 'graphql';
import { commandLine } from '../access/viewer.ts';
import { type Core, openCore } from '../core.ts';
import { openDataDir } from '../db/data-dir.ts';
import { type Context, contextOf } from '../graphql/context.ts';
import { execute } from '../graphql/engine.ts';
import { schema } from '../schema.ts';
import { version } from '../version.ts';
import type { Api } from './api.ts';
import { type CommandDatabase, openMigratedDatabase } from './database.ts';
import type { TypedDocument } from './documents.ts';
import { failureOf } from './graphql-failure.ts';
import { localServer } from './local-server.ts';

/**
 * The API on the database itself, as the account that runs the command. It loads all there is of the server, which only
 * commands without a server of their own need. Throws CommandFailure.
 */
export async function openLocalApi(): Promise<Api> {
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

/** Nobody else waits for a command on the server's own machine. */
const queryTimeoutMs = 600_000;

function localContext({ operations }: Core, { config, log }: CommandDatabase): Context {
  const viewer = commandLine(userInfo().username);
  const publicUrl = config.publicUrl ?? localServer(config.dataDir) ?? `http://${config.host}:${config.port}`;
  const { defaultTimeoutSeconds } = config;
  return contextOf(
    { operations, log, version, defaultTimeoutSeconds, publicUrl, queryTimeoutMs },
    {
      viewer,
      requestId: randomUUID(),
      listener: { viewer, ended: new AbortController().signal, onChange: () => () => undefined },
      cookie: { set: () => undefined, clear: () => undefined },
    },
  );
}
