import { userInfo } from 'node:os';
import { commandLine } from '../access/viewer.ts';
import { openDataDir } from '../db/data-dir.ts';
import { openNotifier } from '../db/notify.ts';
import { poolOf } from '../db/orm.ts';
import { deploymentChanged } from '../deployments/bus.ts';
import { NotFoundError } from '../errors.ts';
import { forget as forgetDeployment } from '../operations/forget.ts';
import { type CommandDatabase, openMigratedDatabase, withOrm } from './database.ts';
import { exitCodes } from './exit-codes.ts';

/** Declares a deployment LOST of which nothing will ever be heard again. Works on the database, with or without a server. */
export async function forget(id: string, { reason }: { reason: string }): Promise<number> {
  const number = Number(/^(?:#|dep_)?(\d{1,15})$/.exec(id)?.[1]);
  if (Number.isNaN(number)) throw new NotFoundError('deployment', id);
  await using database = await openMigratedDatabase();
  const { runsDir, hostId } = openDataDir(database.config.dataDir);
  await withOrm(database, async (orm) => {
    const deps = { pool: await poolOf(orm), publish: () => undefined, runsDir, host: hostId };
    await forgetDeployment(deps, commandLine(userInfo().username), { id: number, by: userInfo().username, reason });
  });
  await tellServers(database, number);
  process.stdout.write(`#${number} is LOST now, and its service is free. Look at what it left before you repeat it.\n`);
  return exitCodes.ok;
}

async function tellServers({ connection, log }: CommandDatabase, id: number): Promise<void> {
  const ignore = (): void => undefined;
  await using notifier = await openNotifier({ connection, log, onMessage: ignore, onReconnect: ignore });
  await notifier.publish(deploymentChanged('command', id));
}
