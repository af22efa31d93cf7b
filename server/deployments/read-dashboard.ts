import { type MikroORM, raw } from '@mikro-orm/postgresql';
import type { Viewer } from '../access/viewer.ts';
import { findPlain } from '../db/plain-rows.ts';
import { Service } from '../services/service.entity.ts';
import { isUnlimited, scopeParameter, visibleServiceIds, visibleServices } from '../services/visible.ts';
import { Deployment } from './deployment.entity.ts';
import { stepsOf } from './read-deployments.ts';
import { isFinal } from './states.ts';
import type { Step } from './step.entity.ts';

/** What the first page shows: with these, and what is told of the queue, it needs no further statement. */
export type Dashboard = {
  services: Service[];
  /** By service. */
  latest: Map<number, Deployment>;
  /** Oldest first, at most `maxUnfinishedShown`. */
  unfinished: Deployment[];
  /** Of everything unfinished, and of the latest runs that failed. */
  steps: Map<number, Step[]>;
};

/** More would be a queue that somebody has to look at elsewhere. */
export const maxUnfinishedShown = 100;

/** Three statements, however many services and deployments there are. */
export async function readDashboard(orm: MikroORM, viewer: Viewer): Promise<Dashboard> {
  const em = orm.em.fork();
  const where = [{ state: { $ne: 'ARCHIVED' as const } }, ...visibleServices(viewer)];
  const services = await findPlain(em, Service, { $and: where }, { orderBy: { name: 'asc' } });
  const shown = await findPlain(em, Deployment, { id: { $in: shownIds(viewer) } }, { orderBy: { id: 'asc' } });
  const latest = new Map(shown.map((deployment) => [deployment.service, deployment]));
  const unfinished = shown.filter(({ state }) => !isFinal(state)).slice(0, maxUnfinishedShown);
  const failed = [...latest.values()].filter(
    ({ state }) => isFinal(state) && state !== 'SUCCESS' && state !== 'CANCELED',
  );
  const wanted = [...new Set([...unfinished, ...failed].map(({ id }) => id))];
  const steps = wanted.length === 0 ? new Map<number, Step[]>() : await stepsOf(orm, wanted);
  return { services, latest, unfinished, steps: new Map(wanted.map((id) => [id, steps.get(id) ?? []])) };
}

/** The oldest that are not over, and the newest of each service. */
function shownIds(viewer: Viewer) {
  const visible = (column: string): string =>
    isUnlimited(viewer) ? '' : `and ${column} in (${visibleServiceIds('?')})`;
  const scope = isUnlimited(viewer) ? [] : [scopeParameter(viewer), scopeParameter(viewer)];
  return raw(
    `((select u.id from deployments u where u.state in ('QUEUED', 'RUNNING', 'CANCELING') ${visible('u.service_id')}
       order by u.id limit ${maxUnfinishedShown})
     union select (select max(l.id) from deployments l where l.service_id = s.id) from services s
       where s.state <> 'ARCHIVED' ${visible('s.id')})`,
    scope,
  );
}
