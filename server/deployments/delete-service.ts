import { auditInSql } from '../access/audit.ts';
import type { Viewer } from '../access/viewer.ts';
import { type Client, inTransaction } from '../db/transaction.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../errors.ts';
import type { DeploymentDeps } from './deployment-deps.ts';

export type Deleted = { serviceId: number; name: string; deployments: number };

/**
 * Removes an archived service with its runs, their logs and its tokens, for good. `confirm` repeats the name. Throws
 * NotFoundError, InvalidInputError for another name, ConflictError while its directory is there or a run is not over.
 */
export async function deleteService(
  { pool, activity }: Pick<DeploymentDeps, 'pool' | 'activity'>,
  viewer: Viewer,
  name: string,
  confirm: string,
): Promise<Deleted> {
  if (confirm !== name) throw new InvalidInputError([{ path: ['confirm'], message: `type ${name} to delete it` }]);
  const deleted = await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ id: number; state: string; unfinished: boolean }>(
      `select id::int, state, exists (select 1 from deployments d where d.service_id = s.id and d.state in ('QUEUED', 'RUNNING', 'CANCELING')) as unfinished
       from services s where name = $1 for update`,
      [name],
    );
    const service = rows[0];
    if (service === undefined) throw new NotFoundError('service', name);
    if (service.state !== 'ARCHIVED')
      throw new ConflictError(
        `${name} is still on disk. Remove its directory first; then it is archived and can be deleted.`,
      );
    if (service.unfinished)
      throw new ConflictError(`${name} has runs that are not over. Cancel them, or wait for their end.`);
    const deployments = await removeAll(client, service.id);
    await auditInSql(client, viewer, {
      ...{ action: 'service.delete', subject: `svc_${service.id}`, subjectLabel: name, service: name },
      details: { deployments },
    });
    return { serviceId: service.id, name, deployments };
  });
  activity.nudge();
  return deleted;
}

/** Returns how many runs there were. */
async function removeAll(client: Client, id: number): Promise<number> {
  for (const table of ['log_chunks', 'events', 'steps'])
    await client.query(
      `delete from ${table} where deployment_id in (select id from deployments where service_id = $1)`,
      [id],
    );
  await client.query('delete from deployed_services where service_id = $1', [id]);
  const { rowCount } = await client.query('delete from deployments where service_id = $1', [id]);
  await client.query('delete from tokens where service_id = $1', [id]);
  await client.query(leaveWord, [id]);
  await client.query('delete from services where id = $1', [id]);
  return rowCount ?? 0;
}

const leaveWord =
  'insert into deleted_services (id, name, manifest) select id, name, manifest from services where id = $1';
