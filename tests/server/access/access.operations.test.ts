import type { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type AccessOperations, accessOperations } from '../../../server/access/access.operations.ts';
import { endDeploymentTokens, issueDeploymentToken } from '../../../server/access/deployment-tokens.ts';
import { firstAdministrator } from '../../../server/access/first-administrator.ts';
import { Token } from '../../../server/access/token.entity.ts';
import { User } from '../../../server/access/user.entity.ts';
import { nobody, system } from '../../../server/access/viewer.ts';
import { openOrm, poolOf } from '../../../server/db/orm.ts';
import { createTestDatabase, type TestDatabase } from '../../helpers/database.ts';

const minute = 60_000;
const hour = 60 * minute;
const clock = { now: Date.UTC(2026, 10, 23) };
const admin = { name: 'admin', password: 'correct horse' };

let database: TestDatabase;
let orm: MikroORM;
let access: AccessOperations;
beforeAll(async () => {
  database = await createTestDatabase();
  orm = await openOrm(database.connection);
});
afterAll(async () => {
  await orm.close();
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await (await poolOf(orm)).query('truncate users, tokens cascade');
  access = accessOperations({ orm, now: () => clock.now });
  await access.createUser(system, { ...admin, role: 'ADMIN' });
});

const signIn = (remember = false) => access.signIn(nobody, { ...admin, remember });

describe('a session', () => {
  test('lasts 12 hours from its last use', async () => {
    const { secret } = await signIn();

    clock.now += 11 * hour;
    const used = await access.viewerOf(secret, '192.0.2.1');
    clock.now += 11 * hour;
    const usedAgain = await access.viewerOf(secret, null);
    clock.now += 13 * hour;
    const tooLate = await access.viewerOf(secret, null);

    expect([used.credential, usedAgain.credential, tooLate.credential]).toEqual(['VALID', 'VALID', 'EXPIRED']);
    expect(tooLate.viewer).toEqual(nobody);
  });

  test('that is remembered lasts 30 days and no longer', async () => {
    const { secret } = await signIn(true);

    clock.now += 29 * 24 * hour;
    const used = await access.viewerOf(secret, null);
    clock.now += 25 * hour;

    expect([used.credential, (await access.viewerOf(secret, null)).credential]).toEqual(['VALID', 'EXPIRED']);
  });

  test('writes its use down at most once a minute', async () => {
    const { secret, token } = await signIn();
    const lastUse = async () => (await orm.em.fork().findOneOrFail(Token, { id: token.id })).lastUsedAt?.getTime();
    const first = clock.now;
    await access.viewerOf(secret, null);

    clock.now += 59_000;
    await access.viewerOf(secret, null);
    const within = await lastUse();
    clock.now += 1_000;
    await access.viewerOf(secret, null);

    expect([within, await lastUse()]).toEqual([first, first + minute]);
  });

  test('ends when its person is disabled, also for streams that are open', async () => {
    const { secret, user, token } = await signIn();
    expect((await access.rightsNow([token.id])).get(token.id)).toMatchObject({ role: 'ADMIN', scope: [] });

    await orm.em.fork().nativeUpdate(User, { id: user.id }, { disabledAt: new Date(clock.now) });

    expect((await access.viewerOf(secret, null)).credential).toBe('REVOKED');
    expect([...(await access.rightsNow([token.id, 999_999])).values()]).toEqual(['REVOKED', 'REVOKED']);
  });

  test('is a new one at each sign-in', async () => {
    expect((await signIn()).secret).not.toBe((await signIn()).secret);
  });
});

describe('a one-time code', () => {
  test('is good for 15 minutes', async () => {
    const inTime = await access.createOnceCode(system, 'admin');
    clock.now += 15 * minute - 1;
    expect((await access.signInOnce(nobody, inTime)).user.name).toBe('admin');

    const late = await access.createOnceCode(system, 'admin');
    clock.now += 15 * minute;
    await expect(access.signInOnce(nobody, late)).rejects.toThrow('older than 15 minutes');
  });

  test('can be made only by an administrator, for somebody who exists', async () => {
    await expect(access.createOnceCode(nobody, 'admin')).rejects.toThrow('Sign in first');
    await expect(access.createOnceCode(system, 'nobody')).rejects.toThrow('There is no user nobody');
  });
});

describe('a person', () => {
  test('who is disabled cannot sign in and is not told why', async () => {
    await orm.em.fork().nativeUpdate(User, {}, { disabledAt: new Date() });

    await expect(signIn()).rejects.toThrow('Name or password is wrong.');
  });

  test('who comes with a bcrypt hash gets an argon2id hash at the first sign-in', async () => {
    const passwordHash = '$2b$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2';
    await orm.em.fork().nativeUpdate(User, { name: 'admin' }, { passwordHash });

    await signIn();

    const stored = await orm.em.fork().findOneOrFail(User, { name: 'admin' });
    expect(stored.passwordHash).toMatch(/^\$argon2id\$/);
    expect((await signIn()).user.name).toBe('admin');
  });

  test('needs a name without spaces and a password of 8 characters; every problem is told', async () => {
    await expect(
      access.createUser(system, { name: 'two words', password: 'short', role: 'VIEWER' }),
    ).rejects.toMatchObject({
      issues: [{ path: ['name'] }, { path: ['password'] }],
    });
  });

  test('cannot be made twice', async () => {
    await expect(access.createUser(system, { ...admin, role: 'VIEWER' })).rejects.toThrow(
      'There is a user admin already.',
    );
  });

  test('sees other people and their tokens only as an administrator', async () => {
    const other = await access.createUser(system, { name: 'other', password: 'long enough', role: 'OPERATOR' });
    const mine = await signIn();
    const { viewer } = await access.viewerOf(
      (await access.signIn(nobody, { name: 'other', password: 'long enough', remember: false })).secret,
      null,
    );
    const ids = [mine.user.id, other.id];

    expect([...(await access.usersByIds(system, ids)).keys()].sort()).toEqual([...ids].sort());
    expect([...(await access.usersByIds(viewer, ids)).keys()]).toEqual([other.id]);
    expect([...(await access.tokensByIds(viewer, [mine.token.id, viewer.token?.id ?? 0])).keys()]).toEqual([
      viewer.token?.id,
    ]);
    expect((await access.tokensByIds(nobody, [mine.token.id])).size).toBe(0);
  });
});

describe('the first administrator', () => {
  const initial = { name: 'root', password: null, passwordHash: null };
  const withoutUsers = async () => (await poolOf(orm)).query('truncate users, tokens cascade');

  test('is made once, with a password that works', async () => {
    await withoutUsers();

    const made = await Promise.all([1, 2, 3].map(() => firstAdministrator(orm, initial, access.createOnceCode)));
    const first = made.find((each) => each !== null);

    expect(made.filter((each) => each !== null)).toHaveLength(1);
    expect(first?.password).toMatch(/^[\w-]{20}$/);
    expect(
      (await access.signIn(nobody, { name: 'root', password: first?.password ?? '', remember: false })).user.role,
    ).toBe('ADMIN');
    expect((await access.signInOnce(nobody, first?.onceCode ?? '')).user.name).toBe('root');
  });

  test('does not repeat a password that was given', async () => {
    await withoutUsers();

    expect(
      (await firstAdministrator(orm, { ...initial, password: 'given' }, access.createOnceCode))?.password,
    ).toBeNull();
    expect((await access.signIn(nobody, { name: 'root', password: 'given', remember: false })).user.name).toBe('root');
  });

  test('is not made where there are users, and not from a hash nobody can check', async () => {
    expect(await firstAdministrator(orm, initial, access.createOnceCode)).toBeNull();
    await withoutUsers();
    await expect(firstAdministrator(orm, { ...initial, passwordHash: 'md5' }, access.createOnceCode)).rejects.toThrow(
      'INITIAL_PASSWORD_HASH',
    );
  });
});

test('the token of a deployment has no role, and ends a day after the deployment', async () => {
  clock.now = Date.now();
  const pool = await poolOf(orm);
  const { secret, stored } = issueDeploymentToken(pool, { deployment: 7, service: 3 });
  await stored;

  const during = await access.viewerOf(secret, null);
  await endDeploymentTokens(pool, 7);
  clock.now += 23 * hour;
  const after = await access.viewerOf(secret, null);
  clock.now += 2 * hour;

  expect(during).toMatchObject({
    credential: 'VALID',
    viewer: { role: null, user: null, token: { kind: 'DEPLOYMENT', deploymentId: 7 } },
  });
  expect([after.credential, (await access.viewerOf(secret, null)).credential]).toEqual(['VALID', 'EXPIRED']);
});
