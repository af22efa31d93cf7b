import type { Client, CombinedError } from '@urql/core';
import { explain } from '../../api/client.ts';
import {
  type ConcurrencyPolicy,
  type InProgressFieldsFragment,
  RetryDeploymentDocument,
  type RetryDeploymentMutation,
  type StartableFieldsFragment,
  StartDeploymentDocument,
  type StartDeploymentMutation,
} from '../../api/generated/graphql.ts';
import { whyUnreachable } from '../../live/reachable.ts';
import type { Parameters } from './field-values.ts';

export type StartOutcome =
  | { kind: 'started'; number: number }
  /** Something of the service is not over; nothing was started. */
  | { kind: 'busy'; deployment: InProgressFieldsFragment }
  | { kind: 'refused'; message: string; issues: { path: string[]; message: string }[] };

export interface StartRequest {
  service: StartableFieldsFragment;
  parameters: Parameters;
  note: string;
  /** One per intention: a double click, a retry and a repeated request are the same run. */
  idempotencyKey: string;
  /** The run that is repeated, with its parameters as the server shows them. */
  repeats: { number: number; parameters: Parameters } | null;
  /** Wait in the line; otherwise a service that is busy answers so, and nothing is started. */
  queue: boolean;
}

export const sendStart = async (client: Client, request: StartRequest): Promise<StartOutcome> => {
  const { service, parameters, note, idempotencyKey, repeats } = request;
  const common = { idempotencyKey, origin: 'web', note: note || null, whenBusy: whenBusy(request) };
  if (repeats === null) {
    const given = Object.keys(parameters).length > 0 ? parameters : null;
    const input = { ...common, service: service.name, parameters: given };
    const { data, error } = await client.mutation(StartDeploymentDocument.toString(), { input }).toPromise();
    return outcomeOf(data?.startDeployment, error);
  }
  const input = { ...common, id: String(repeats.number), parameters: laidOver(repeats.parameters, parameters) };
  const { data, error } = await client.mutation(RetryDeploymentDocument.toString(), { input }).toPromise();
  return outcomeOf(data?.retryDeployment, error);
};

/** Why Deploy is off, with the fix; null: it is on. */
export const whyNot = (service: StartableFieldsFragment): string | null => whyNever(service) ?? whyUnreachable();

/** Why this service cannot be deployed, or not by this viewer, however long they wait. */
export const whyNever = (service: StartableFieldsFragment): string | null => {
  if (service.state === 'READY') return service.viewerCannot.find(({ action }) => action === 'START')?.reason ?? null;
  if (service.state === 'ARCHIVED') return 'Its directory is gone.';
  const problem = service.problems.find((each) => each.severity === 'BLOCKS') ?? service.problems[0];
  return problem ? `${problem.message}${problem.hint ? ` ${problem.hint}` : ''}` : 'Its configuration has a problem.';
};

/** `v2.4.2 to production`, `podcast`: what a Deploy button says it deploys. */
export const subjectWords = (service: StartableFieldsFragment, version: string): string => {
  const what = version || service.name;
  return service.environment ? `${what} to ${service.environment}` : what;
};

/** Nobody gets in line without having been asked: only services that allow several at a time are not asked. */
const whenBusy = ({ service, queue }: StartRequest): ConcurrencyPolicy | null => {
  if (service.concurrency !== 'QUEUE') return null;
  return queue ? 'QUEUE' : 'REJECT';
};

/** What the form left out is taken away; secrets that nobody gave again are asked for by the server. */
const laidOver = (earlier: Parameters, parameters: Parameters): Parameters => {
  const removed = Object.keys(earlier).filter((name) => !(name in parameters) && earlier[name] !== '***');
  return { ...Object.fromEntries(removed.map((name) => [name, null])), ...parameters };
};

type Result = StartDeploymentMutation['startDeployment'] | RetryDeploymentMutation['retryDeployment'];

const outcomeOf = (result: Result | undefined, error: CombinedError | undefined): StartOutcome => {
  if (error || !result) return refused(error ? explain(error).message : 'The server did not answer.');
  switch (result.__typename) {
    case 'StartDeploymentSuccess':
      return { kind: 'started', number: result.deployment.number };
    case 'InvalidInputError':
      return { ...refused(result.message), issues: result.issues };
    case 'DeploymentInProgressError':
      return { kind: 'busy', deployment: result.deployment };
    default:
      return refused(result.message);
  }
};

const refused = (message: string): Extract<StartOutcome, { kind: 'refused' }> => ({
  kind: 'refused',
  message,
  issues: [],
});
