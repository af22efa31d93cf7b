import { userInfo } from 'node:os';
import { accessOperations } from '../access/access.operations.ts';
import { commandLine } from '../access/viewer.ts';
import { openMigratedDatabase, withOrm } from './database.ts';

/** Signs in as the first administrator through the database: who may read the data directory needs no token. */
export async function localSession(): Promise<string> {
  await using database = await openMigratedDatabase();
  const session = await withOrm(database, (orm) =>
    accessOperations({ orm }).mintAdministratorSession(commandLine(userInfo().username)),
  );
  return session.secret;
}
