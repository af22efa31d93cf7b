import { expect, test } from 'vitest';
import {
  hashOfNobody,
  hashPassword,
  isOutdated,
  isPasswordHash,
  verifyPassword,
} from '../../../server/access/password.ts';

test('a hash fits its password and no other', async () => {
  const hash = await hashPassword('correct horse');

  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect([await verifyPassword('correct horse', hash), await verifyPassword('correct Horse', hash)]).toEqual([
    true,
    false,
  ]);
});

test('the same password hashes differently each time', async () => {
  expect(await hashPassword('x')).not.toBe(await hashPassword('x'));
});

test('accents count the same however a keyboard composes them', async () => {
  expect(await verifyPassword('caf\u0065\u0301', await hashPassword('caf\u00e9'))).toBe(true);
});

test('no password fits the hash of nobody', async () => {
  expect(await verifyPassword('', hashOfNobody)).toBe(false);
});

// Made by crypt(3) of libxcrypt and by the reference implementation.
test.each([
  ['correct horse', '$2b$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2'],
  ['U*U', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
  ['päss', '$2y$10$abcdefghijklmnopqrstuuM/47t0uEEgRLoaKcxWTlO9rLAjteVoa'],
])('accepts the bcrypt hash of %s and refuses another password', async (password, hash) => {
  expect([await verifyPassword(password, hash), await verifyPassword(`${password}!`, hash)]).toEqual([true, false]);
  expect(isOutdated(hash)).toBe(true);
});

test('checking a costly bcrypt hash leaves others their turn', async () => {
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 1);

  await verifyPassword('correct horse', '$2b$13$z0OthoBJvHPhZRS4npA6SeL6l2DXa9hNd.qVgEmUs7uwnfSDKMBw6');

  clearInterval(timer);
  expect(turns).toBeGreaterThan(3);
});

test.each([
  '',
  'plain',
  '$2b$31$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2',
  '$argon2i$v=19$m=19456,t=2,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA',
])('what is no hash of a kind we know fits nothing: "%s"', async (hash) => {
  expect(isPasswordHash(hash)).toBe(false);
  expect(await verifyPassword(hash, hash)).toBe(false);
});

test('many at once are all answered', async () => {
  const hash = await hashPassword('x');

  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, index) => verifyPassword(index % 2 ? 'x' : 'y', hash)),
  );

  expect(answers.filter(Boolean)).toHaveLength(6);
});
