import type { Viewer } from '../access/viewer.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../errors.ts';
import { isRecord } from '../services/manifest-keys.ts';
import { Service } from '../services/service.entity.ts';
import type { Deployment } from './deployment.entity.ts';
import type { DeploymentDeps } from './deployment-deps.ts';
import { type Started, type StartInput, startDeployment } from './start-deployment.ts';
import { isFinal } from './states.ts';

export type RetryInput = {
  id: number;
  /** Laid over the earlier ones; null removes one. */
  parameters?: unknown;
  idempotencyKey?: string | undefined;
  origin?: string | undefined;
  /** Undefined: the earlier one. */
  note?: string | undefined;
  whenBusy?: StartInput['whenBusy'];
};

/**
 * Starts once more what has ended: same service, parameters, revision and note. Secrets are not kept after a run, so they
 * must be given again. Throws what startDeployment throws, ConflictError while the earlier one is not over, and
 * InvalidInputError that names every secret that is missing.
 */
export async function retryDeployment(
  deps: DeploymentDeps,
  viewer: Viewer,
  earlier: Deployment,
  { id, parameters, note, ...rest }: RetryInput,
): Promise<Started> {
  if (!isFinal(earlier.state))
    throw new ConflictError(`#${id} is not over yet (${earlier.state}). Wait for its end, or cancel it.`);
  const service = await deps.orm.em.fork().findOne(Service, { id: earlier.service });
  if (service === null) throw new NotFoundError('service', `of #${id}`);
  return startDeployment(deps, viewer, {
    ...rest,
    service: service.name,
    parameters: laidOver(earlier.parameters, parameters ?? {}),
    revision: earlier.revision,
    note: note ?? earlier.note ?? undefined,
    retryOf: id,
  });
}

/** What stands for a secret where parameters are shown and kept. */
const mask = '***';

function laidOver(earlier: Record<string, unknown>, given: unknown): Record<string, unknown> {
  if (!isRecord(given))
    throw new InvalidInputError([{ path: ['parameters'], message: 'must be an object of names and values' }]);
  const parameters = { ...earlier, ...given };
  const missing = Object.keys(earlier).filter((name) => parameters[name] === mask);
  if (missing.length > 0)
    throw new InvalidInputError(
      missing.map((name) => ({ path: ['parameters', name], message: 'is secret and was not kept: give it again' })),
    );
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== null));
}
