import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { InputIssue } from '../errors.ts';
import { isBcrypt, verifyBcrypt } from './bcrypt.ts';

/** OWASP's choice for argon2id: 19 MiB, two passes, one lane. About 25 ms. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const saltBytes = 16;
const tagBytes = 32;
/** Each hash holds 19 MiB and a thread; more at once would starve everything else. */
const maxHashesAtOnce = 4;

const derive = promisify(argon2);

/** The password as argon2id in PHC format: `$argon2id$v=19$m=19456,t=2,p=1$salt$tag`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const tag = await oneOfFew(() => argon2id(password, salt, cost, tagBytes));
  const { memory, passes, parallelism } = cost;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

/** False for a wrong password and for a hash that is neither argon2id nor bcrypt. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  if (isBcrypt(hash)) return oneOfFew(() => verifyBcrypt(password, hash));
  const parsed = parsePhc(hash);
  if (parsed === null) return false;
  const tag = await oneOfFew(() => argon2id(password, parsed.salt, parsed.cost, parsed.tag.length));
  return timingSafeEqual(tag, parsed.tag);
}

/** The hash was made by another algorithm or with other costs than today's: hash again when the password is at hand. */
export function isOutdated(hash: string): boolean {
  return !hash.startsWith(`$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$`);
}

/** True for what `verifyPassword` understands. */
export function isPasswordHash(text: string): boolean {
  return isBcrypt(text) || parsePhc(text) !== null;
}

/** Compared with when there is no such user, so that both answers take the same time. No password matches it. */
export const hashOfNobody = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${unpadded(randomBytes(saltBytes))}$${unpadded(randomBytes(tagBytes))}`;

/** Kept for a person who has none yet: nothing matches it. */
export const noPassword = '!';

/** What is wrong with a password that somebody wants to have. */
export function passwordIssues(password: string, name: string): InputIssue[] {
  const message =
    password.length < minPassword
      ? `must have at least ${minPassword} characters`
      : password.length > maxPassword && `must have at most ${maxPassword} characters`;
  return message ? [{ path: [name], message }] : [];
}

const minPassword = 8;
const maxPassword = 1_000;

type Cost = { memory: number; passes: number; parallelism: number };

function argon2id(password: string, nonce: Buffer, { memory, passes, parallelism }: Cost, tagLength: number) {
  return derive('argon2id', { message: password.normalize('NFKC'), nonce, memory, passes, parallelism, tagLength });
}

function parsePhc(hash: string): { cost: Cost; salt: Buffer; tag: Buffer } | null {
  const parts =
    /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{11,})\$([A-Za-z0-9+/]{22,})$/.exec(hash);
  if (parts === null) return null;
  const [, memory, passes, parallelism, salt, tag] = parts;
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt ?? '', 'base64'),
    tag: Buffer.from(tag ?? '', 'base64'),
  };
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

let running = 0;
const waiting: (() => void)[] = [];

async function oneOfFew<T>(work: () => Promise<T>): Promise<T> {
  if (running === maxHashesAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}
