import { expect, test } from 'vitest';
import { migrationsTable } from '../../server/db/connection.ts';
import { openOrm } from '../../server/db/orm.ts';
import { createTestDatabase } from '../helpers/database.ts';

test('the migrations make the tables that the entities describe', async () => {
  await using database = await createTestDatabase();
  const orm = await openOrm(database.connection);
  try {
    const missing = await orm.schema.getUpdateSchemaMigrationSQL({ wrap: false });

    expect(statements(missing.up).filter((statement) => !isOfMigrationsAlone(statement))).toEqual([]);
  } finally {
    await orm.close();
  }
});

/** The table that migrate.ts keeps, and triggers: no entity describes them. What the triggers do is tested with the activity and the audit log. */
const isOfMigrationsAlone = (statement: string): boolean =>
  statement.includes(migrationsTable) ||
  /^drop (trigger|function) if exists "\w+_(changed|kept)(_fn)?"/.test(statement);

const statements = (sql: string): string[] =>
  sql
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
