// compatible: the first tables
import { Migration } from '@mikro-orm/migrations';

/** Users and tokens, services, deployments with their steps, events and log. */
export class FirstTables extends Migration {
  override up(): void {
    for (const statement of [access, services, deployments, steps, events, logChunks, changes]) this.addSql(statement);
  }
}

const access = `
create table users (
  id bigserial primary key,
  name varchar(63) not null constraint users_name_unique unique,
  role text not null constraint users_role_check check (role in ('VIEWER', 'OPERATOR', 'ADMIN')),
  password_hash text not null,
  created_at timestamptz(3) not null default now(),
  last_seen_at timestamptz(3),
  disabled_at timestamptz(3)
);
create table tokens (
  id bigserial primary key,
  kind text not null constraint tokens_kind_check check (kind in ('SESSION', 'SERVICE', 'DEPLOYMENT', 'CONFIG', 'API', 'ONCE')),
  hash varchar(64) not null constraint tokens_hash_unique unique,
  prefix varchar(16) not null,
  label varchar(255) not null default '',
  user_id bigint constraint tokens_user_id_foreign references users (id) on delete set null,
  service_id bigint,
  deployment_id bigint,
  origin varchar(63),
  role text constraint tokens_role_check check (role in ('VIEWER', 'OPERATOR', 'ADMIN')),
  created_by_id bigint constraint tokens_created_by_id_foreign references users (id) on delete set null,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  sliding_seconds int,
  last_used_at timestamptz(3),
  last_used_from varchar(63),
  revoked_at timestamptz(3)
);
create index tokens_user_id_index on tokens (user_id);
create index tokens_deployment_id_index on tokens (deployment_id);
`;

const services = `
create table services (
  id bigserial primary key,
  name varchar(63) not null constraint services_name_unique unique,
  state text not null constraint services_state_check check (state in ('READY', 'INVALID', 'ARCHIVED')),
  config jsonb,
  manifest jsonb,
  problems jsonb not null,
  planned_steps jsonb not null,
  script_path text,
  script_label text,
  config_hash varchar(64),
  script_hash varchar(64),
  estimate jsonb,
  stats jsonb not null,
  recent_runs jsonb not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  archived_at timestamptz(3),
  changed_xid xid8 not null default pg_current_xact_id()
);
`;

const deployments = `
create table deployments (
  id bigserial primary key,
  service_id bigint not null constraint deployments_service_id_foreign references services (id),
  run_id uuid not null constraint deployments_run_id_unique unique,
  state text not null constraint deployments_state_check
    check (state in ('QUEUED', 'RUNNING', 'CANCELING', 'SUCCESS', 'FAILURE', 'CANCELED', 'TIMED_OUT', 'LOST')),
  reason text,
  exit_code int,
  signal varchar(15),
  parameters jsonb not null,
  sealed_parameters text,
  input_digest varchar(64),
  output jsonb not null,
  version varchar(255),
  revision jsonb,
  note text,
  origin varchar(63) not null,
  actor_kind text not null constraint deployments_actor_kind_check check (actor_kind in ('USER', 'TOKEN', 'SYSTEM')),
  actor_label varchar(255) not null,
  user_id bigint constraint deployments_user_id_foreign references users (id) on delete set null,
  token_id bigint constraint deployments_token_id_foreign references tokens (id) on delete set null,
  canceled_by varchar(255),
  canceled_by_user_id bigint constraint deployments_canceled_by_user_id_foreign references users (id) on delete set null,
  cancel_reason text,
  idempotency_key varchar(255),
  created_at timestamptz(3) not null default now(),
  started_at timestamptz(3),
  finished_at timestamptz(3),
  last_seq int not null default 0,
  last_line int not null default 0,
  steps_seq int not null default 0,
  journal_n int not null default 0,
  journal_offset bigint not null default 0,
  host uuid,
  fence int not null default 0,
  claims int not null default 0,
  exclusive_key bigint,
  lock_key varchar(255),
  slot int,
  config_hash varchar(64),
  script_hash varchar(64),
  outcome_rule text not null default 'steps' constraint deployments_outcome_rule_check check (outcome_rule in ('steps', 'exit-code')),
  timeout_seconds int,
  estimate jsonb,
  retry_of bigint,
  log_removed_at timestamptz(3),
  changed_xid xid8 not null default pg_current_xact_id(),
  constraint deployments_idempotent unique (service_id, idempotency_key)
);
create index deployments_by_service on deployments (service_id, id);
create index deployments_by_change on deployments (changed_xid);
create index deployments_unfinished on deployments (id) where state in ('QUEUED', 'RUNNING', 'CANCELING');
create unique index deployments_exclusive on deployments (exclusive_key) where state in ('RUNNING', 'CANCELING');
create unique index deployments_lock on deployments (lock_key) where state in ('RUNNING', 'CANCELING');
create unique index deployments_slot on deployments (host, slot) where state in ('RUNNING', 'CANCELING');
`;

const steps = `
create table steps (
  deployment_id bigint not null constraint steps_deployment_id_foreign references deployments (id),
  position int not null,
  name varchar(255) not null,
  state text not null constraint steps_state_check
    check (state in ('PENDING', 'RUNNING', 'SUCCESS', 'WARNING', 'FAILURE', 'SKIPPED', 'CANCELED')),
  message text not null default '',
  started_at timestamptz(3),
  finished_at timestamptz(3),
  first_line int,
  last_line int,
  seq int not null default 0,
  primary key (deployment_id, position)
);
`;

const events = `
create table events (
  deployment_id bigint not null constraint events_deployment_id_foreign references deployments (id),
  seq int not null,
  at timestamptz(3) not null,
  kind text not null constraint events_kind_check check (kind in ('STATE', 'STEP')),
  data jsonb not null,
  primary key (deployment_id, seq)
);
`;

/** Text is compressed with lz4 where the server was built with it, else with its default. */
const logChunks = `
create table log_chunks (
  deployment_id bigint not null constraint log_chunks_deployment_id_foreign references deployments (id),
  seq int not null,
  first_line int not null,
  line_count int not null,
  at timestamptz(3) not null,
  text text not null,
  runs jsonb not null,
  primary key (deployment_id, seq)
);
create index log_chunks_by_line on log_chunks (deployment_id, first_line);
do $$ begin
  alter table log_chunks alter column text set compression lz4;
exception when feature_not_supported or invalid_parameter_value then null;
end $$;
`;

/**
 * changed_xid is the activity stream's cursor. It moves with everything a dashboard shows and stays where only the
 * log's bookkeeping moves, so that a chatty run is not announced with every chunk.
 */
const changes = `
create function fastdeploy_touch() returns trigger language plpgsql as $$
begin
  new.changed_xid := pg_current_xact_id();
  return new;
end $$;
create trigger services_changed before update on services for each row execute function fastdeploy_touch();
create trigger deployments_changed before update of
  state, reason, exit_code, signal, output, version, canceled_by, cancel_reason, started_at, finished_at, steps_seq, estimate, log_removed_at
  on deployments for each row execute function fastdeploy_touch();
`;
