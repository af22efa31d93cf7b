import { migrate as applyMigrations, pendingMigrations } from '../db/migrate.ts';
import { openDatabase } from './database.ts';
import { exitCodes } from './exit-codes.ts';

/** Brings the database to this release; with `check` only names what is missing, and fails when something is. */
export async function migrate({ check }: { check?: boolean }): Promise<number> {
  await using database = await openDatabase();
  const names = check
    ? await pendingMigrations(database.connection)
    : (await applyMigrations(database.connection)).applied;
  for (const name of names) process.stdout.write(`${check ? 'pending' : 'applied'} ${name}\n`);
  if (names.length === 0) process.stderr.write('The database is up to date.\n');
  return check && names.length > 0 ? exitCodes.failure : exitCodes.ok;
}
