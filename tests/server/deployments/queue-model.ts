import { type DeploymentState, isFinal } from '../../../server/deployments/states.ts';
import { type Happening, transition } from '../../../server/deployments/transitions.ts';
import { services, slots } from './queue-world.ts';

/** A deployment as it has to be. */
export type Modeled = {
  id: number;
  service: number;
  key: string | null;
  state: DeploymentState;
  host: number | null;
  slot: number | null;
  fence: number;
  claims: number;
  /** Records of its journal that were read. */
  n: number;
};

/** What the queue has to do, said without SQL: the test holds the database to it after every operation. */
export class QueueModel {
  readonly deployments: Modeled[] = [];

  withKey(service: number, key: string | null): Modeled | undefined {
    return this.deployments.find((each) => key !== null && each.service === service && each.key === key);
  }

  add(id: number, service: number, key: string | null): void {
    const unclaimed = { host: null, slot: null, fence: 0, claims: 0, n: 0 };
    this.deployments.push({ id, service, key, state: 'QUEUED', ...unclaimed });
  }

  /** The deployment that a claim by this host has to take, and the slot it has to take. */
  next(host: number): { deployment: Modeled; slot: number } | null {
    const taken = this.deployments.filter((each) => occupies(each) && each.host === host).map(({ slot }) => slot);
    const slot = Array.from({ length: slots }, (_, index) => index + 1).find((each) => !taken.includes(each));
    if (slot === undefined) return null;
    const deployment = this.deployments.find((each) => each.state === 'QUEUED' && this.#mayRun(each));
    return deployment === undefined ? null : { deployment, slot };
  }

  claim(deployment: Modeled, host: number, slot: number): void {
    this.happen(deployment, 'claimed');
    Object.assign(deployment, { host, slot, fence: deployment.fence + 1, claims: deployment.claims + 1 });
  }

  happen(deployment: Modeled, happening: Happening): void {
    const state = transition(deployment.state, happening);
    if (state === null) throw new Error(`the model lets ${happening} happen to a ${deployment.state} deployment`);
    deployment.state = state;
  }

  /** Nobody of the same service or lock runs, or waits longer. */
  #mayRun({ id, service }: Modeled): boolean {
    const { lock, parallel } = services[service] ?? { lock: null, parallel: false };
    return !this.deployments.some(
      (other) =>
        (occupies(other) || (other.state === 'QUEUED' && other.id < id)) &&
        ((!parallel && other.service === service) || (lock !== null && services[other.service]?.lock === lock)),
    );
  }
}

export const occupies = ({ state }: Modeled): boolean => !isFinal(state) && state !== 'QUEUED';
