import { userInfo } from 'node:os';
import { commandLine } from '../access/viewer.ts';
import { openNotifier } from '../db/notify.ts';
import { servicesChanged } from '../deployments/bus.ts';
import type { Service } from '../services/service.entity.ts';
import { serviceOperations } from '../services/service.operations.ts';
import type { SyncResult } from '../services/sync-services.ts';
import { type CommandDatabase, openMigratedDatabase, withOrm } from './database.ts';
import { exitCodes } from './exit-codes.ts';

/** Reads the services directory into the database. Fails when a service cannot be deployed, and says why. */
export async function sync({ force = false, json }: { force?: boolean; json?: boolean }): Promise<number> {
  await using database = await openMigratedDatabase();
  const { servicesDir, ...reading } = database.config;
  let changed = false;
  const result = await withOrm(database, (orm) =>
    serviceOperations({
      orm,
      servicesDir,
      reading,
      changed: () => {
        changed = true;
      },
    }).sync(commandLine(userInfo().username), { force }),
  );
  if (changed) await tellServers(database);
  process.stdout.write(json ? `${JSON.stringify(asJson(result))}\n` : asText(result));
  return result.invalid.length > 0 ? exitCodes.failure : exitCodes.ok;
}

/** Running servers show the services to people who look at them now: they hear of changes that they did not make. */
async function tellServers({ connection, log }: CommandDatabase): Promise<void> {
  const ignore = (): void => undefined;
  await using notifier = await openNotifier({ connection, log, onMessage: ignore, onReconnect: ignore });
  await notifier.publish(servicesChanged('command'));
}

function asText({ added, updated, archived, invalid, ignored, unchangedCount }: SyncResult): string {
  const lines = [
    ...names(added).map((name) => `added ${name}`),
    ...names(updated).map((name) => `updated ${name}`),
    ...names(archived).map((name) => `archived ${name}`),
    ...invalid.flatMap((service) => blockers(service).map((problem) => `invalid ${service.name}: ${problem}`)),
    ...ignored.map(({ directory, message }) => `ignored ${directory}: ${message}`),
    `unchanged ${unchangedCount}`,
  ];
  return `${lines.join('\n')}\n`;
}

function blockers({ problems }: Service): string[] {
  return problems
    .filter(({ severity }) => severity === 'BLOCKS')
    .map(
      ({ path, message, hint }) => `${path === null ? '' : `${path}: `}${message}${hint === null ? '' : ` (${hint})`}`,
    );
}

function asJson({ added, updated, archived, invalid, ignored, unchangedCount }: SyncResult): object {
  return {
    ...{ added: names(added), updated: names(updated), archived: names(archived) },
    invalid: invalid.map(({ name, problems }) => ({ name, problems })),
    ignored,
    unchangedCount,
  };
}

const names = (services: Service[]): string[] => services.map(({ name }) => name).sort();
