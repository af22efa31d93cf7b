import { authorise } from '../access/authorise.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Page, PageInput } from '../db/keyset.ts';
import { findPlain } from '../db/plain-rows.ts';
import { inTransaction } from '../db/transaction.ts';
import { LogRemovedError, NotFoundError } from '../errors.ts';
import { Service } from '../services/service.entity.ts';
import { isUnlimited, visibleServices } from '../services/visible.ts';
import { auditDeployment } from './audit-deployment.ts';
import type { Waiting } from './blockers.ts';
import { cancelDeployment } from './cancel-deployment.ts';
import { type Deleted, deleteService } from './delete-service.ts';
import { Deployment } from './deployment.entity.ts';
import type { DeploymentDeps } from './deployment-deps.ts';
import type { DeploymentFilter } from './deployment-filter.ts';
import type { DeploymentOrder } from './deployment-order.ts';
import { type Facets, readFacets } from './facets.ts';
import { type Dashboard, readDashboard } from './read-dashboard.ts';
import * as reads from './read-deployments.ts';
import { type Failure, failureOf } from './read-failure.ts';
import { type LogPart, logText, readLogSlice, type SearchInput, searchLog, type TextInput } from './read-log.ts';
import { type RetryInput, retryDeployment } from './retry-deployment.ts';
import { readTrend, type ServiceTrend, trendOf } from './service-trend.ts';
import { type StartInput, startDeployment } from './start-deployment.ts';
import { isFinal } from './states.ts';
import type { Step } from './step.entity.ts';
import { type ActivityEvent, type ActivityKind, streamActivity } from './stream-activity.ts';
import { type EventKind, type StreamedEvent, streamEvents } from './stream-events.ts';
import { visibleActivity, visibleDeployments, visibleHistoriesOf, visibleIdsNamed, visibleOf } from './visible.ts';

export type DeploymentOperations = ReturnType<typeof deploymentOperations>;

/** Everything that anybody may do with deployments. Each verb asks first whether this viewer may. */
export function deploymentOperations(deps: DeploymentDeps) {
  const { orm, pool } = deps;

  const findVisible = async (viewer: Viewer, id: number): Promise<Deployment | null> => {
    const [found] = await findPlain(orm.em.fork(), Deployment, { $and: [{ id }, ...visibleDeployments(viewer)] });
    return found ?? null;
  };

  const find = async (viewer: Viewer, id: number): Promise<Deployment> => {
    const deployment = await findVisible(viewer, id);
    if (deployment === null) throw new NotFoundError('deployment', `#${id}`);
    return deployment;
  };

  /** Costs nothing for whoever sees everything. */
  const requireVisible = async (viewer: Viewer, id: number): Promise<void> => {
    if ((await visibleOf(pool, viewer, [id])).length === 0) throw new NotFoundError('deployment', `#${id}`);
  };

  /** Which of the services that somebody asks about there are for them. */
  const visibleNamed = (viewer: Viewer, names: readonly string[]): Promise<Service[]> =>
    orm.em.fork().find(Service, { $and: [{ name: { $in: [...names] } }, ...visibleServices(viewer)] });

  return {
    async start(viewer: Viewer, input: StartInput): Promise<{ deployment: Deployment; replayed: boolean }> {
      authorise(viewer, 'deployment.start');
      if (!isUnlimited(viewer) && (await visibleNamed(viewer, [input.service])).length === 0)
        throw new NotFoundError('service', input.service);
      const { id, replayed } = await startDeployment(deps, viewer, input);
      return { deployment: await find(viewer, id), replayed };
    },

    /** Starts again what has ended, with the same parameters. */
    async retry(viewer: Viewer, input: RetryInput): Promise<{ deployment: Deployment; replayed: boolean }> {
      authorise(viewer, 'deployment.start');
      const { id, replayed } = await retryDeployment(deps, viewer, await find(viewer, input.id), input);
      return { deployment: await find(viewer, id), replayed };
    },

    async cancel(viewer: Viewer, id: number, reason: string | null): Promise<Deployment> {
      authorise(viewer, 'deployment.cancel');
      authorise(viewer, 'deployment.cancel', await find(viewer, id));
      await cancelDeployment(deps, viewer, id, reason);
      return find(viewer, id);
    },

    async byId(viewer: Viewer, id: number): Promise<Deployment | null> {
      authorise(viewer, 'deployment.read');
      return findVisible(viewer, id);
    },

    async byIds(viewer: Viewer, ids: readonly number[]): Promise<Map<number, Deployment>> {
      authorise(viewer, 'deployment.read');
      return reads.deploymentsByIds(orm, ids, visibleDeployments(viewer));
    },

    async list(
      viewer: Viewer,
      filter: DeploymentFilter,
      page: PageInput,
      order?: DeploymentOrder,
    ): Promise<Page<Deployment>> {
      authorise(viewer, 'deployment.read');
      return reads.listDeployments(orm, filter, page, visibleDeployments(viewer), order);
    },

    async count(viewer: Viewer, filter: DeploymentFilter): Promise<number> {
      authorise(viewer, 'deployment.read');
      return reads.countDeployments(orm, filter, visibleDeployments(viewer));
    },

    async facets(viewer: Viewer, filter: DeploymentFilter): Promise<Facets> {
      authorise(viewer, 'deployment.read');
      return readFacets(pool, viewer, filter);
    },

    async dashboard(viewer: Viewer): Promise<Dashboard> {
      authorise(viewer, 'activity.read');
      return readDashboard(orm, viewer);
    },

    async trendOf(viewer: Viewer, serviceId: number, days: number): Promise<ServiceTrend> {
      authorise(viewer, 'deployment.read');
      const [visible] = await visibleHistoriesOf(pool, viewer, [serviceId]);
      return visible === undefined ? trendOf([], days) : readTrend(pool, visible, days);
    },

    /** With all its runs, for good. */
    async deleteService(viewer: Viewer, name: string, confirm: string): Promise<Deleted> {
      authorise(viewer, 'service.delete');
      if (!isUnlimited(viewer) && (await visibleNamed(viewer, [name])).length === 0)
        throw new NotFoundError('service', name);
      return deleteService(deps, viewer, name, confirm);
    },

    async stepsOf(viewer: Viewer, ids: readonly number[]): Promise<Map<number, Step[]>> {
      authorise(viewer, 'deployment.read');
      return reads.stepsOf(orm, await visibleOf(pool, viewer, ids));
    },

    async latestOf(viewer: Viewer, serviceIds: readonly number[]): Promise<Map<number, Deployment>> {
      authorise(viewer, 'deployment.read');
      return reads.latestOf(orm, pool, await visibleHistoriesOf(pool, viewer, serviceIds));
    },

    async unfinishedOf(viewer: Viewer, serviceIds: readonly number[]): Promise<Map<number, Deployment[]>> {
      authorise(viewer, 'deployment.read');
      return reads.unfinishedOf(orm, await visibleHistoriesOf(pool, viewer, serviceIds));
    },

    async neighboursOf(viewer: Viewer, ids: readonly number[]): Promise<Map<number, reads.Neighbours>> {
      authorise(viewer, 'deployment.read');
      return reads.neighboursOf(pool, await visibleOf(pool, viewer, ids));
    },

    async waitingOf(viewer: Viewer, ids: readonly number[]): Promise<Map<number, Waiting>> {
      authorise(viewer, 'deployment.read');
      return viewer.run === null ? deps.queue.read(await visibleOf(pool, viewer, ids)) : new Map();
    },

    async logSlice(
      viewer: Viewer,
      id: number,
      range: { fromLine?: number | undefined; toLine?: number | undefined; last?: number | undefined },
    ): Promise<{ chunks: LogPart[]; totalLines: number }> {
      authorise(viewer, 'deployment.read');
      await requireVisible(viewer, id);
      return readLogSlice(pool, id, range);
    },

    async searchLog(viewer: Viewer, id: number, input: SearchInput): Promise<{ lines: number[]; more: boolean }> {
      authorise(viewer, 'deployment.read');
      await requireVisible(viewer, id);
      return searchLog(pool, id, input);
    },

    failureOf(viewer: Viewer, deployment: Deployment, steps: readonly Step[]): Failure | null {
      authorise(viewer, 'deployment.read');
      return failureOf(pool, deployment, steps);
    },

    /** The whole log after line `after` as text; with `follow` it goes on until the deployment ends. Throws NotFoundError and LogRemovedError. */
    async logText(
      viewer: Viewer,
      id: number,
      input: TextInput & { follow: boolean; signal: AbortSignal },
    ): Promise<AsyncIterable<string>> {
      authorise(viewer, 'deployment.read');
      const { lastSeq, logRemovedAt } = await find(viewer, id);
      if (logRemovedAt) throw new LogRemovedError(id, logRemovedAt);
      await inTransaction(pool, (client) => auditDeployment(client, viewer, 'log.download', id));
      const events = streamEvents(deps, id, { after: 0, signal: input.signal });
      return logText(input.follow ? events : upTo(events, lastSeq), input);
    },

    async *events(
      viewer: Viewer,
      id: number,
      input: { after: number; kinds?: readonly EventKind[] | undefined; signal: AbortSignal },
    ): AsyncGenerator<StreamedEvent, void, void> {
      authorise(viewer, 'deployment.read');
      const { state, lastSeq } = await find(viewer, id);
      if (isFinal(state) && input.after >= lastSeq) return; // nothing will follow, so no event could end the stream
      const queue = state === 'QUEUED' && viewer.run === null ? deps.queue : undefined;
      yield* streamEvents(deps, id, { ...input, queue });
    },

    async *activity(
      viewer: Viewer,
      input: {
        after?: string | undefined;
        services?: readonly string[] | undefined;
        kinds?: readonly ActivityKind[] | undefined;
        /** Its reader had other rights until now and has to read everything again. */
        isRenewed?: boolean;
        signal: AbortSignal;
      },
    ): AsyncGenerator<ActivityEvent, void, void> {
      authorise(viewer, 'activity.read');
      const { services, isRenewed = false, ...rest } = input;
      const serviceIds = services && (await visibleIdsNamed(pool, viewer, services));
      using _watching = deps.queue.watch();
      let { after } = rest;
      if (isRenewed) {
        after = await deps.activity.cursor();
        yield { kind: 'RESET', cursor: after, at: new Date() };
      }
      const visible = isUnlimited(viewer) ? undefined : visibleActivity(pool, viewer);
      yield* streamActivity(deps.activity, { ...rest, after, serviceIds, visible });
    },

    async activityCursor(viewer: Viewer): Promise<string> {
      authorise(viewer, 'activity.read');
      return deps.activity.cursor();
    },
  };
}

/** Ends a stream at `lastSeq`: what was there when somebody asked. */
async function* upTo(events: AsyncIterable<StreamedEvent>, lastSeq: number): AsyncGenerator<StreamedEvent, void, void> {
  if (lastSeq === 0) return;
  for await (const event of events) {
    yield event;
    if (event.seq >= lastSeq) return;
  }
}
