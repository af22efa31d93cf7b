import type { EntityManager, FilterQuery, MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { keysetOf, type Page, type PageInput, pageOf } from '../db/keyset.ts';
import { findPlain } from '../db/plain-rows.ts';
import { Service } from '../services/service.entity.ts';
import { Deployment } from './deployment.entity.ts';
import { type DeploymentFilter, readFilter } from './deployment-filter.ts';
import type { DeploymentOrder } from './deployment-order.ts';
import { sortedIn, withinPage } from './ordered-page.ts';
import { Step } from './step.entity.ts';

export const maxPageSize = 100;

/** `visible`: what the viewer may see, here and below. */
export async function listDeployments(
  orm: MikroORM,
  filter: DeploymentFilter,
  input: PageInput,
  visible: readonly FilterQuery<Deployment>[],
  order: DeploymentOrder = 'NEWEST',
): Promise<Page<Deployment>> {
  const keyset = keysetOf(input, maxPageSize);
  const em = orm.em.fork();
  const where = [...(await matching(em, filter)), ...visible, ...withinPage(order, keyset)];
  const orderBy = sortedIn(order, keyset);
  return pageOf(await findPlain(em, Deployment, { $and: where }, { orderBy, limit: keyset.limit }), keyset);
}

export async function countDeployments(
  orm: MikroORM,
  filter: DeploymentFilter,
  visible: readonly FilterQuery<Deployment>[],
): Promise<number> {
  const em = orm.em.fork();
  return em.count(Deployment, { $and: [...(await matching(em, filter)), ...visible] });
}

async function matching(em: EntityManager, given: DeploymentFilter): Promise<FilterQuery<Deployment>[]> {
  const all: FilterQuery<Deployment>[] = [];
  const filter = readFilter(given);
  const { services, environments, search } = filter;
  if (services) all.push({ service: { $in: await serviceIds(em, { name: { $in: [...services] } }) } });
  if (environments)
    all.push({ service: { $in: await serviceIds(em, { manifest: { environment: { $in: [...environments] } } }) } });
  if (filter.states) all.push({ state: { $in: [...filter.states] } });
  if (filter.among) all.push({ state: { $in: filter.among } });
  if (filter.origins) all.push({ origin: { $in: [...filter.origins] } });
  if (filter.actors) all.push({ user: { $in: [...filter.actors] } });
  if (filter.actorLabels) all.push({ actorLabel: { $in: [...filter.actorLabels] } });
  if (search) {
    const $ilike = search.like;
    const named = { service: { $in: await serviceIds(em, { name: { $ilike } }) } };
    all.push({ $or: [{ note: { $ilike } }, { version: { $ilike } }, named, { id: search.number }] });
  }
  if (filter.createdAfter) all.push({ createdAt: { $gt: filter.createdAfter } });
  if (filter.createdBefore) all.push({ createdAt: { $lt: filter.createdBefore } });
  return all;
}

async function serviceIds(em: EntityManager, where: FilterQuery<Service>): Promise<number[]> {
  const services = await em.find(Service, where, { fields: ['id'] });
  return services.map((service) => service.id);
}

export async function deploymentsByIds(
  orm: MikroORM,
  ids: readonly number[],
  visible: readonly FilterQuery<Deployment>[] = [],
): Promise<Map<number, Deployment>> {
  const rows = await findPlain(orm.em.fork(), Deployment, { $and: [{ id: { $in: [...ids] } }, ...visible] });
  return new Map(rows.map((row) => [row.id, row]));
}

export async function stepsOf(orm: MikroORM, ids: readonly number[]): Promise<Map<number, Step[]>> {
  const steps = await findPlain(
    orm.em.fork(),
    Step,
    { deployment: { $in: [...ids] } },
    { orderBy: { deployment: 'asc', position: 'asc' } },
  );
  return Map.groupBy(steps, (step) => step.deployment);
}

/** The newest deployment of each service. */
export async function latestOf(
  orm: MikroORM,
  pool: Pool,
  serviceIds: readonly number[],
): Promise<Map<number, Deployment>> {
  const { rows } = await pool.query<{ id: number }>(
    `select (select max(d.id) from deployments d where d.service_id = s)::int as id from unnest($1::bigint[]) s`,
    [serviceIds],
  );
  const latest = await deploymentsByIds(
    orm,
    rows.map((row) => row.id).filter((id) => id !== null),
  );
  return new Map([...latest.values()].map((deployment) => [deployment.service, deployment]));
}

/** What is queued, running or being canceled of each service, oldest first. */
export async function unfinishedOf(orm: MikroORM, serviceIds: readonly number[]): Promise<Map<number, Deployment[]>> {
  const rows = await findPlain(
    orm.em.fork(),
    Deployment,
    { service: { $in: [...serviceIds] }, state: { $in: ['QUEUED', 'RUNNING', 'CANCELING'] } },
    { orderBy: { id: 'asc' } },
  );
  return Map.groupBy(rows, (row) => row.service);
}

export type Neighbours = { previous: number | null; next: number | null; lastSuccess: number | null };

/** The deployments of the same service before and after, and the last before it that was a SUCCESS. */
export async function neighboursOf(pool: Pool, ids: readonly number[]): Promise<Map<number, Neighbours>> {
  const { rows } = await pool.query<Neighbours & { id: number }>(
    `select d.id::int,
       (select max(e.id) from deployments e where e.service_id = d.service_id and e.id < d.id)::int as previous,
       (select min(e.id) from deployments e where e.service_id = d.service_id and e.id > d.id)::int as next,
       (select max(e.id) from deployments e where e.service_id = d.service_id and e.id < d.id and e.state = 'SUCCESS')::int as "lastSuccess"
     from deployments d where d.id = any($1)`,
    [ids],
  );
  return new Map(rows.map(({ id, ...neighbours }) => [id, neighbours]));
}
