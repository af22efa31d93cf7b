import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { nobody, system } from '../../../server/access/viewer.ts';
import { type AccessWorld, hour, minute, openAccessWorld, type Person, password } from './access-world.ts';

let world: AccessWorld;
let admin: Person;
beforeAll(async () => {
  world = await openAccessWorld();
});
beforeEach(async () => {
  admin = await world.person('ADMIN');
});
afterAll(() => world[Symbol.asyncDispose]());

const update = (viewer: Person['viewer'], { user }: Person, change: object) =>
  world.access.updateUser(viewer, { id: user.id, ...change });

describe('the last administrator', () => {
  const demoteOthers = (...kept: Person[]) =>
    world.sql(`update users set role = 'VIEWER' where role = 'ADMIN' and not id = any($1)`, [
      kept.map(({ user }) => user.id),
    ]);

  test.each([{ disabled: true }, { role: 'OPERATOR' }])('keeps the role and stays enabled (%j)', async (change) => {
    await demoteOthers(admin);

    await expect(update(system, admin, change)).rejects.toThrow('is the last administrator');

    expect(await world.access.userByName(system, admin.user.name)).toMatchObject({ role: 'ADMIN', disabledAt: null });
  });

  test.each([
    [{ disabled: true }, { disabled: true }],
    [{ role: 'VIEWER' }, { role: 'VIEWER' }],
    [{ disabled: true }, { role: 'VIEWER' }],
  ])('is left when two take %j and %j from each other at the same moment', async (one, two) => {
    const other = await world.person('ADMIN');
    await demoteOthers(admin, other);

    const both = await Promise.allSettled([update(admin.viewer, other, one), update(other.viewer, admin, two)]);

    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const left = await world.sql(`select from users where role = 'ADMIN' and disabled_at is null`);
    expect(left).toHaveLength(1);
  });

  test('does not count administrators who are disabled', async () => {
    const other = await world.person('ADMIN');
    await demoteOthers(admin, other);
    await update(admin.viewer, other, { disabled: true });

    await expect(update(system, admin, { role: 'VIEWER' })).rejects.toThrow('is the last administrator');
  });
});

describe('somebody who is disabled', () => {
  test('has no sessions and links any more, also when they are enabled again', async () => {
    const person = await world.person('OPERATOR');
    const { code } = await world.access.createSignInLink(admin.viewer, person.user.id);

    await update(admin.viewer, person, { disabled: true });
    const during = await world.isGood(person.secret);
    await update(admin.viewer, person, { disabled: false });

    expect([during, await world.isGood(person.secret)]).toEqual([false, false]);
    await expect(world.access.signInOnce(nobody, code)).rejects.toThrow('used already');
    await expect(world.signIn(person.user.name)).resolves.toMatchObject({ user: { name: person.user.name } });
  });

  test('has tokens that wait until they are enabled again', async () => {
    const maker = await world.person('ADMIN');
    const { secret, token } = await world.access.createToken(maker.viewer, { kind: 'API', label: 'x', role: 'VIEWER' });
    const active = async () => (await world.access.tokens(system, { active: true }, { first: 100 })).items;

    await update(admin.viewer, maker, { disabled: true });
    const during = [await world.isGood(secret), (await active()).some(({ id }) => id === token.id)];
    await update(admin.viewer, maker, { disabled: false });

    expect(during).toEqual([false, false]);
    expect([await world.isGood(secret), (await active()).some(({ id }) => id === token.id)]).toEqual([true, true]);
  });

  test('gets no link', async () => {
    const person = await world.person('VIEWER');
    await update(admin.viewer, person, { disabled: true });

    await expect(world.access.createSignInLink(admin.viewer, person.user.id)).rejects.toThrow('is disabled');
  });

  test('is never oneself', async () => {
    await expect(update(admin.viewer, admin, { disabled: true })).rejects.toThrow('You cannot disable yourself');
  });
});

describe('a change of rights', () => {
  test('is written with what was before, and leaves no line where nothing changes', async () => {
    const person = await world.person('VIEWER');
    const since = await world.lastWritten();

    await update(admin.viewer, person, { role: 'OPERATOR', serviceScope: 'SELECTED', grants: [{ service: 'a-*' }] });
    await update(admin.viewer, person, { role: 'OPERATOR', disabled: false });

    expect(await world.written(since)).toMatchObject([
      {
        action: 'user.update',
        details: {
          role: { from: 'VIEWER', to: 'OPERATOR' },
          serviceScope: { from: 'ALL', to: 'SELECTED' },
          grants: [{ service: 'a-*' }],
        },
      },
    ]);
    expect((await world.access.grantsOfUsers(system, [person.user.id])).get(person.user.id)).toMatchObject([
      { service: 'a-*', environment: null },
    ]);
  });

  test('is for administrators, and not for a token that is limited to some services', async () => {
    const operator = await world.person('OPERATOR');
    const limited = await world.access.createToken(admin.viewer, {
      ...{ kind: 'API', label: 'limited', role: 'ADMIN', grants: [{ service: 'a' }] },
    });
    const token = await world.viewer(limited.secret);

    await expect(update(operator.viewer, operator, { role: 'ADMIN' })).rejects.toThrow('needs the role ADMIN');
    await expect(update(token, operator, { role: 'ADMIN' })).rejects.toThrow('limited to some services');
    await expect(world.access.createToken(token, { kind: 'CONFIG', label: 'x' })).rejects.toThrow('limited');
  });

  test('by a new password ends the sessions of that person', async () => {
    const person = await world.person('VIEWER');

    await update(admin.viewer, person, { password: 'brand new one' });

    expect(await world.isGood(person.secret)).toBe(false);
    await expect(world.signIn(person.user.name, 'brand new one')).resolves.toBeDefined();
  });
});

describe('while the password of somebody is changed or they are disabled', () => {
  /** Begins `work` when `change` has done everything but commit. */
  async function during(change: () => Promise<unknown>, work: () => Promise<unknown>) {
    const audit = await world.holdAudit();
    const changing = change();
    await world.waiting(1);
    const settled = Promise.allSettled([work()]);
    await world.waiting(2);
    await audit.release();
    await changing;
    const [{ status }] = await settled;
    return status;
  }
  const openSessions = ({ user }: Person) =>
    world.sql(`select from tokens where user_id = $1 and kind = 'SESSION' and revoked_at is null`, [user.id]);
  const bcrypt = '$2b$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2';

  test.each([
    ['argon2id', null, password],
    ['bcrypt', bcrypt, 'correct horse'],
  ])('a sign-in with the old one is refused, and does not bring it back (%s)', async (_kind, hash, old) => {
    const person = await world.person('OPERATOR');
    if (hash) await world.sql('update users set password_hash = $1 where id = $2', [hash, person.user.id]);

    const signedIn = await during(
      () => update(admin.viewer, person, { password: 'brand new one' }),
      () => world.signIn(person.user.name, old),
    );

    expect([signedIn, await openSessions(person)]).toEqual(['rejected', []]);
    await expect(world.signIn(person.user.name, old)).rejects.toThrow();
    expect((await world.signIn(person.user.name, 'brand new one')).user.id).toBe(person.user.id);
  });

  test('a sign-in is refused to who is disabled', async () => {
    const person = await world.person('OPERATOR');

    const signedIn = await during(
      () => update(admin.viewer, person, { disabled: true }),
      () => world.signIn(person.user.name),
    );

    expect([signedIn, await openSessions(person)]).toEqual(['rejected', []]);
  });

  test('a change of their own with the old one is refused', async () => {
    const person = await world.person('OPERATOR');

    const changed = await during(
      () => update(admin.viewer, person, { password: 'brand new one' }),
      () => world.access.changePassword(person.viewer, { current: password, new: 'another new one' }),
    );

    expect(changed).toBe('rejected');
    await expect(world.signIn(person.user.name, 'another new one')).rejects.toThrow();
  });

  test('two sign-ins at once renew a bcrypt hash and are both let in', async () => {
    const { user } = await world.person('OPERATOR');
    await world.sql('update users set password_hash = $1 where id = $2', [bcrypt, user.id]);

    const signedIn = await during(
      () => world.signIn(user.name, 'correct horse'),
      () => world.signIn(user.name, 'correct horse'),
    );

    expect(signedIn).toBe('fulfilled');
  });
});

describe('changing a password', () => {
  test('needs the current one, and ends the other sessions but not this one', async () => {
    const person = await world.person('VIEWER');
    const other = await world.signIn(person.user.name);

    await expect(
      world.access.changePassword(person.viewer, { current: 'wrong', new: 'brand new one' }),
    ).rejects.toThrow('The current password is wrong.');
    const { endedSessions } = await world.access.changePassword(person.viewer, {
      current: password,
      new: 'brand new one',
    });

    expect(endedSessions).toBe(1);
    expect([await world.isGood(person.secret), await world.isGood(other.secret)]).toEqual([true, false]);
    await expect(world.signIn(person.user.name)).rejects.toThrow();
  });

  test('cannot be guessed at: after five wrong ones it waits', async () => {
    const { viewer } = await world.person('VIEWER');
    const guess = () => world.access.changePassword(viewer, { current: 'wrong', new: 'brand new one' });

    for (let count = 0; count < 5; count += 1) await expect(guess()).rejects.toThrow('The current password is wrong.');

    await expect(guess()).rejects.toThrow('Too many attempts');
  });

  test('tells what is wrong with the new one', async () => {
    const { viewer } = await world.person('VIEWER');

    await expect(world.access.changePassword(viewer, { current: password, new: 'short' })).rejects.toMatchObject({
      issues: [{ path: ['new'], message: 'must have at least 8 characters' }],
    });
  });

  test('is nothing for a token', async () => {
    const { secret } = await world.access.createToken(admin.viewer, { kind: 'API', label: 'x', role: 'ADMIN' });

    await expect(
      world.access.changePassword(await world.viewer(secret), { current: password, new: 'brand new one' }),
    ).rejects.toThrow('Only a person');
  });
});

describe('a sign-in link', () => {
  test('of a person ends the one before', async () => {
    const { user } = await world.person('VIEWER');

    const first = await world.access.createSignInLink(admin.viewer, user.id);
    const second = await world.access.createSignInLink(admin.viewer, user.id);

    await expect(world.access.signInOnce(nobody, first.code)).rejects.toThrow('used already');
    await expect(world.access.signInOnce(nobody, second.code)).resolves.toMatchObject({ user: { id: user.id } });
  });

  test('lets its session set a password without the old one, once and for an hour', async () => {
    const { user } = await world.person('VIEWER');
    const enter = async () => {
      const { code } = await world.access.createSignInLink(admin.viewer, user.id);
      return world.viewer((await world.access.signInOnce(nobody, code)).secret);
    };

    const early = await enter();
    await world.access.changePassword(early, { new: 'brand new one' });
    const late = await enter();
    world.now += hour;

    await expect(world.access.changePassword(late, { new: 'another one' })).rejects.toThrow('current password');
    await expect(world.signIn(user.name, 'brand new one')).resolves.toBeDefined();
    world.now += 15 * minute;
  });
});

describe('signing out everywhere', () => {
  test('ends all sessions of oneself, or for an administrator of somebody else', async () => {
    const person = await world.person('VIEWER');
    const other = await world.signIn(person.user.name);

    await expect(world.access.signOutEverywhere(person.viewer, admin.user.id)).rejects.toThrow('needs the role ADMIN');
    expect(await world.access.signOutEverywhere(person.viewer, null)).toBe(2);
    const again = await world.signIn(person.user.name);
    expect(await world.access.signOutEverywhere(admin.viewer, person.user.id)).toBe(1);

    const ended = await Promise.all([person.secret, other.secret, again.secret].map((secret) => world.isGood(secret)));
    expect(ended).toEqual([false, false, false]);
    expect(await world.isGood(admin.secret)).toBe(true);
  });
});

describe('the list of users', () => {
  test('is searched by a part of the name and paged by name', async () => {
    for (const name of ['zz_a', 'zz_b', 'zz_c', 'zzxa']) await world.person('VIEWER', name);
    const names = async (page: object, filter: object = { search: 'ZZ_' }) =>
      (await world.access.users(admin.viewer, filter, page)).items.map(({ name }) => name);

    expect(await names({ first: 2 })).toEqual(['zz_a', 'zz_b']);
    expect(await names({ first: 2, after: 'zz_b' })).toEqual(['zz_c']);
    expect(await names({ last: 1, before: 'zz_c' })).toEqual(['zz_b']);
    expect(await names({ first: 9 }, { search: 'zz', disabled: true })).toEqual([]);
  });

  test('counts open sessions and active tokens', async () => {
    const maker = await world.person('ADMIN');
    await world.signIn(maker.user.name);
    await world.access.createToken(maker.viewer, { kind: 'CONFIG', label: 'kept' });
    const { token } = await world.access.createToken(maker.viewer, { kind: 'CONFIG', label: 'ended' });
    await world.access.revokeToken(maker.viewer, token.id);

    const counts = await world.access.credentialsOf(admin.viewer, [maker.user.id]);

    expect(counts.get(maker.user.id)).toEqual({ sessions: 2, tokens: 1 });
    expect((await world.access.credentialsOf((await world.person('VIEWER')).viewer, [maker.user.id])).size).toBe(0);
  });
});
