// compatible: an index that older code does not use
import { Migration } from '@mikro-orm/migrations';

/** The history can be sorted by how long runs took. */
export class DeploymentsByDuration extends Migration {
  override up(): void {
    this.addSql(
      `create index deployments_by_duration on deployments (coalesce((extract(epoch from finished_at - started_at) * 1000)::bigint, -1), id)`,
    );
  }
}
