import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { accessOperations } from '../access/access.operations.ts';
import type { Role } from '../access/user.entity.ts';
import { system } from '../access/viewer.ts';
import { ConflictError } from '../errors.ts';
import { openMigratedDatabase, withOrm } from './database.ts';
import { exitCodes } from './exit-codes.ts';

export type CreateUserOptions = { role: Lowercase<Role>; passwordStdin?: boolean };

/** 20 characters in base64url. */
const generatedBytes = 15;

/** Makes a user. A generated password is all that stdout gets; a user that is there already is left as it is. */
export async function createUser(name: string, options: CreateUserOptions): Promise<number> {
  const given = options.passwordStdin ? withoutNewline(await text(process.stdin)) : null;
  const password = given ?? randomBytes(generatedBytes).toString('base64url');
  const role = roles[options.role];
  await using database = await openMigratedDatabase();
  try {
    await withOrm(database, (orm) => accessOperations({ orm }).createUser(system, { name, password, role }));
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    process.stderr.write(`user ${name} exists; nothing was changed\n`);
    return exitCodes.ok;
  }
  process.stderr.write(`user ${name} created with the role ${role}\n`);
  if (given === null) process.stdout.write(`${password}\n`);
  return exitCodes.ok;
}

const withoutNewline = (line: string): string => line.replace(/\r?\n$/, '');

const roles: Record<Lowercase<Role>, Role> = { admin: 'ADMIN', operator: 'OPERATOR', viewer: 'VIEWER' };
