import { containing } from '../db/like.ts';
import { type DeploymentState, deploymentStates, isFinal } from './states.ts';

export type DeploymentFilter = {
  services?: readonly string[] | undefined;
  states?: readonly DeploymentState[] | undefined;
  finished?: boolean | undefined;
  origins?: readonly string[] | undefined;
  /** Ids of users. */
  actors?: readonly number[] | undefined;
  /** Names of users and tokens, as they were when they started the run. */
  actorLabels?: readonly string[] | undefined;
  environments?: readonly string[] | undefined;
  search?: string | undefined;
  createdAfter?: Date | undefined;
  createdBefore?: Date | undefined;
};

/** The filter as the list and its facets both read it, so that what is counted is what is shown. */
export function readFilter({ finished, search, ...same }: DeploymentFilter) {
  const text = search?.trim();
  return {
    ...same,
    /** What `finished` leaves, beside `states`. */
    among: finished === undefined ? undefined : deploymentStates.filter((state) => isFinal(state) === finished),
    /** A part of the note, the version or the service's name, or the deployment's number; 0: it is none. */
    search: text ? { like: containing(text), number: Number(/^#?(\d{1,15})$/.exec(text)?.[1] ?? 0) } : undefined,
  };
}
