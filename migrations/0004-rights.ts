// breaking: older code knows no scope and would show every service to whoever may see some
import { Migration } from '@mikro-orm/migrations';

/** Which services somebody may see, and tokens that only read. Who is there already keeps all services. */
export class Rights extends Migration {
  override up(): void {
    this.addSql(scopes);
    this.addSql(grants);
    this.addSql(servicesOfDeploymentTokens);
  }
}

const scopes = `
alter table users add column service_scope text not null default 'ALL'
  constraint users_service_scope_check check (service_scope in ('ALL', 'SELECTED'));
alter table users alter column service_scope set default 'SELECTED';
alter table tokens add column service_scope text not null default 'ALL'
  constraint tokens_service_scope_check check (service_scope in ('ALL', 'SELECTED'));
alter table tokens add column read_only boolean not null default false;
`;

const grants = `
create table grants (
  id bigserial primary key,
  user_id bigint constraint grants_user_id_foreign references users (id) on delete cascade,
  token_id bigint constraint grants_token_id_foreign references tokens (id) on delete cascade,
  service varchar(63),
  environment varchar(255),
  constraint grants_holder_check check ((user_id is null) <> (token_id is null)),
  constraint grants_subject_check check (service is not null or environment is not null)
);
create index grants_user_id_index on grants (user_id);
create index grants_token_id_index on grants (token_id);
`;

/** A deployment token sees the service of its run beside the run; it names it as a service token does. */
const servicesOfDeploymentTokens = `
update tokens set service_id = deployments.service_id from deployments
where tokens.kind = 'DEPLOYMENT' and deployments.id = tokens.deployment_id;
`;
