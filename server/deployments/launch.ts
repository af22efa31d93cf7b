import path from 'node:path';
import { buildCommand, type Inherited } from '../runner/command.ts';
import { prepareRun, type RunSecrets, type RunSpec } from '../runner/spec.ts';
import { buildStopHelper, type StopHelper } from '../runner/stop-helper.ts';
import { callerName } from '../runner/sudo-rules.ts';
import { findSystemUser, isForeignUser } from '../runner/system-user.ts';
import { type Identity, scriptOwnershipProblem } from '../services/script-ownership.ts';
import type { Claim } from './queue.ts';
import type { Sealing } from './sealing.ts';

/** The settings that decide how a script is started on this host. */
export type LaunchSettings = {
  runsDir: string;
  servicesDir: string;
  /** Where the `--config` file is made. */
  configDir: string;
  pathForDeploy: string;
  inherited: Inherited;
  /** Null: scripts run as the server's own user. */
  deployUser: string | null;
  defaultTimeoutSeconds: number;
  maxLogBytes: number;
  /** Refuse a script that this process could change. */
  strictSudo: boolean;
  /** Who this process is; null: root. */
  identity: Identity | null;
  publicUrl: string;
  callbackUrl: string;
};

/** What was looked at when the service was read may have changed since. Throws where the rules are strict. */
export async function refuseUnsafeScript(settings: LaunchSettings, { service }: Claim): Promise<void> {
  const { identity, strictSudo, servicesDir, deployUser } = settings;
  const { scriptPath, manifest, name } = service;
  if (!strictSudo || identity === null || scriptPath === null || (manifest?.user ?? deployUser) === null) return;
  const problem = await scriptOwnershipProblem(scriptPath, name, identity, strictSudo, servicesDir);
  if (problem !== null) throw new Error(problem.message);
}

/** Writes the claim's hand-over files; a supervisor may start on them at once. Throws for a script that is not safe to start. */
export async function prepareLaunch(
  settings: LaunchSettings,
  sealing: Sealing,
  claim: Claim,
  accessToken: string,
): Promise<void> {
  await refuseUnsafeScript(settings, claim);
  const secrets: RunSecrets = {
    accessToken,
    parameters: claim.sealedParameters === null ? {} : sealing.open(claim.sealedParameters),
  };
  await prepareRun(settings.runsDir, runSpec(settings, claim), secrets);
}

/** What the supervisor is told, without secrets: those are merged into the config file just before the spawn. */
export function runSpec(settings: LaunchSettings, claim: Claim): RunSpec {
  const { manifest, scriptPath } = claim.service;
  if (manifest === null || scriptPath === null) throw new Error(`${claim.service.name} has no script to run`);
  const user = manifest.user ?? settings.deployUser;
  const configFile = path.join(settings.configDir, `fastdeploy-${claim.runId}.json`);
  const { pathForDeploy, inherited } = settings;
  const { argv, env } = buildCommand({ script: scriptPath, user, configFile, path: pathForDeploy, inherited });
  return {
    version: 1,
    runId: claim.runId,
    argv,
    cwd: path.dirname(settings.servicesDir),
    env,
    configFile: { path: configFile, group: groupOf(user), content: configContent(settings, claim) },
    timeoutMs: (manifest.timeoutSeconds ?? settings.defaultTimeoutSeconds) * 1_000,
    stopGraceMs: manifest.stopGraceSeconds * 1_000,
    ...stopHelperOf(user, pathForDeploy),
    maxLogBytes: settings.maxLogBytes,
  };
}

/** The keys that scripts of the original read, and ours. (PROTOCOL.md, the config file) */
function configContent(settings: LaunchSettings, claim: Claim): Record<string, unknown> {
  const { SSH_AUTH_SOCK } = settings.inherited;
  return {
    deployment_id: String(claim.id),
    deploy_script: claim.service.scriptLabel,
    service_name: claim.service.name,
    steps_url: `${settings.callbackUrl}/steps/`,
    deployment_finish_url: `${settings.callbackUrl}/deployments/finish/`,
    deployment_url: `${settings.publicUrl}/deployments/${claim.id}`,
    context: { env: claim.parameters },
    parameters: claim.parameters,
    path_for_deploy: settings.pathForDeploy,
    ...(SSH_AUTH_SOCK ? { ssh_auth_sock: SSH_AUTH_SOCK } : {}),
  };
}

function stopHelperOf(user: string | null, searchPath: string): { stopHelper?: StopHelper } {
  if (user === null || !isForeignUser(user)) return {};
  return { stopHelper: buildStopHelper(callerName(), user, searchPath) };
}

function groupOf(user: string | null): string | null {
  const account = user === null ? null : findSystemUser(user);
  return account === null ? null : String(account.gid);
}
