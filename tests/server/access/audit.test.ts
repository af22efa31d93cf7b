import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storable } from '../../../server/access/audit.ts';
import { commandLine, nobody, system } from '../../../server/access/viewer.ts';
import { ForbiddenError } from '../../../server/errors.ts';
import { type AccessWorld, hour, minute, openAccessWorld, type Person, password } from './access-world.ts';

let world: AccessWorld;
let admin: Person;
beforeAll(async () => {
  world = await openAccessWorld();
  admin = await world.person('ADMIN', 'root');
});
afterAll(() => world[Symbol.asyncDispose]());

const actions = async (since: number) => (await world.written(since)).map(({ action }) => action);

describe('what was done', () => {
  test('is written with who, from where, as whom and to what', async () => {
    const since = await world.lastWritten();

    const user = await world.access.createUser(admin.viewer, { name: 'written', password, role: 'VIEWER' });

    expect(await world.written(since)).toMatchObject([
      {
        ...{ action: 'user.create', outcome: 'OK', subject: `usr_${user.id}`, subjectLabel: 'written' },
        ...{ actorKind: 'USER', actorLabel: 'root', userId: admin.user.id, tokenId: admin.viewer.token?.id },
        ...{ remoteAddress: '192.0.2.1', details: { role: 'VIEWER', serviceScope: 'SELECTED' } },
      },
    ]);
  });

  test('leaves no line when it did not happen', async () => {
    const since = await world.lastWritten();

    await expect(world.access.createUser(admin.viewer, { name: 'root', password, role: 'VIEWER' })).rejects.toThrow(
      'already',
    );
    await expect(world.access.updateUser(admin.viewer, { id: admin.user.id, disabled: true })).rejects.toThrow(
      'yourself',
    );

    expect(await world.written(since)).toEqual([]);
  });

  test('did not happen when its line cannot be written', async () => {
    await world.sql(`alter table audit_events add constraint broken check (action <> 'user.create') not valid`);

    await expect(
      world.access.createUser(admin.viewer, { name: 'unwritten', password, role: 'VIEWER' }),
    ).rejects.toThrow('broken');
    await world.sql('alter table audit_events drop constraint broken');

    expect(await world.access.userByName(admin.viewer, 'unwritten')).toBeNull();
  });

  test('by a command on the server says whose account it was', async () => {
    const since = await world.lastWritten();

    await world.access.createUser(commandLine('ops'), { name: 'commanded', password, role: 'VIEWER' });

    expect(await world.written(since)).toMatchObject([{ actorKind: 'SYSTEM', actorLabel: 'ops at the command line' }]);
  });

  test.each([
    ['update', `update audit_events set actor_label = 'nobody'`],
    ['update of nothing', `update audit_events set actor_label = 'nobody' where false`],
    ['delete', 'delete from audit_events'],
    ['truncate', 'truncate audit_events'],
    ['truncate cascade', 'truncate audit_events, users cascade'],
  ])('cannot be taken back: the database refuses %s', async (_what, statement) => {
    const before = (await world.written()).length;

    await expect(world.sql(statement)).rejects.toThrow('audit_events is append-only');

    expect((await world.written()).length).toBe(before);
  });

  test('stays when its user and token are gone', async () => {
    const { secret, viewer } = await world.person('VIEWER', 'leaving');
    await world.access.signOut(viewer);

    await world.sql(`delete from tokens where id = $1`, [viewer.token?.id]);

    expect(await world.isGood(secret)).toBe(false);
    expect((await world.written()).filter(({ tokenId }) => tokenId === viewer.token?.id)).toMatchObject([
      { action: 'session.create' },
      { action: 'session.end' },
    ]);
  });

  test('holds no secret', async () => {
    const user = await world.access.createUser(admin.viewer, { name: 'secretive', role: 'OPERATOR' });
    const { code } = await world.access.createSignInLink(admin.viewer, user.id);
    const session = await world.access.signInOnce(nobody, code);
    await world.access.changePassword(await world.viewer(session.secret), { new: 'a brand new one' });
    const made = await world.access.createToken(admin.viewer, { kind: 'CONFIG', label: 'backup' });
    const { secret } = await world.access.rotateToken(admin.viewer, { id: made.token.id });
    await expect(world.signIn('secretive', 'a wrong guess')).rejects.toThrow();

    const all = JSON.stringify(await world.sql('select * from audit_events'));

    for (const text of [code, session.secret, made.secret, secret, 'a brand new one', 'a wrong guess', password])
      expect(all).not.toContain(text);
  });
});

describe('a failed sign-in', () => {
  test('is written with the name that was tried and why, by nobody', async () => {
    const since = await world.lastWritten();

    await expect(world.signIn('stranger', 'x', '198.51.100.1')).rejects.toThrow();
    await expect(world.signIn('root', 'x', '198.51.100.1')).rejects.toThrow();
    await expect(world.access.signInOnce(nobody, 'fd_once_x')).rejects.toThrow();

    const denied = { action: 'session.deny', outcome: 'REFUSED', actorKind: 'ANONYMOUS', userId: null };
    expect(await world.written(since)).toMatchObject([
      {
        ...denied,
        subject: null,
        subjectLabel: 'stranger',
        remoteAddress: '198.51.100.1',
        details: { reason: 'unknown name' },
      },
      { ...denied, subject: `usr_${admin.user.id}`, subjectLabel: 'root', details: { reason: 'wrong password' } },
      { ...denied, subjectLabel: '', details: { reason: 'used or expired link' } },
    ]);
  });

  test('over the limit is written once, however many follow, and again when it was reached anew', async () => {
    const since = await world.lastWritten();
    const attempt = () => world.signIn('flood', 'x', '198.51.100.2').catch((error: Error) => error.name);

    const flood = await Promise.all(Array.from({ length: 30 }, attempt));
    const first = (await world.written(since)).map(({ details }) => details.reason);
    world.now += 16 * minute;
    for (let count = 0; count < 8; count += 1) await attempt();

    expect(flood.filter((name) => name === 'TooManyAttemptsError')).toHaveLength(25);
    expect(first.sort()).toEqual(['too many attempts', ...Array(5).fill('unknown name')]);
    expect(await world.written(since)).toHaveLength(2 * 6);
  });

  test('with a name of control characters or beyond all length is written and breaks nothing', async () => {
    const since = await world.lastWritten();

    await expect(world.signIn(`a\0b\u001b[31m${'x'.repeat(1_000)}\ud800`, 'x', '198.51.100.3')).rejects.toThrow(
      'Name or password is wrong.',
    );

    const [event] = await world.written(since);
    expect(event?.subjectLabel).toMatch(/^a b \[31mx+$/);
    expect(event?.subjectLabel).toHaveLength(255);
  });
});

test('a label fits its column and holds nothing that a terminal obeys', () => {
  expect(storable('a\r\n\u0000\u009bb\ud800')).toBe('a    b\ufffd');
});

describe('a refusal', () => {
  const refuse = (verb: string) => world.access.recordRefusal(admin.viewer, new ForbiddenError('no', verb), 'doIt');

  test('of the same act of the same credential is written once a minute', async () => {
    const since = await world.lastWritten();

    for (let count = 0; count < 10; count += 1) await refuse('service.sync');
    await refuse('user.create');
    world.now += minute + 1;
    await refuse('service.sync');

    expect(await actions(since)).toEqual(['service.sync', 'user.create', 'service.sync']);
    expect((await world.written(since)).map(({ outcome }) => outcome)).toEqual(Array(3).fill('REFUSED'));
  });
});

describe('the audit log', () => {
  test('is read by administrators alone', async () => {
    const { viewer } = await world.person('OPERATOR');

    await expect(world.access.auditEvents(viewer, {}, {})).rejects.toThrow('needs the role ADMIN');
    expect(() => world.access.exportAuditEvents(viewer, {})).toThrow('needs the role ADMIN');
    await expect(world.access.auditEvents(nobody, {}, {})).rejects.toThrow('Sign in first');
    expect((await world.access.auditEventsByIds(viewer, [1])).size).toBe(0);
  });

  test('is paged by keys in both directions without a gap', async () => {
    const all = (await world.access.auditEvents(system, {}, { first: 100 })).items.map(({ id }) => id);

    const first = await world.access.auditEvents(system, {}, { first: 4 });
    const after = String(first.items.at(-1)?.id);
    const second = await world.access.auditEvents(system, {}, { first: 4, after });
    const back = await world.access.auditEvents(system, {}, { last: 4, before: String(second.items[0]?.id) });

    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all.slice(0, 8));
    expect(back.items.map(({ id }) => id)).toEqual(all.slice(0, 4));
    expect([first.hasPreviousPage, first.hasNextPage, second.hasPreviousPage]).toEqual([false, true, true]);
  });

  test('is filtered by act, actor, subject, outcome and time', async () => {
    const at = (await world.written())[0]?.at ?? new Date();
    const find = async (filter: Parameters<typeof world.access.auditEvents>[1]) =>
      (await world.access.auditEvents(system, filter, { first: 100 })).items;
    const all = await find({});

    expect((await find({ actions: ['session.deny'] })).every(({ outcome }) => outcome === 'REFUSED')).toBe(true);
    expect((await find({ actor: { user: admin.user.id } })).every(({ userId }) => userId === admin.user.id)).toBe(true);
    expect((await find({ subject: `usr_${admin.user.id}` })).map(({ subjectLabel }) => subjectLabel)).toContain('root');
    expect((await find({ outcome: 'OK' })).length + (await find({ outcome: 'REFUSED' })).length).toBe(all.length);
    expect(await find({ before: at })).toEqual([]);
    expect(await find({ after: new Date(Date.now() + hour) })).toEqual([]);
    expect(await world.access.countAuditEvents(system, { after: at })).toBe(all.length);
  });
});
