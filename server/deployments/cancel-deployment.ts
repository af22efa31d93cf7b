import { actorOf } from '../access/actor.ts';
import type { Viewer } from '../access/viewer.ts';
import { DeploymentNotActiveError, NotFoundError } from '../errors.ts';
import { auditDeployment } from './audit-deployment.ts';
import { apply, changeRun } from './run-changes.ts';
import type { CommandDeps } from './start-deployment.ts';
import { isFinal } from './states.ts';
import { refuseIssues, textIssues } from './text-input.ts';

/**
 * Ends a queued deployment, or asks a running one's supervisor to stop the script. Who asked and why is committed first.
 * Throws NotFoundError, DeploymentNotActiveError, and InvalidInputError for a reason that cannot be stored.
 */
export async function cancelDeployment(
  deps: CommandDeps,
  viewer: Viewer,
  id: number,
  reason: string | null,
): Promise<void> {
  refuseIssues(textIssues({ reason }));
  const { label: by, userId } = actorOf(viewer);
  const run = await changeRun(deps, id, async (stored, client) => {
    if (isFinal(stored.state)) throw new DeploymentNotActiveError(id, stored.state);
    if (stored.state === 'CANCELING') return;
    stored.canceledBy = by;
    stored.cancelReason = reason;
    await client.query(
      'update deployments set canceled_by = $2, canceled_by_user_id = $3, cancel_reason = $4 where id = $1',
      [id, by, userId, stored.cancelReason],
    );
    apply(stored, 'cancelRequested', null, new Date());
    await auditDeployment(client, viewer, 'deployment.cancel', id, { reason });
  });
  if (run === null) throw new NotFoundError('deployment', `#${id}`);
  if (run.state === 'CANCELING') deps.scheduler.stop(id, by);
  else deps.scheduler.wake();
}
