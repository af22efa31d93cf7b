import { compare } from 'bcryptjs';

/*
 * Only checks: operators bring bcrypt hashes from the original's roles (INITIAL_PASSWORD_HASH), and the first sign-in
 * replaces them by argon2id.
 */

const pattern = /^\$2[aby]\$(\d{2})\$[./A-Za-z0-9]{53}$/;
/** Takes about 5 s; a cost beyond that is a mistake, not a hash to wait for. */
const maxCost = 16;

export function isBcrypt(hash: string): boolean {
  const cost = Number(pattern.exec(hash)?.[1]);
  return cost >= 4 && cost <= maxCost;
}

/** Whether the password makes this hash. Yields to the event loop; costs 2^cost rounds. */
export async function verifyBcrypt(password: string, hash: string): Promise<boolean> {
  return isBcrypt(hash) && compare(password, hash);
}
