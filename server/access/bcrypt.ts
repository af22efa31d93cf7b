import { timingSafeEqual } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { blowfishState } from './blowfish.ts';

/*
 * Only checks: operators bring bcrypt hashes from the original's roles (INITIAL_PASSWORD_HASH), and the first sign-in
 * replaces them by argon2id. Node has no bcrypt, and a dependency with native code is too much for one sign-in.
 */

const pattern = /^\$2[aby]\$(\d{2})\$([./A-Za-z0-9]{22})([./A-Za-z0-9]{31})$/;
const alphabet = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** Takes about 5 s; a cost beyond that is a mistake, not a hash to wait for. */
const maxCost = 16;
const maxPasswordBytes = 72;
const saltBytes = 16;
const tagBytes = 23;
/** About 1 ms of work before everybody else gets a turn. */
const roundsPerTurn = 16;
const magic = Buffer.from('OrpheanBeholderScryDoubt');

export function isBcrypt(hash: string): boolean {
  const cost = Number(pattern.exec(hash)?.[1]);
  return cost >= 4 && cost <= maxCost;
}

/** Whether the password makes this hash. Yields to the event loop; costs 2^cost rounds. */
export async function verifyBcrypt(password: string, hash: string): Promise<boolean> {
  const [, cost, salt, tag] = pattern.exec(hash) ?? [];
  if (cost === undefined || salt === undefined || tag === undefined) return false;
  const made = await bcrypt(Buffer.from(`${password}\0`), decode(salt, saltBytes), Number(cost));
  return timingSafeEqual(made, decode(tag, tagBytes));
}

async function bcrypt(password: Buffer, salt: Buffer, cost: number): Promise<Buffer> {
  const state = blowfishState();
  const key = words(password.subarray(0, maxPasswordBytes), 18);
  const saltKey = words(salt, 18);
  const saltWords = words(salt, 4);
  state.expand(key, saltWords);
  for (let round = 0; round < 2 ** cost; round += 1) {
    state.expand(key);
    state.expand(saltKey);
    if (round % roundsPerTurn === roundsPerTurn - 1) await nextTurn();
  }
  const text = words(magic, 6);
  for (let pair = 0; pair < 6; pair += 2) for (let pass = 0; pass < 64; pass += 1) state.encrypt(text, pair);
  const bytes = Buffer.alloc(24);
  for (const [index, word] of text.entries()) bytes.writeUInt32BE(word, index * 4);
  return bytes.subarray(0, tagBytes);
}

/** `count` big-endian words of the bytes repeated without end. */
function words(bytes: Buffer, count: number): Uint32Array {
  const endless = Buffer.alloc(count * 4, bytes);
  return Uint32Array.from({ length: count }, (_, index) => endless.readUInt32BE(index * 4));
}

function decode(text: string, length: number): Buffer {
  const bits = [...text].map((char) => alphabet.indexOf(char).toString(2).padStart(6, '0')).join('');
  return Buffer.from(Array.from({ length }, (_, index) => Number.parseInt(bits.slice(index * 8, index * 8 + 8), 2)));
}
