import { type Act, auditInSql } from '../access/audit.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Client } from '../db/transaction.ts';

/** Writes down what somebody did with a deployment, in the transaction that does it. */
export async function auditDeployment(
  client: Client,
  viewer: Viewer,
  action: Act['action'],
  id: number,
  details: Record<string, unknown> = {},
): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'select s.name from deployments d join services s on s.id = d.service_id where d.id = $1',
    [id],
  );
  const service = rows[0]?.name ?? null;
  await auditInSql(client, viewer, {
    ...{ action, service, details },
    ...{ subject: `dep_${id}`, subjectLabel: `${service} #${id}` },
  });
}
