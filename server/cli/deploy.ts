import { randomUUID } from 'node:crypto';
import {
  type DeploymentState,
  ServiceParameters,
  StartDeployment,
  type StartedDeployment,
  type StartInput,
} from './documents.ts';
import { parseDuration } from './duration.ts';
import { endings } from './endings.ts';
import { CommandFailure, type ExitCode, exitCodes } from './exit-codes.ts';
import { findServer, type ServerOptions } from './find-server.ts';
import { type GivenParameters, readParameters, typedParameters } from './parameters.ts';
import type { Remote } from './remote.ts';
import { createReporter, type Reporter, type Result } from './reporter.ts';

export type DeployOptions = ServerOptions & {
  parameters: string[];
  param: string[];
  paramsFile?: string;
  idempotencyKey?: string;
  ref?: string;
  sha?: string;
  note?: string;
  detach?: boolean;
  log?: boolean;
  json?: boolean;
  timeout?: string;
};

/** Starts a deployment and follows it to its end; returns its outcome as an exit code. Ends early without ending the run. */
export async function deploy(service: string, options: DeployOptions): Promise<number> {
  const parameters = await readParameters([...options.parameters, ...options.param], options.paramsFile);
  const timeoutMs = options.timeout === undefined ? null : parseDuration('--timeout', options.timeout);
  const reporter = createReporter(options);
  await using remote = await findServer(options, reporter.note);
  using ending = endings(timeoutMs);
  const input = await inputFor(remote, service, options, parameters, ending.signal);
  const { deployment, replayed } = await start(remote, input, ending.signal);
  reporter.started(service, deployment, replayed);
  const result: Result = { ...deployment, state: 'QUEUED', exitCode: null };
  if (options.detach) {
    reporter.ended(result);
    return exitCodes.ok;
  }
  const kinds = options.log ? (['STATE', 'STEP', 'LOG'] as const) : (['STATE', 'STEP'] as const);
  return await follow(remote, reporter, result, [...kinds], ending.signal);
}

async function inputFor(
  remote: Remote,
  service: string,
  { ref, sha, note, idempotencyKey = randomUUID() }: DeployOptions,
  given: GivenParameters,
  signal: AbortSignal,
): Promise<StartInput> {
  const words = Object.keys(given.words).length;
  const declared = words === 0 ? null : (await remote.request(ServiceParameters, { name: service }, signal)).service;
  const parameters = typedParameters(given, declared?.parametersSchema?.properties ?? {});
  const revision = ref === undefined && sha === undefined ? null : { ref: ref ?? null, sha: sha ?? null };
  return { service, parameters, idempotencyKey, origin: 'cli', revision, note: note ?? null };
}

async function start(
  remote: Remote,
  input: StartInput,
  signal: AbortSignal,
): Promise<{ deployment: StartedDeployment; replayed: boolean }> {
  const { startDeployment: answer } = await remote.request(StartDeployment, { input }, signal);
  if ('deployment' in answer) return answer;
  throw new CommandFailure(exitCodes.refused, answer.message);
}

async function follow(
  remote: Remote,
  reporter: Reporter,
  result: Result,
  kinds: ('STATE' | 'STEP' | 'LOG')[],
  signal: AbortSignal,
): Promise<ExitCode> {
  try {
    for await (const event of remote.events(result.id, { kinds }, signal)) {
      reporter.event(event);
      if (event.__typename !== 'DeploymentStateChanged') continue;
      result.state = event.state;
      result.exitCode = event.exitCode;
    }
    return outcomes[result.state];
  } catch (error) {
    if (error instanceof CommandFailure)
      error.message += ` The run goes on; look at it with: fastdeploy logs ${result.number} --follow`;
    throw error;
  } finally {
    reporter.ended(result);
  }
}

const outcomes: Record<DeploymentState, ExitCode> = {
  QUEUED: exitCodes.failure,
  RUNNING: exitCodes.failure,
  CANCELING: exitCodes.failure,
  SUCCESS: exitCodes.ok,
  FAILURE: exitCodes.failure,
  CANCELED: exitCodes.canceled,
  TIMED_OUT: exitCodes.timedOut,
  LOST: exitCodes.lost,
};
