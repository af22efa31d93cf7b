import type { Client, CombinedError } from '@urql/core';
import { explain } from '../../api/client.ts';
import {
  RetryDeploymentDocument,
  type RetryDeploymentMutation,
  type StartableFieldsFragment,
  StartDeploymentDocument,
  type StartDeploymentMutation,
} from '../../api/generated/graphql.ts';

export type Parameters = Record<string, unknown>;

export type StartOutcome =
  | { kind: 'started'; number: number }
  | { kind: 'refused'; message: string; issues: { path: string[]; message: string }[]; busyWith: number | null };

export interface StartRequest {
  service: string;
  parameters: Parameters;
  note: string;
  /** One per intention: a double click, a retry and a reload with the same key are the same run. */
  idempotencyKey: string;
}

export const startDeployment = async (client: Client, request: StartRequest): Promise<StartOutcome> => {
  const { note, parameters, ...rest } = request;
  const hasParameters = Object.keys(parameters).length > 0;
  const input = { ...rest, origin: 'web', parameters: hasParameters ? parameters : null, note: note || null };
  const { data, error } = await client.mutation(StartDeploymentDocument.toString(), { input }).toPromise();
  return outcomeOf(data?.startDeployment, error);
};

export interface RetryRequest {
  id: string;
  /** Of the run that is repeated, as the server shows them. */
  earlier: Parameters;
  parameters: Parameters;
  note: string;
  idempotencyKey: string;
}

/** Repeats a run. What the form left out is taken away; secrets that nobody gave again are asked for by the server. */
export const retryDeployment = async (client: Client, request: RetryRequest): Promise<StartOutcome> => {
  const { id, earlier, parameters, note, idempotencyKey } = request;
  const removed = Object.keys(earlier).filter((name) => !(name in parameters) && earlier[name] !== '***');
  const input = {
    ...{ id, idempotencyKey, origin: 'web', note: note || null },
    parameters: { ...Object.fromEntries(removed.map((name) => [name, null])), ...parameters },
  };
  const { data, error } = await client.mutation(RetryDeploymentDocument.toString(), { input }).toPromise();
  return outcomeOf(data?.retryDeployment, error);
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
      return { ...refused(result.message), busyWith: result.deployment.number };
    default:
      return refused(result.message);
  }
};

/** Why Deploy is off, with the fix; null: it is on. */
export const whyNot = (service: StartableFieldsFragment): string | null => {
  if (service.state === 'READY') return null;
  if (service.state === 'ARCHIVED') return 'Its directory is gone.';
  const problem = service.problems.find((each) => each.severity === 'BLOCKS') ?? service.problems[0];
  return problem ? `${problem.message}${problem.hint ? ` ${problem.hint}` : ''}` : 'Its configuration has a problem.';
};

const refused = (message: string): Extract<StartOutcome, { kind: 'refused' }> => ({
  kind: 'refused',
  message,
  issues: [],
  busyWith: null,
});
