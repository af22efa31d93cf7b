import { prepared } from '../db/prepared.ts';
import type { Client } from '../db/transaction.ts';
import { mintSecret } from './credentials.ts';

/**
 * The secret a running script reports with. Good once `stored` has resolved, until `endDeploymentTokens`, and never longer
 * than a year.
 */
export function issueDeploymentToken(
  db: Client,
  { deployment, service }: { deployment: number; service: number },
): { secret: string; stored: Promise<unknown> } {
  const { secret, hash, prefix } = mintSecret('DEPLOYMENT');
  const stored = prepared(
    db,
    `insert into tokens (kind, hash, prefix, label, deployment_id, service_id, expires_at)
     values ('DEPLOYMENT', $1, $2, $3, $4, $5, now() + interval '1 year')`,
    [hash, prefix, `deployment ${deployment}`, deployment, service],
  );
  return { secret, stored };
}

/** A late report of an ended run is told so for 24 h instead of being treated as a stranger's. */
export async function endDeploymentTokens(db: Client, deploymentId: number): Promise<void> {
  await prepared(
    db,
    `update tokens set expires_at = least(expires_at, now() + interval '24 hours')
     where kind = 'DEPLOYMENT' and deployment_id = $1`,
    [deploymentId],
  );
}
