// compatible: a new table that older code does not read; whom it tells of a deletion is told once, as before
import { Migration } from '@mikro-orm/migrations';

/** What is left of a deleted service: enough to tell those who were away when it went. */
export class DeletedServices extends Migration {
  override up(): void {
    this.addSql(`
create table deleted_services (
  id bigint primary key,
  name varchar(63) not null,
  manifest jsonb,
  deleted_at timestamptz(3) not null default now(),
  changed_xid xid8 not null default pg_current_xact_id()
);
create index deleted_services_by_change on deleted_services (changed_xid);
`);
  }
}
