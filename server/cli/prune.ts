import { userInfo } from 'node:os';
import { commandLine } from '../access/viewer.ts';
import { openDataDir } from '../db/data-dir.ts';
import { poolOf } from '../db/orm.ts';
import { type Pruned, retention } from '../operations/retention.ts';
import { openMigratedDatabase, withOrm } from './database.ts';
import { CommandFailure, exitCodes } from './exit-codes.ts';

export type PruneOptions = { dryRun?: boolean; json?: boolean; logDays?: string };

/** Does now what the server does every hour, or says what that would be. */
export async function prune({ dryRun = false, json, logDays }: PruneOptions): Promise<number> {
  if (logDays !== undefined && !/^\d{1,5}$/.test(logDays))
    throw new CommandFailure(exitCodes.usage, `--log-days must be a whole number of days, got "${logDays}"`);
  await using database = await openMigratedDatabase();
  const { config } = database;
  const { runsDir } = openDataDir(config.dataDir);
  const pruned = await withOrm(database, async (orm) =>
    retention({ pool: await poolOf(orm), runsDir, log: database.log }).prune(commandLine(userInfo().username), {
      logDays: logDays === undefined ? config.logDays : Number(logDays),
      dryRun,
    }),
  );
  process.stdout.write(json ? `${JSON.stringify({ dryRun, ...pruned })}\n` : asText(pruned, dryRun));
  return exitCodes.ok;
}

function asText({ database, runDirectories, configFiles }: Pruned, dryRun: boolean): string {
  const verb = dryRun ? 'would remove' : 'removed';
  const lines =
    database === null
      ? ['another prune is at work in the database; nothing was removed there']
      : [
          `${verb} the log of ${plural(database.logs.deployments, 'deployment')} (${size(database.logs.bytes)})`,
          `${verb} ${plural(database.tokens, 'expired token')}`,
        ];
  return `${[
    ...lines,
    `${verb} ${plural(runDirectories.count, 'run directory', 'run directories')} (${size(runDirectories.bytes)})`,
    `${verb} ${plural(configFiles.count, 'config file')}`,
  ].join('\n')}\n`;
}

const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

function size(bytes: number): string {
  const unit = bytes < 1_000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  return `${(bytes / 1_000 ** unit).toFixed(unit === 0 ? 0 : 1)} ${units[unit]}`;
}

const units = ['B', 'kB', 'MB', 'GB', 'TB'];
