import { authoriseUnlimited } from '../access/authorise-unlimited.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Config } from '../config.ts';
import type { Connection } from '../db/connection.ts';
import type { Check } from './check.ts';
import { checkDatabase } from './check-database.ts';
import { checkConfigDirectory, checkDeployUser, checkDisk, checkNode, checkSandbox } from './check-host.ts';
import { checkServices } from './check-services.ts';

export type DoctorDeps = {
  config: Pick<Config, 'servicesDir' | 'dataDir' | 'configDir' | 'deployUser' | 'strictSudo' | 'pathForDeploy'>;
  /** Or the check that says why there is none. */
  database: Connection | Check;
  /** The server's process: its sandbox is what counts. */
  serverPid: number;
};

/** Everything that has to be right before a deployment can work; with `service` only what concerns that one. Looks, and changes nothing. */
export async function examine(
  deps: DoctorDeps,
  viewer: Viewer,
  input: { service?: string | undefined } = {},
): Promise<Check[]> {
  authoriseUnlimited(viewer, 'system.read');
  const { config } = deps;
  const services = await checkServices(config.servicesDir, config, input.service);
  if (input.service !== undefined) return services;
  const database = 'code' in deps.database ? [deps.database] : await checkDatabase(deps.database);
  return [
    ...database,
    checkDeployUser(config.deployUser),
    checkConfigDirectory(config.configDir, config.deployUser),
    checkSandbox(deps.serverPid, config.deployUser),
    checkDisk(config.dataDir),
    checkNode(),
    ...services,
  ];
}
