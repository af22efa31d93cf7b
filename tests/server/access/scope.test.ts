import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nobody, system, type Viewer } from '../../../server/access/viewer.ts';
import { openTestCore, type TestCore } from '../../helpers/core.ts';
import { makeSession, makeToken, makeUser, type TestGrant, type TestToken } from '../../helpers/credentials.ts';
import { query } from '../../helpers/database.ts';

let core: TestCore;
const runs = new Map<string, number>();
const ids = new Map<string, number>();
beforeAll(async () => {
  const staging = { config: { environment: 'staging' } };
  core = await openTestCore({ services: { 'shop-web': staging, 'shop-api': {}, blog: staging, shop_db: {} } });
  for (const { id, name } of (await core.operations.services.list(system, {}, { first: 100 })).items) {
    ids.set(name, id);
    runs.set(name, (await core.run(name)).id);
  }
});
afterAll(() => core[Symbol.asyncDispose]());

const run = (name: string): number => runs.get(name) ?? 0;

async function viewerOf(secret: string): Promise<Viewer> {
  return (await core.operations.access.viewerOf(secret, null)).viewer;
}

const viewerWith = async (...grants: TestGrant[]): Promise<Viewer> =>
  viewerOf((await makeSession(core.database.connection, { role: 'VIEWER', scope: 'SELECTED', grants })).secret);

const token = async (parts: TestToken): Promise<Viewer> =>
  viewerOf((await makeToken(core.database.connection, parts)).secret);

const user = (...args: Parameters<typeof makeUser> extends [unknown, infer User] ? [User] : never): Promise<number> =>
  makeUser(core.database.connection, ...args);

const servicesOf = async (viewer: Viewer): Promise<string[]> =>
  (await core.operations.services.list(viewer, {}, { first: 100 })).items.map(({ name }) => name);

describe('a scope of selected services', () => {
  test.each([
    ['without a grant nothing', [], []],
    ['a name that service alone', [{ service: 'shop-web' }], ['shop-web']],
    ['a glob what it matches, and nothing that only looks like it', [{ service: 'shop-*' }], ['shop-api', 'shop-web']],
    ['an underscore only itself', [{ service: 'shop_*' }], ['shop_db']],
    ['an environment its services', [{ environment: 'staging' }], ['blog', 'shop-web']],
    ['both at once what matches both', [{ service: 'shop-*', environment: 'staging' }], ['shop-web']],
    ['two grants what either of them names', [{ service: 'blog' }, { service: 'shop-api' }], ['blog', 'shop-api']],
  ])('shows with %s', async (_what, grants, names) => {
    const viewer = await viewerWith(...grants);

    expect((await servicesOf(viewer)).sort()).toEqual(names);
    expect(await core.operations.services.count(viewer, {})).toBe(names.length);
    expect(await core.operations.deployments.count(viewer, {})).toBe(names.length);
  });

  test('keeps pages full and counts exact', async () => {
    const viewer = await viewerWith({ service: 'shop-*' });

    const page = await core.operations.deployments.list(viewer, {}, { first: 1 });
    const rest = await core.operations.deployments.list(viewer, {}, { first: 1, after: String(page.items[0]?.id) });

    expect([page.items.length, page.hasNextPage, rest.items.length, rest.hasNextPage]).toEqual([1, true, 1, false]);
  });

  test('hides a deployment in every way of asking for it', async () => {
    const { deployments, services } = core.operations;
    const viewer = await viewerWith({ service: 'blog' });
    const hidden = run('shop-api');
    const signal = AbortSignal.timeout(5_000);

    expect(await services.byName(viewer, 'shop-api')).toBeNull();
    expect(await services.byIds(viewer, [ids.get('shop-api') ?? 0])).toEqual(new Map());
    expect(await deployments.byId(viewer, hidden)).toBeNull();
    for (const read of [deployments.byIds, deployments.stepsOf, deployments.neighboursOf, deployments.waitingOf])
      expect(await read(viewer, [hidden])).toEqual(new Map());
    for (const read of [deployments.latestOf, deployments.unfinishedOf])
      expect(await read(viewer, [ids.get('shop-api') ?? 0])).toEqual(new Map());
    for (const attempt of [
      () => deployments.logSlice(viewer, hidden, {}),
      () => deployments.searchLog(viewer, hidden, { text: 'a', afterLine: 0, first: 1 }),
      () => deployments.logText(viewer, hidden, { follow: false, signal }),
      () => deployments.events(viewer, hidden, { after: 0, signal }).next(),
    ])
      await expect(attempt()).rejects.toThrow(`There is no deployment #${hidden}, or you may not see it.`);
  });

  test('of an operator starts, retries and cancels inside, and finds nothing outside', async () => {
    const { deployments } = core.operations;
    const grants = [{ service: 'blog' }];
    const operator = await viewerOf(
      (await makeSession(core.database.connection, { role: 'OPERATOR', scope: 'SELECTED', grants })).secret,
    );

    expect((await deployments.start(operator, { service: 'blog' })).replayed).toBe(false);
    await expect(deployments.start(operator, { service: 'shop-api' })).rejects.toThrow('There is no service shop-api');
    await expect(deployments.retry(operator, { id: run('shop-api') })).rejects.toThrow('There is no deployment');
    await expect(deployments.cancel(operator, run('shop-api'), null)).rejects.toThrow('There is no deployment');
  });

  test('is not that of an administrator, whatever their row says', async () => {
    const { secret } = await makeSession(core.database.connection, { role: 'ADMIN', scope: 'SELECTED' });

    expect((await servicesOf(await viewerOf(secret))).length).toBe(4);
  });

  test('is what new people have, and not administrators', async () => {
    const { access } = core.operations;
    const made = await Promise.all(
      (['VIEWER', 'OPERATOR', 'ADMIN'] as const).map((role) =>
        access.createUser(system, { name: `new-${role}`, password: 'long enough', role }),
      ),
    );

    expect(made.map(({ serviceScope }) => serviceScope)).toEqual(['SELECTED', 'SELECTED', 'ALL']);
  });

  test('does not force a sync that decides about the services of others', async () => {
    const grants = [{ service: 'blog' }];
    const { secret } = await makeSession(core.database.connection, { role: 'OPERATOR', scope: 'SELECTED', grants });
    const operator = await viewerOf(secret);

    const { unchangedCount } = await core.operations.services.sync(operator, { force: false });

    expect(unchangedCount).toBe(1);
    await expect(core.operations.services.sync(operator, { force: true })).rejects.toThrow('see every service');
  });
});

describe('an API token', () => {
  test('has its own role where its maker has more, and its maker where they have less', async () => {
    const administrator = await user({ role: 'ADMIN' });
    const reader = await user({ role: 'VIEWER' });

    const own = await token({ kind: 'API', role: 'OPERATOR', createdBy: administrator });
    const capped = await token({ kind: 'API', role: 'OPERATOR', createdBy: reader });

    expect([own.role, capped.role]).toEqual(['OPERATOR', 'VIEWER']);
  });

  test('sees what both it and its maker were granted', async () => {
    const maker = await user({ role: 'VIEWER', scope: 'SELECTED', grants: [{ service: 'shop-*' }] });

    const viewer = await token({
      kind: 'API',
      role: 'VIEWER',
      createdBy: maker,
      scope: 'SELECTED',
      grants: [{ environment: 'staging' }],
    });

    expect(await servicesOf(viewer)).toEqual(['shop-web']);
  });

  test('that only reads changes nothing, whatever its role', async () => {
    const createdBy = await user({ role: 'ADMIN' });
    const viewer = await token({ kind: 'API', role: 'ADMIN', createdBy, readOnly: true });
    const { deployments, services, access } = core.operations;

    expect((await servicesOf(viewer)).length).toBe(4);
    for (const attempt of [
      () => deployments.start(viewer, { service: 'blog' }),
      () => deployments.cancel(viewer, run('blog'), null),
      () => services.sync(viewer, { force: false }),
      () => access.createUser(viewer, { name: 'x', password: 'long enough', role: 'VIEWER' }),
    ])
      await expect(attempt()).rejects.toThrow('is not possible with a token that only reads');
  });

  test('without a maker may nothing', async () => {
    const viewer = await token({ kind: 'API', role: 'ADMIN' });

    await expect(servicesOf(viewer)).rejects.toThrow('needs the role VIEWER; yours is none');
  });
});

describe('a service token', () => {
  const made = async (role: 'OPERATOR' | 'VIEWER' = 'OPERATOR', grants?: TestGrant[]): Promise<Viewer> => {
    const createdBy = await user({ role, ...(grants && { scope: 'SELECTED' as const, grants }) });
    return token({ kind: 'SERVICE', service: ids.get('blog') ?? 0, createdBy });
  };

  test('sees its own service, starts it, and cancels what it started itself', async () => {
    const { deployments } = core.operations;
    const viewer = await made();
    const other = await core.start('blog');

    const mine = await deployments.start(viewer, { service: 'blog' });

    expect(await servicesOf(viewer)).toEqual(['blog']);
    await expect(deployments.cancel(viewer, other, null)).rejects.toThrow('cancels only what it started itself');
    await deployments.cancel(viewer, mine.deployment.id, null);
    expect((await core.ended(mine.deployment.id)).state).toBe('CANCELED');
    await core.ended(other);
  });

  test('does nothing else', async () => {
    const viewer = await made();
    const refused = 'is nothing that a service token may do';

    await expect(core.operations.services.sync(viewer, { force: false })).rejects.toThrow(refused);
    await expect(core.operations.deployments.activityCursor(viewer)).rejects.toThrow(refused);
    await expect(core.operations.deployments.start(viewer, { service: 'shop-web' })).rejects.toThrow(
      'There is no service',
    );
  });

  test('starts nothing more once its maker is no operator any more', async () => {
    const viewer = await made('VIEWER');

    expect(await servicesOf(viewer)).toEqual(['blog']);
    await expect(core.operations.deployments.start(viewer, { service: 'blog' })).rejects.toThrow(
      'needs the role OPERATOR',
    );
  });

  test('sees nothing more once its maker does not', async () => {
    expect(await servicesOf(await made('OPERATOR', [{ service: 'shop-*' }]))).toEqual([]);
  });

  test('is over while its maker is disabled', async () => {
    const createdBy = await user({ role: 'OPERATOR' });
    const { secret } = await makeToken(core.database.connection, { kind: 'SERVICE', service: 1, createdBy });
    await query(core.database.connection, 'update users set disabled_at = now() where id = $1', [createdBy]);

    expect((await core.operations.access.viewerOf(secret, null)).credential).toBe('REVOKED');
  });
});

describe('a token for one purpose', () => {
  test('of a deployment sees its run and no other of the same service', async () => {
    const other = (await core.run('blog')).id;
    const viewer = await token({ kind: 'DEPLOYMENT', deployment: run('blog'), service: ids.get('blog') ?? 0 });
    const { deployments } = core.operations;

    expect((await deployments.list(viewer, {}, { first: 10 })).items.map(({ id }) => id)).toEqual([run('blog')]);
    expect(await deployments.byId(viewer, other)).toBeNull();
    expect(await deployments.latestOf(viewer, [ids.get('blog') ?? 0])).toEqual(new Map());
    await expect(deployments.cancel(viewer, run('blog'), null)).rejects.toThrow('a deployment token may do');
  });

  test('for the inventory reads neither services nor deployments', async () => {
    const viewer = await token({ kind: 'CONFIG', createdBy: await user({ role: 'ADMIN' }) });

    await expect(servicesOf(viewer)).rejects.toThrow('is nothing that a config token may do');
    await expect(core.operations.deployments.byId(viewer, run('blog'))).rejects.toThrow('a config token may do');
  });
});

test('nobody may anything', async () => {
  await expect(servicesOf(nobody)).rejects.toThrow('Sign in first');
});
