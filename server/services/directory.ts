import { isUtf8 } from 'node:buffer';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { errorCode } from '../runner/durable-file.ts';
import { stopHelperPath } from '../runner/sudo-rules.ts';
import { type BoundedFile, readBoundedFile, reasonOf } from './bounded-file.ts';
import { type DeployScript, findDeployScript, sha256 } from './deploy-script.ts';
import { type Manifest, maxConfigBytes, parseManifest } from './manifest.ts';
import { readPlaybook } from './playbook.ts';
import { blocks, type Problem } from './problem.ts';
import { missingCommands, standardPath } from './required-commands.ts';
import { type Identity, scriptOwnershipProblem, serverIdentity } from './script-ownership.ts';
import { listServiceDirectories, nameProblem, type UnregisteredDirectory } from './service-directories.ts';
import { sudoProblems } from './sudo-permission.ts';

/** One service as it is on disk. Deployable unless a problem BLOCKS. */
export type ServiceReading = {
  name: string;
  /** config.json verbatim; null when it is not JSON. */
  config: unknown;
  manifest: Manifest | null;
  problems: Problem[];
  /** sha256 of the bytes of config.json. */
  configHash: string | null;
  scriptHash: string | null;
  /** Absolute: what is executed. */
  scriptPath: string | null;
  /** What scripts see as `deploy_script`: `<name>/<file>`, or absolute as declared. */
  scriptLabel: string;
  plannedSteps: string[];
};

export type ReadOptions = {
  /** Unsafe ownership of a script blocks instead of warning. */
  strictSudo: boolean;
  /** null: scripts run as the server's user. */
  deployUser: string | null;
  /** Where required commands are looked for. */
  pathForDeploy?: string;
  /** Where the `--config` file of a run is made, as the sudo rule names it. */
  configDir?: string;
  /** Who the server runs as; null: root. Default: this process. */
  identity?: Identity | null | undefined;
};

export type ServicesReading = {
  services: ServiceReading[];
  unregistered: UnregisteredDirectory[];
  /** Why the services directory itself cannot be read. Do not archive anything then, except for DIRECTORY_MISSING. */
  problem: Problem | null;
};

/** Reads every service. A directory that cannot be read, or vanishes meanwhile, never hides the others. */
export async function readServices(servicesDir: string, options: ReadOptions): Promise<ServicesReading> {
  const result: ServicesReading = { services: [], unregistered: [], problem: null };
  try {
    const { names, unregistered } = await listServiceDirectories(servicesDir);
    result.unregistered = unregistered;
    for (const name of names) {
      const reading = await readServiceDirectory(servicesDir, name, options);
      if (!reading.problems.some(({ code }) => code === 'DIRECTORY_MISSING')) result.services.push(reading);
    }
  } catch (error) {
    const missing = errorCode(error) === 'ENOENT';
    const message = `${servicesDir} ${missing ? 'does not exist' : `cannot be read: ${reasonOf(error)}`}`;
    result.problem = blocks(missing ? 'DIRECTORY_MISSING' : 'DIRECTORY_UNREADABLE', null, message);
  }
  return result;
}

/** Reads one service from disk. Never throws for what is found there: that is in `problems`. */
export async function readServiceDirectory(
  servicesDir: string,
  name: string,
  options: ReadOptions,
): Promise<ServiceReading> {
  const root = resolve(servicesDir);
  const misnamed = nameProblem(name);
  if (misnamed !== null) return broken(name, misnamed);
  const path = `${name}/config.json`;
  const file = await readBoundedFile(join(root, path), maxConfigBytes);
  if (file.kind !== 'read') return broken(name, await configProblem(root, name, file));
  const configHash = sha256(file.bytes);
  if (!isUtf8(file.bytes))
    return { ...broken(name, blocks('CONFIG_NOT_JSON', path, 'config.json is not UTF-8')), configHash };

  const { manifest, config, problems } = parseManifest(name, file.bytes.toString('utf8'));
  if (manifest === null) return { ...broken(name, ...problems), config, configHash };
  const script = await findDeployScript(root, name, manifest.deployScript);
  const playbook = manifest.ansiblePlaybook === null ? null : await readPlaybook(root, name, manifest.ansiblePlaybook);
  return {
    name,
    config,
    manifest,
    configHash,
    scriptHash: script.hash,
    scriptPath: script.path,
    scriptLabel: script.label,
    plannedSteps: playbook?.steps ?? manifest.plannedSteps,
    problems: [
      ...problems,
      ...script.problems,
      ...(await crossingProblems(root, script, manifest, options)),
      ...(playbook?.problems ?? []),
      ...(await missingCommands(path, manifest.requires, options.pathForDeploy ?? standardPath)),
    ],
  };
}

function broken(name: string, ...problems: Problem[]): ServiceReading {
  const nothing = { config: null, manifest: null, configHash: null, scriptHash: null, scriptPath: null };
  return { name, ...nothing, scriptLabel: `${name}/deploy.sh`, plannedSteps: [], problems };
}

async function configProblem(
  root: string,
  name: string,
  file: Exclude<BoundedFile, { kind: 'read' }>,
): Promise<Problem> {
  const path = `${name}/config.json`;
  switch (file.kind) {
    case 'missing': {
      const gone = await stat(join(root, name)).then(
        () => false,
        (error) => errorCode(error) === 'ENOENT',
      );
      if (gone) return blocks('DIRECTORY_MISSING', name, `The directory ${name} does not exist`);
      return blocks(
        'CONFIG_MISSING',
        path,
        'config.json does not exist',
        `Write ${join(root, path)}; {} is enough beside a deploy.sh.`,
      );
    }
    case 'notAFile':
      return blocks('CONFIG_UNREADABLE', path, 'config.json is not a regular file');
    case 'tooLarge':
      return blocks('CONFIG_NOT_JSON', path, 'config.json is larger than 1 MiB');
    case 'unreadable':
      return blocks(
        'CONFIG_UNREADABLE',
        path,
        `config.json cannot be read: ${file.reason}`,
        'Let the server read the directory and the file.',
      );
    default:
      return file satisfies never;
  }
}

/** What speaks against running the script as another user; root may do everything. */
async function crossingProblems(
  servicesDir: string,
  script: DeployScript,
  manifest: Manifest,
  options: ReadOptions,
): Promise<Problem[]> {
  const { strictSudo, configDir = '/var/tmp', pathForDeploy: searchPath = standardPath } = options;
  const server = options.identity === undefined ? serverIdentity() : options.identity;
  const user = manifest.user ?? options.deployUser;
  const { path, label } = script;
  if (user === null || server === null || path === null) return [];
  const unsafe = await scriptOwnershipProblem(path, label, server, strictSudo, servicesDir);
  const crossing = { user, script: path, label, configDir, searchPath, stopHelper: stopHelperPath };
  const refused = await sudoProblems(crossing, strictSudo);
  return unsafe === null ? refused : [unsafe, ...refused];
}
