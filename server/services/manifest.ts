import { readJson } from './json-source.ts';
import * as kinds from './manifest-keys.ts';
import { declaredSteps, maxFaults, requiredCommands } from './manifest-lists.ts';
import { orderOf } from './parameters-order.ts';
import { parametersProblems } from './parameters-schema.ts';
import { blocks, type Problem, warns } from './problem.ts';

/** What config.json says, with every default filled in. (PROTOCOL.md section 1) */
export type Manifest = {
  title: string;
  description: string;
  environment: string | null;
  siteUrl: string | null;
  group: string | null;
  /** Ask before starting: declared, or the environment is production. */
  confirm: boolean;
  /** As written; where it leads is decided in deploy-script.ts. */
  deployScript: string;
  plannedSteps: string[];
  /** As written; its tasks replace `plannedSteps` when it can be read. */
  ansiblePlaybook: string | null;
  parametersSchema: Record<string, unknown> | null;
  /** Names of the parameters as they are written; missing in what an older server stored. */
  parametersOrder?: string[];
  concurrency: 'QUEUE' | 'REJECT' | 'PARALLEL';
  /** Services that name the same lock never run at the same time. */
  lock: string | null;
  /** null: the server's default; 0: none. */
  timeoutSeconds: number | null;
  outcome: 'steps' | 'exit-code';
  stopGraceSeconds: number;
  versionParameter: string | null;
  /** The parameter that tells several installs of the service apart. */
  keyParameter: string | null;
  compareUrl: string | null;
  /** Overrides the deploy user. */
  user: string | null;
  /** Commands that must be on PATH. */
  requires: RequiredCommand[];
};

export type RequiredCommand = { command: string; hint: string | null };

/** `manifest` is null when there is no JSON object to read; `config` is the document verbatim, null when it is not JSON. */
export type ManifestReading = { manifest: Manifest | null; config: unknown; problems: Problem[] };

export const maxConfigBytes = 1024 * 1024;

const production = /^prod(uction)?$/i;

/**
 * Reads the text of `<name>/config.json`. Pure; never throws for what the text says.
 * Keys nobody knows are kept in `config` and are never an error. A key of the wrong kind counts as absent: it blocks
 * where a guess could deploy the wrong thing, and warns where it only decorates.
 */
export function parseManifest(name: string, text: string): ManifestReading {
  const path = `${name}/config.json`;
  if (Buffer.byteLength(text) > maxConfigBytes)
    return unreadable(blocks('CONFIG_NOT_JSON', path, 'config.json is larger than 1 MiB'));
  const source = readJson(text.replace(/^\uFEFF/, ''));
  if (!source.ok) {
    const message = `config.json line ${source.line}, column ${source.column}: ${source.message}`;
    return unreadable(blocks('CONFIG_NOT_JSON', path, message));
  }
  const config = source.value;
  if (!kinds.isRecord(config)) {
    const problem = blocks(
      'CONFIG_INVALID',
      path,
      `config.json must hold an object, found ${Array.isArray(config) ? 'a list' : JSON.stringify(config)}`,
    );
    return { manifest: null, config, problems: [problem] };
  }
  const problems: Problem[] = [];
  const keys = kinds.keyReader(path, config, source, problems);
  const manifest = readManifest(name, path, keys);
  for (const duplicate of source.duplicates.slice(0, maxFaults)) {
    problems.push(
      warns(
        'CONFIG_DUPLICATE_KEY',
        path,
        `${keys.place(duplicate)}: ${duplicate.join('.')} is there twice; the last one counts`,
      ),
    );
  }
  return { manifest, config, problems };
}

function unreadable(problem: Problem): ManifestReading {
  return { manifest: null, config: null, problems: [problem] };
}

function readManifest(name: string, path: string, keys: kinds.KeyReader): Manifest {
  const environment = keys.read('environment', kinds.text, 'WARNS');
  const confirm = keys.read('confirm', kinds.flag, 'BLOCKS');
  const parametersSchema = keys.read('parameters', kinds.object, 'BLOCKS');
  for (const message of parametersProblems(parametersSchema)) {
    keys.note(blocks('PARAMETERS_INVALID', path, `${keys.place(['parameters'])}: ${message}`));
  }
  return {
    title: keys.read('title', kinds.filledText, 'WARNS') ?? keys.read('name', kinds.filledText, 'WARNS') ?? name,
    description: keys.read('description', kinds.text, 'WARNS') ?? '',
    environment,
    siteUrl: keys.read('url', kinds.webAddress, 'WARNS'),
    group: keys.read('group', kinds.filledText, 'WARNS'),
    confirm: confirm ?? production.test(environment ?? ''),
    deployScript: keys.read('deploy_script', kinds.filledText, 'BLOCKS') ?? 'deploy.sh',
    plannedSteps: declaredSteps(path, keys),
    ansiblePlaybook: keys.read('ansible_playbook', kinds.filledText, 'WARNS'),
    parametersSchema,
    ...(parametersSchema !== null && { parametersOrder: orderOf(parametersSchema) }),
    concurrency: concurrencyOf(keys),
    lock: keys.read('lock', kinds.label, 'BLOCKS'),
    timeoutSeconds: keys.read('timeout_seconds', kinds.seconds, 'BLOCKS'),
    outcome: keys.read('outcome', kinds.oneOf('steps', 'exit-code'), 'BLOCKS') ?? 'steps',
    stopGraceSeconds: keys.read('stop_grace_seconds', kinds.seconds, 'BLOCKS') ?? 10,
    versionParameter: keys.read('version_parameter', kinds.filledText, 'WARNS'),
    keyParameter: keys.read('key_parameter', kinds.filledText, 'WARNS'),
    compareUrl: keys.read('compare_url', kinds.webAddress, 'WARNS'),
    user: keys.read('user', kinds.account, 'BLOCKS'),
    requires: requiredCommands(keys),
  };
}

function concurrencyOf(keys: kinds.KeyReader): Manifest['concurrency'] {
  const word = keys.read('concurrency', kinds.oneOf('queue', 'reject', 'parallel'), 'BLOCKS');
  return word === 'reject' ? 'REJECT' : word === 'parallel' ? 'PARALLEL' : 'QUEUE';
}
