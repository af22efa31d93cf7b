// compatible: a column with a default that older code does not write
import { Migration } from '@mikro-orm/migrations';

/** A deployment of a parallel service may ask to wait for those before it. */
export class WaitsForOthers extends Migration {
  override up(): void {
    this.addSql('alter table deployments add column waits_for_others boolean not null default false;');
  }
}
