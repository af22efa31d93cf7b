import { type Permissions, permissionsOf } from '../access/permissions.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Service } from './service.entity.ts';

export type ServiceAction = 'START';

/** What a viewer may do with this service now. */
export function servicePermissions(viewer: Viewer, service: Service): Permissions<ServiceAction> {
  return permissionsOf<ServiceAction>(viewer, [
    { action: 'START', verb: 'deployment.start', obstacle: whyNotDeployable(service) },
  ]);
}

function whyNotDeployable({ state, problems }: Service): string | null {
  if (state === 'READY') return null;
  if (state === 'ARCHIVED') return 'Its directory is gone.';
  const [first] = problems.filter(({ severity }) => severity === 'BLOCKS');
  return `It cannot be deployed: ${first?.message ?? 'see its problems'}`;
}
