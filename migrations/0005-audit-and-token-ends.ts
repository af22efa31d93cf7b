// compatible: a new table, and columns that older code neither reads nor has to fill
import { Migration } from '@mikro-orm/migrations';

/** The audit log, who revoked or replaced a token, and which sessions may set a password without the old one. */
export class AuditAndTokenEnds extends Migration {
  override up(): void {
    for (const statement of [auditEvents, appendOnly, tokenEnds]) this.addSql(statement);
  }
}

/** Without foreign keys: nothing that happens to users, tokens or services may touch a row. */
const auditEvents = `
create table audit_events (
  id bigserial primary key,
  at timestamptz(3) not null default now(),
  actor_kind text not null constraint audit_events_actor_kind_check check (actor_kind in ('USER', 'TOKEN', 'SYSTEM', 'ANONYMOUS')),
  actor_label varchar(255) not null,
  user_id bigint,
  token_id bigint,
  action varchar(63) not null,
  outcome text not null constraint audit_events_outcome_check check (outcome in ('OK', 'REFUSED')),
  subject varchar(63),
  subject_label varchar(255) not null default '',
  service varchar(63),
  remote_address varchar(63),
  details jsonb not null
);
create index audit_events_by_action on audit_events (action, id);
create index audit_events_by_user on audit_events (user_id, id);
create index audit_events_by_token on audit_events (token_id, id);
create index audit_events_by_subject on audit_events (subject, id);
create index audit_events_by_service on audit_events (service, id);
create index audit_events_by_time on audit_events (at, id);
`;

const appendOnly = `
create function audit_events_kept_fn() returns trigger language plpgsql as $$
begin
  raise exception 'audit_events is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger audit_events_kept before update or delete or truncate on audit_events
  for each statement execute function audit_events_kept_fn();
`;

const tokenEnds = `
alter table tokens
  add column revoked_by varchar(255),
  add column revoked_by_user_id bigint constraint tokens_revoked_by_user_id_foreign references users (id) on delete set null,
  add column replaced_by_id bigint,
  add column sets_password_until timestamptz(3);
`;
