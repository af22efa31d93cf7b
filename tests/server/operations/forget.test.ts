import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Pool } from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { system, type Viewer } from '../../../server/access/viewer.ts';
import { openOrm, poolOf } from '../../../server/db/orm.ts';
import { ConflictError, DeploymentNotActiveError, ForbiddenError, NotFoundError } from '../../../server/errors.ts';
import { forget } from '../../../server/operations/forget.ts';
import { findSupervisor } from '../../../server/runner/attach.ts';
import { openTestCore, type TestCore } from '../../helpers/core.ts';
import { query } from '../../helpers/database.ts';
import { says, waitsFor } from '../../helpers/services.ts';
import { until } from '../../helpers/until.ts';

let core: TestCore;

beforeEach(async () => {
  core = await openTestCore();
  await core.write('web', { script: `${says('build', 'running')}; ${waitsFor(core.flag('go'))}` });
});
afterEach(async () => {
  await core.raise('go');
  await core[Symbol.asyncDispose]();
});

const forgets = (id: number, viewer: Viewer = system, pool: Pool = core.core.pool) => {
  const { runsDir, hostId } = core.dataDir;
  const deps = { pool, publish: () => undefined, runsDir, host: hostId };
  return forget(deps, viewer, { id, by: 'ada', reason: 'the machine is gone' });
};
const run = (sql: string, values: unknown[]) => query(core.database.connection, sql, values);

async function running(): Promise<number> {
  const id = await core.start('web');
  await core.inState(id, 'RUNNING');
  await until('it builds', async () => (await core.stepsOf(id)).some(({ state }) => state === 'RUNNING'), 10_000);
  return id;
}

/** As it looks when the run's host is another one, seen `seconds` ago. */
async function moveTo(id: number, seconds: number): Promise<void> {
  const host = randomUUID();
  await run(`insert into hosts (id, name, seen_at) values ($1, 'elsewhere', now() - make_interval(secs => $2))`, [
    host,
    seconds,
  ]);
  await run('update deployments set host = $2 where id = $1', [id, host]);
}

it('refuses a run whose supervisor is alive, and says what to do', async () => {
  const id = await running();

  await expect(forgets(id)).rejects.toThrow(/supervisor of #\d+ is alive \(process \d+\).*Cancel it/);
  expect(await core.deployment(id)).toMatchObject({ state: 'RUNNING' });
});

it('declares a run LOST whose host is away; its steps are closed, its service is free at once, nobody follows it', async () => {
  const id = await running();
  const next = await core.start('web');
  await moveTo(id, 31);

  await forgets(id);
  await core.inState(next, 'RUNNING');

  expect(await core.deployment(id)).toMatchObject({ state: 'LOST', reason: 'forgotten by ada: the machine is gone' });
  expect(await core.stepsOf(id)).toMatchObject([{ name: 'build', state: 'FAILURE' }]);
  await core.raise('go');
  expect(await core.ended(next)).toMatchObject({ state: 'SUCCESS' });
  expect(await core.deployment(id)).toMatchObject({ state: 'LOST' });
});

it('refuses a run of another host that was just seen', async () => {
  const id = await running();
  await moveTo(id, 5);

  await expect(forgets(id)).rejects.toThrow(/runs on elsewhere.*Run this command there/);
});

it('declares a run LOST whose supervisor is gone, also without a server', async () => {
  const id = await running();
  const runDir = await core.runDir(id);
  await core.close();
  const supervisor = findSupervisor(runDir);
  if (supervisor.kind === 'alive') process.kill(supervisor.pid, 'SIGKILL');
  await until('the supervisor is gone', () => findSupervisor(runDir).kind === 'gone', 10_000);
  const orm = await openOrm(core.database.connection);

  await forgets(id, system, await poolOf(orm)).finally(() => orm.close());
  await core.open();

  expect(await core.deployment(id)).toMatchObject({ state: 'LOST', reason: 'forgotten by ada: the machine is gone' });
  await core.inState(await core.start('web'), 'RUNNING');
});

it('takes the run from every supervisor that may still come, with its secrets', async () => {
  const id = await running();
  const runDir = await core.runDir(id);
  const supervisor = findSupervisor(runDir);
  const orm = await openOrm(core.database.connection);
  await core.close();
  if (supervisor.kind === 'alive') process.kill(supervisor.pid, 'SIGKILL');
  await until('the supervisor is gone', () => findSupervisor(runDir).kind === 'gone', 10_000);
  rmSync(runDir, { recursive: true });
  mkdirSync(runDir); // as it is just after the claim
  writeFileSync(path.join(runDir, 'secrets.json'), '{}');

  await forgets(id, system, await poolOf(orm)).finally(() => orm.close());

  expect(findSupervisor(runDir).kind).toBe('withdrawn');
  expect(existsSync(path.join(runDir, 'secrets.json'))).toBe(false);
  await core.open();
  expect(await core.deployment(id)).toMatchObject({ state: 'LOST' });
});

it('refuses what is queued, what has ended, what is not there, and everybody but administrators', async () => {
  const id = await running();
  const queued = await core.start('web');

  await expect(forgets(queued)).rejects.toThrow(ConflictError);
  await expect(forgets(99_999)).rejects.toThrow(NotFoundError);
  await expect(forgets(id, { ...system, role: 'OPERATOR', ceiling: 'OPERATOR' })).rejects.toThrow(ForbiddenError);
  await core.raise('go');
  await core.ended(id);
  await expect(forgets(id)).rejects.toThrow(DeploymentNotActiveError);
});
