// compatible: a new table that older code does not read; what it deploys meanwhile is not in the inventory
import { Migration } from '@mikro-orm/migrations';

/** What is live: for each service and key the last success, filled from the deployments there are. */
export class DeployedServices extends Migration {
  override up(): void {
    for (const statement of [table, changes, fill]) this.addSql(statement);
  }
}

const table = `
create table deployed_services (
  id bigserial primary key,
  service_id bigint not null constraint deployed_services_service_id_foreign references services (id),
  key varchar(255) not null,
  deployment_id bigint not null constraint deployed_services_deployment_id_foreign references deployments (id),
  version varchar(255),
  environment text,
  config jsonb not null,
  output jsonb not null,
  deployed_at timestamptz(3) not null,
  failed_attempt_id bigint constraint deployed_services_failed_attempt_id_foreign references deployments (id) on delete set null,
  changed_xid xid8 not null default pg_current_xact_id(),
  constraint deployed_services_key unique (service_id, key)
);
create index deployed_services_by_change on deployed_services (changed_xid);
`;

const changes = `
create trigger deployed_services_changed before update on deployed_services for each row execute function fastdeploy_touch();
`;

/** Under the name of the service: earlier releases knew no other key. */
const fill = `
insert into deployed_services (service_id, key, deployment_id, version, environment, config, output, deployed_at, failed_attempt_id)
select distinct on (d.service_id) d.service_id, s.name, d.id, d.version, s.manifest->>'environment', d.parameters, d.output, d.finished_at,
  (select f.id from deployments f where f.service_id = d.service_id and f.finished_at > d.finished_at and f.started_at is not null
     and f.state in ('FAILURE', 'CANCELED', 'TIMED_OUT', 'LOST') order by f.finished_at desc, f.id desc limit 1)
from deployments d join services s on s.id = d.service_id
where d.state = 'SUCCESS' and d.finished_at is not null
order by d.service_id, d.finished_at desc, d.id desc;
`;
