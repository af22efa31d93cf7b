// compatible: a new table that older code does not read
import { Migration } from '@mikro-orm/migrations';

/** When a server of each host was last seen. */
export class Hosts extends Migration {
  override up(): void {
    this.addSql(
      `create table hosts (id uuid primary key, name varchar(255) not null, seen_at timestamptz(3) not null);`,
    );
  }
}
