import { prepared } from '../db/prepared.ts';
import type { Client } from '../db/transaction.ts';
import type { DeploymentState } from './states.ts';

/** What a run that ends says about where it deployed to. */
type Said = { output: Record<string, unknown>; parameters: Record<string, unknown>; keyParameter: string | null };

/** Keys kept of one service; with one more, the one that was deployed longest ago goes. */
export const maxKeys = 100;
const maxKeyLength = 255;
const masked = '***';

/**
 * Notes what the end of a run means for what is live; in the transaction that ends it. A success is live unless another
 * one ended later: whoever ends last has the last word, in whatever order ends are read. Anything else that began is
 * shown beside it as the failed attempt. (PROTOCOL.md section 5)
 */
export async function recordDeployed(client: Client, id: number, state: DeploymentState): Promise<void> {
  const [run] = await prepared<Said & { name: string; hasStarted: boolean }>(
    client,
    `select d.output, d.parameters, s.manifest->>'keyParameter' as "keyParameter", s.name, d.started_at is not null as "hasStarted"
     from deployments d join services s on s.id = d.service_id where d.id = $1`,
    [id],
  );
  if (run === undefined) return;
  const key = deployedKey(run) ?? run.name;
  if (state === 'SUCCESS')
    await Promise.all([prepared(client, becomeLive, [id, key]), prepared(client, forgetOldest, [id])]);
  else if (run.hasStarted) await prepared(client, noteAttempt, [id, key]);
}

/** The key that the script's output gives, else the parameter that config.json names; null: neither says one. */
export function deployedKey({ output, parameters, keyParameter }: Said): string | null {
  const given = keyParameter === null ? undefined : parameters[keyParameter];
  return [output.key, given].map(asKey).find((key) => key !== null) ?? null;
}

function asKey(value: unknown): string | null {
  if (typeof value !== 'string' || value.trim() === '' || value === masked) return null;
  return [...value.trim()].slice(0, maxKeyLength).join('');
}

const becomeLive = `
insert into deployed_services as live (service_id, key, deployment_id, version, environment, config, output, deployed_at)
select d.service_id, $2, d.id, d.version, s.manifest->>'environment', d.parameters, d.output, d.finished_at
from deployments d join services s on s.id = d.service_id where d.id = $1
on conflict (service_id, key) do update set deployment_id = excluded.deployment_id, version = excluded.version,
  environment = excluded.environment, config = excluded.config, output = excluded.output, deployed_at = excluded.deployed_at,
  failed_attempt_id = (select f.id from deployments f where f.id = live.failed_attempt_id and f.finished_at > excluded.deployed_at)
where (live.deployed_at, live.deployment_id) < (excluded.deployed_at, excluded.deployment_id)`;

const noteAttempt = `
update deployed_services live set failed_attempt_id = d.id from deployments d
where d.id = $1 and live.service_id = d.service_id and live.key = $2 and live.deployed_at <= d.finished_at
  and not exists (select from deployments f where f.id = live.failed_attempt_id and (f.finished_at, f.id) > (d.finished_at, d.id))`;

const forgetOldest = `
delete from deployed_services where id in (
  select id from deployed_services where service_id = (select service_id from deployments where id = $1)
  order by deployed_at desc, id desc offset ${maxKeys})`;
