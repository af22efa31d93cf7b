import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandLine, system } from '../../../server/access/viewer.ts';
import { type AccessWorld, hour, openAccessWorld, type Person } from './access-world.ts';

let world: AccessWorld;
let admin: Person;
let operator: Person;
beforeAll(async () => {
  world = await openAccessWorld();
  admin = await world.person('ADMIN', 'root');
  operator = await world.person('OPERATOR', 'olga');
});
afterAll(() => world[Symbol.asyncDispose]());

const service = { id: 7, name: 'web' };
const forService = { kind: 'SERVICE', label: 'ci', service, origin: 'github' } as const;
const days = (count: number) => count * 24 * hour;

describe('making a token', () => {
  test('gives its secret and keeps only its hash; it expires after 30 days unless another time is asked for', async () => {
    const { secret, token } = await world.access.createToken(operator.viewer, forService);
    const longer = await world.access.createToken(operator.viewer, { ...forService, expiresInDays: 180 });

    expect(secret).toMatch(/^fd_service_[\w-]{43}$/);
    expect(token.prefix).toBe(secret.slice(0, 16));
    expect(token.expiresAt.getTime() - world.now).toBe(days(30));
    expect(longer.token.expiresAt.getTime() - world.now).toBe(days(180));
    expect(JSON.stringify(await world.sql('select * from tokens'))).not.toContain(secret);
    expect(await world.viewer(secret)).toMatchObject({ purpose: 'SERVICE', token: { origin: 'github', serviceId: 7 } });
  });

  test.each([
    ['SERVICE', 0],
    ['SERVICE', 181],
    ['API', 366],
    ['CONFIG', 366],
  ] as const)('for %s is refused for %i days', async (kind, expiresInDays) => {
    const rest = { SERVICE: { service }, API: { role: 'VIEWER' as const }, CONFIG: {} }[kind];

    await expect(
      world.access.createToken(admin.viewer, { kind, label: 'x', expiresInDays, ...rest }),
    ).rejects.toMatchObject({ issues: [{ path: ['expiresInDays'] }] });
  });

  test.each([
    [{ kind: 'SERVICE', label: 'x' }, ['service']],
    [{ kind: 'API', label: 'x' }, ['role']],
    [{ kind: 'CONFIG', label: ' ', role: 'VIEWER', service }, ['label', 'service', 'role']],
    [{ kind: 'SERVICE', label: 'x', service, readOnly: true, grants: [{ service: 'a' }] }, ['readOnly', 'grants']],
    [{ kind: 'CONFIG', label: 'a\nb', origin: '' }, ['label', 'origin']],
    [{ kind: 'SESSION', label: 'x' }, ['kind']],
    [{ kind: 'DEPLOYMENT', label: 'x' }, ['kind']],
  ] as const)('%j is refused with every issue', async (input, paths) => {
    const made = world.access.createToken(admin.viewer, {
      ...input,
      grants: 'grants' in input ? [...input.grants] : undefined,
    });

    await expect(made).rejects.toMatchObject({ issues: paths.map((path) => ({ path: [path] })) });
  });

  test('is for operators only where it is for a service, and for viewers not at all', async () => {
    const { viewer } = await world.person('VIEWER');

    await expect(
      world.access.createToken(operator.viewer, { kind: 'API', label: 'x', role: 'VIEWER' }),
    ).rejects.toThrow('needs the role ADMIN');
    await expect(world.access.createToken(operator.viewer, { kind: 'CONFIG', label: 'x' })).rejects.toThrow('ADMIN');
    await expect(world.access.createToken(viewer, forService)).rejects.toThrow('needs the role OPERATOR');
  });

  test('with another token gives it the same maker, and never more rights than its maker has then', async () => {
    const maker = await world.person('ADMIN');
    const first = await world.access.createToken(maker.viewer, { kind: 'API', label: 'x', role: 'ADMIN' });

    const second = await world.access.createToken(await world.viewer(first.secret), {
      kind: 'API',
      label: 'y',
      role: 'ADMIN',
    });
    await world.access.updateUser(admin.viewer, { id: maker.user.id, role: 'VIEWER' });

    expect(second.token.createdBy).toBe(maker.user.id);
    expect((await world.viewer(second.secret)).role).toBe('VIEWER');
  });

  test('at the command line acts for the first administrator', async () => {
    const { secret, token } = await world.access.createToken(commandLine('ops'), {
      kind: 'API',
      label: 'x',
      role: 'ADMIN',
    });

    expect(token.createdBy).toBe(admin.user.id);
    expect((await world.viewer(secret)).role).toBe('ADMIN');
  });

  test('that only reads cannot make tokens or change people', async () => {
    const { secret } = await world.access.createToken(admin.viewer, {
      ...{ kind: 'API', label: 'x', role: 'ADMIN', readOnly: true },
    });
    const viewer = await world.viewer(secret);

    await expect(world.access.createToken(viewer, { kind: 'CONFIG', label: 'y' })).rejects.toThrow('only reads');
    await expect(world.access.updateUser(viewer, { id: admin.user.id, role: 'VIEWER' })).rejects.toThrow('only reads');
    expect((await world.access.users(viewer, {}, {})).items.length).toBeGreaterThan(0);
  });
});

describe('a token that is rotated', () => {
  test('works beside the new one for the overlap and no longer', async () => {
    const old = await world.access.createToken(operator.viewer, forService);

    world.now += days(10);
    const { secret, token, replaced } = await world.access.rotateToken(operator.viewer, {
      ...{ id: old.token.id, overlapHours: 2 },
    });
    const both = [await world.isGood(old.secret), await world.isGood(secret)];
    world.now += 2 * hour;

    expect(both).toEqual([true, true]);
    expect([await world.isGood(old.secret), await world.isGood(secret)]).toEqual([false, true]);
    expect(replaced).toMatchObject({ id: old.token.id, replacedById: token.id });
    expect(token).toMatchObject({
      kind: 'SERVICE',
      label: 'ci',
      serviceId: 7,
      origin: 'github',
      createdBy: operator.user.id,
    });
    expect(token.expiresAt.getTime() - token.createdAt.getTime()).toBe(days(30));
  });

  test('ends in time also when it is used while it is rotated', async () => {
    const old = await world.access.createToken(operator.viewer, forService);
    const audit = await world.holdAudit();
    const rotating = world.access.rotateToken(operator.viewer, { id: old.token.id, overlapHours: 1 });
    await world.waiting(1);
    const used = world.isGood(old.secret);
    await world.waiting(2);
    await audit.release();
    await rotating;

    expect(await used).toBe(true);
    world.now += hour;

    expect(await world.isGood(old.secret)).toBe(false);
  });

  test('works for 24 hours more unless told otherwise, and never longer than it would have', async () => {
    const long = await world.access.createToken(operator.viewer, forService);
    const short = await world.access.createToken(operator.viewer, { ...forService, expiresInDays: 1 });
    world.now += 12 * hour;

    const one = await world.access.rotateToken(operator.viewer, { id: long.token.id });
    const two = await world.access.rotateToken(operator.viewer, { id: short.token.id });

    expect(one.replaced.expiresAt.getTime() - world.now).toBe(24 * hour);
    expect(two.replaced.expiresAt.getTime() - world.now).toBe(12 * hour);
  });

  test('keeps its grants and what it may not', async () => {
    const old = await world.access.createToken(admin.viewer, {
      ...{
        kind: 'API',
        label: 'x',
        role: 'OPERATOR',
        readOnly: true,
        grants: [{ service: 'a-*', environment: 'live' }],
      },
    });

    const { token } = await world.access.rotateToken(admin.viewer, { id: old.token.id });

    expect(token).toMatchObject({ role: 'OPERATOR', readOnly: true, serviceScope: 'SELECTED' });
    expect((await world.access.grantsOfTokens(system, [token.id])).get(token.id)).toMatchObject([
      { service: 'a-*', environment: 'live' },
    ]);
  });

  test('has one successor, even when many rotate it at the same moment', async () => {
    const { token } = await world.access.createToken(operator.viewer, forService);

    const all = await Promise.allSettled(
      Array.from({ length: 8 }, () => world.access.rotateToken(operator.viewer, { id: token.id })),
    );

    const refused = all.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []));
    expect(refused).toHaveLength(7);
    expect(refused.every((reason) => reason.includes('was replaced by'))).toBe(true);
  });

  test('must be alive, of a kind that is made, one that may be seen, and wait at most a week', async () => {
    const { token } = await world.access.createToken(operator.viewer, forService);
    const others = await world.access.createToken(admin.viewer, { kind: 'CONFIG', label: 'x' });
    const rotate = (id: number, overlapHours = 1) => world.access.rotateToken(operator.viewer, { id, overlapHours });

    await expect(rotate(token.id, 169)).rejects.toMatchObject({ issues: [{ path: ['overlapHours'] }] });
    await expect(rotate(others.token.id)).rejects.toThrow('There is no token');
    await world.access.revokeToken(operator.viewer, token.id);
    await expect(rotate(token.id)).rejects.toThrow('has ended');
    await expect(world.access.rotateToken(admin.viewer, { id: admin.viewer.token?.id ?? 0 })).rejects.toThrow(
      'it ends by itself',
    );
  });
});

describe('a token that is revoked', () => {
  test('is good no more, and says when and by whom', async () => {
    const { secret, token } = await world.access.createToken(operator.viewer, forService);
    const since = await world.lastWritten();

    const revoked = await world.access.revokeToken(admin.viewer, token.id);
    await world.access.revokeToken(operator.viewer, token.id);

    expect(await world.isGood(secret)).toBe(false);
    expect(revoked).toMatchObject({ revokedBy: 'root', revokedByUser: admin.user.id, revokedAt: new Date(world.now) });
    expect(await world.written(since)).toMatchObject([
      { action: 'token.revoke', actorLabel: 'root', subject: `tok_${token.id}`, subjectLabel: 'ci' },
    ]);
  });

  test('is one of oneself; those of others are there for administrators alone', async () => {
    const { token } = await world.access.createToken(admin.viewer, { kind: 'CONFIG', label: 'x' });

    await expect(world.access.revokeToken(operator.viewer, token.id)).rejects.toThrow('There is no token');
    await expect(world.access.revokeToken(operator.viewer, admin.viewer.token?.id ?? 0)).rejects.toThrow('no token');
  });

  test('may be a session', async () => {
    const session = await world.signIn('olga');
    const since = await world.lastWritten();

    await world.access.revokeToken(operator.viewer, session.token.id);

    expect(await world.isGood(session.secret)).toBe(false);
    expect(await world.written(since)).toMatchObject([{ action: 'session.end' }]);
  });
});

describe('the list of tokens', () => {
  test("shows one's own, and an administrator all, never a one-time code", async () => {
    await world.access.createSignInLink(admin.viewer, operator.user.id);
    const mine = (await world.access.tokens(operator.viewer, {}, { first: 100 })).items;
    const all = (await world.access.tokens(admin.viewer, {}, { first: 100 })).items;

    expect(mine.every(({ user, createdBy }) => [user, createdBy].includes(operator.user.id))).toBe(true);
    expect(all.length).toBeGreaterThan(mine.length);
    expect(all.some(({ kind }) => kind === 'ONCE')).toBe(false);
    expect(await world.access.countTokens(operator.viewer, {})).toBe(mine.length);
  });

  test('is filtered by kind, state, service and a part of label, prefix or origin', async () => {
    const { token, secret } = await world.access.createToken(admin.viewer, { ...forService, label: '100%_done' });
    const ended = await world.access.createToken(admin.viewer, { ...forService, label: '100%_over' });
    await world.access.revokeToken(admin.viewer, ended.token.id);
    const find = async (filter: Parameters<typeof world.access.tokens>[1]) =>
      (await world.access.tokens(admin.viewer, filter, { first: 100 })).items.map(({ id }) => id);

    expect(await find({ search: '100%_' })).toEqual([ended.token.id, token.id]);
    expect(await find({ search: secret.slice(3, 16) })).toContain(token.id);
    expect(await find({ search: '100%_', active: true })).toEqual([token.id]);
    expect(await find({ search: '100%_', active: false })).toEqual([ended.token.id]);
    expect(await find({ kinds: ['SERVICE'], serviceId: 7 })).toContain(token.id);
    expect(await find({ serviceId: 8 })).toEqual([]);
    expect(await find({ kinds: ['CONFIG'], serviceId: 7 })).toEqual([]);
  });
});
