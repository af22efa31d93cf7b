import type { EntityName, MikroORM, QueryOrderMap } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Token } from '../../../server/access/token.entity.ts';
import { User } from '../../../server/access/user.entity.ts';
import { closeOrm, openOrm } from '../../../server/db/orm.ts';
import { findPlain, type JsonRow, plainFromJson } from '../../../server/db/plain-rows.ts';
import { Deployment } from '../../../server/deployments/deployment.entity.ts';
import { Step } from '../../../server/deployments/step.entity.ts';
import { Service } from '../../../server/services/service.entity.ts';
import { openTestCore, type TestCore } from '../../helpers/core.ts';
import { query } from '../../helpers/database.ts';
import { says } from '../../helpers/services.ts';

let core: TestCore;
let orm: MikroORM;

beforeAll(async () => {
  const script = `${says('build', 'success', { version: '1.2', list: [1, null], text: 'one' })}\n${says('ship', 'failure')}\nexit 3`;
  core = await openTestCore({
    services: { hello: { script, config: { group: 'a', environment: 'test' } }, other: {} },
  });
  await core.run('hello', { note: 'the first' });
  await core.run('hello');
  await core.run('other');
  orm = await openOrm(core.database.connection);
});
afterAll(async () => {
  await closeOrm(orm);
  await core?.[Symbol.asyncDispose]();
});

const asEntities = async <T extends object>(entity: EntityName<T>, orderBy: QueryOrderMap<T>): Promise<object[]> =>
  (await orm.em.fork().find<T>(entity, {}, { orderBy })).map((each) => Object.fromEntries(Object.entries(each)));

test('services, deployments and steps have the properties and values that entities have', async () => {
  const services = await findPlain(orm.em.fork(), Service, {}, { orderBy: { id: 'asc' } });
  expect(services).toHaveLength(2);
  expect(services).toStrictEqual(await asEntities(Service, { id: 'asc' }));

  const deployments = await findPlain(orm.em.fork(), Deployment, {}, { orderBy: { id: 'asc' } });
  expect(deployments).toHaveLength(3);
  expect(deployments).toStrictEqual(await asEntities(Deployment, { id: 'asc' }));

  const inOrder = { deployment: 'asc', position: 'asc' } as const;
  const steps = await findPlain(orm.em.fork(), Step, {}, { orderBy: inOrder });
  expect(steps).toHaveLength(4);
  expect(steps).toStrictEqual(await asEntities(Step, inOrder));
});

test('a row that came as JSON is the same', async () => {
  await query(
    core.database.connection,
    `insert into users (name, role, password_hash, disabled_at) values ('ada', 'ADMIN', '', now())`,
  );

  expect(await fromJson(User, 'users')).toStrictEqual(await asEntities(User, { id: 'asc' }));
  expect(await fromJson(Token, 'tokens')).toStrictEqual(await asEntities(Token, { id: 'asc' }));
});

/** Every row, read as JSON. At least one. */
async function fromJson<T extends object>(entity: EntityName<T>, table: string): Promise<T[]> {
  const rows = await query<{ row: JsonRow }>(
    core.database.connection,
    `select to_jsonb(t) as row from ${table} t order by id`,
  );
  expect(rows).not.toEqual([]);
  return rows.map(({ row }) => plainFromJson(orm.em, entity, row));
}

test('filters, sorts and stops where it is told to', async () => {
  const where = { $and: [{ service: { $in: [1, 2] } }, { state: { $ne: 'QUEUED' as const } }] };
  const ids = async (order: 'asc' | 'desc', limit: number) =>
    (await findPlain(orm.em.fork(), Deployment, where, { orderBy: { id: order }, limit })).map(({ id }) => id);
  expect(await ids('desc', 2)).toEqual([3, 2]);
  expect(await ids('asc', 5)).toEqual([1, 2, 3]);
});
