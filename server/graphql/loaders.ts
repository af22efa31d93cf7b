import DataLoader from 'dataloader';
import type { Viewer } from '../access/viewer.ts';
import type { Operations } from './context.ts';

export type Loaders = ReturnType<typeof createLoaders>;

/** Collects the look-ups of one tick into one statement each, and remembers them: a set serves one request or one event, never longer. */
export function createLoaders({ access, services, deployments, inventory }: Operations, viewer: Viewer) {
  return {
    user: byNumber((ids) => access.usersByIds(viewer, ids)),
    token: byNumber((ids) => access.tokensByIds(viewer, ids)),
    grantsOfUser: byNumber((ids) => access.grantsOfUsers(viewer, ids)),
    grantsOfToken: byNumber((ids) => access.grantsOfTokens(viewer, ids)),
    sessionsOfUser: byNumber((ids) => access.openSessionsOf(viewer, ids)),
    credentialsOfUser: byNumber((ids) => access.credentialsOf(viewer, ids)),
    auditEvent: byNumber((ids) => access.auditEventsByIds(viewer, ids)),
    service: byNumber((ids) => services.byIds(viewer, ids)),
    deployment: byNumber((ids) => deployments.byIds(viewer, ids)),
    stepsOfDeployment: byNumber((ids) => deployments.stepsOf(viewer, ids)),
    neighboursOfDeployment: byNumber((ids) => deployments.neighboursOf(viewer, ids)),
    waiting: byNumber((ids) => deployments.waitingOf(viewer, ids)),
    latestOfService: byNumber((ids) => deployments.latestOf(viewer, ids)),
    unfinishedOfService: byNumber((ids) => deployments.unfinishedOf(viewer, ids)),
    deployedService: byNumber((ids) => inventory.byIds(viewer, ids)),
    deployedOfService: byNumber((ids) => inventory.ofServices(viewer, ids)),
  };
}

/** What another row points at: it is there, or the data is broken. */
export async function existing<T>(loader: DataLoader<number, T | null>, number: number): Promise<T> {
  const found = await loader.load(number);
  if (found === null) throw new Error(`A row points at number ${number}, which is not there.`);
  return found;
}

function byNumber<T>(load: (numbers: number[]) => Promise<Map<number, T>>): DataLoader<number, T | null> {
  return new DataLoader(async (numbers) => {
    const found = await load([...numbers]);
    return numbers.map((number) => found.get(number) ?? null);
  });
}
