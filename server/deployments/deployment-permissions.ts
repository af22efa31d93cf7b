import { type Permissions, permissionsOf } from '../access/permissions.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Deployment } from './deployment.entity.ts';
import { isFinal } from './states.ts';

export type DeploymentAction = 'CANCEL' | 'RETRY';

/** What a viewer may do with this deployment now. */
export function deploymentPermissions(viewer: Viewer, deployment: Deployment): Permissions<DeploymentAction> {
  const { state } = deployment;
  const isOver = isFinal(state);
  const beingCanceled = state === 'CANCELING' ? 'It is being canceled already.' : null;
  return permissionsOf<DeploymentAction>(
    viewer,
    [
      { action: 'CANCEL', verb: 'deployment.cancel', obstacle: isOver ? 'It has ended already.' : beingCanceled },
      { action: 'RETRY', verb: 'deployment.start', obstacle: isOver ? null : 'It is not over yet.' },
    ],
    deployment,
  );
}
