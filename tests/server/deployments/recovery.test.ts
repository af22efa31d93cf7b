import { appendFileSync, existsSync, mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Pool } from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openPool } from '../../../server/db/connection.ts';
import { claimDeployment } from '../../../server/deployments/claim.ts';
import { prepareLaunch } from '../../../server/deployments/launch.ts';
import { readClaim } from '../../../server/deployments/queue.ts';
import { lookAfter, type RecoveryDeps } from '../../../server/deployments/recovery.ts';
import { refuseRun } from '../../../server/deployments/run-changes.ts';
import { createSealing } from '../../../server/deployments/sealing.ts';
import { createLog } from '../../../server/log.ts';
import { findSupervisor, Supervisors, withdrawRun } from '../../../server/runner/attach.ts';
import { journalFile } from '../../../server/runner/journal.ts';
import { runDirectory } from '../../../server/runner/spec.ts';
import { openTestCore, type TestCore } from '../../helpers/core.ts';
import { query } from '../../helpers/database.ts';
import { says, waitsFor, writeService } from '../../helpers/services.ts';
import { until } from '../../helpers/until.ts';

let core: TestCore;

beforeEach(async () => {
  core = await openTestCore({ env: { DEPLOYMENT_ORPHAN_RECONCILE_DELAY_SECONDS: '60' } });
});
afterEach(async () => {
  await core.raise('go');
  await core[Symbol.asyncDispose]();
});

/** Counts until it is told to stop, and says so on stdout and in a file of its own, which is the truth. */
const counts = () =>
  `i=0; while [ ! -e '${core.flag('enough')}' ] && [ $i -lt 900 ]; do i=$((i+1)); echo $i >> '${core.flag('truth')}'; printf '{"name":"step %s","state":"success"}\\n' $i; echo line $i; sleep 0.03; done`;
const began = (name: string): string => `echo ${name} >> '${core.flag('begun')}'`;
const begun = async (): Promise<string[]> => (await readFile(core.flag('begun'), 'utf8')).trim().split('\n');

/** What a look needs that finds a supervisor gone. */
const idle: Omit<RecoveryDeps, 'pool'> = {
  log: createLog('silent'),
  publish: () => undefined,
  supervisors: new Supervisors(),
  sealing: createSealing(Buffer.alloc(32)),
  settings: {
    ...{
      runsDir: '',
      servicesDir: '',
      configDir: '',
      pathForDeploy: '',
      deployUser: null,
      publicUrl: '',
      callbackUrl: '',
    },
    ...{ defaultTimeoutSeconds: 0, maxLogBytes: 0, inherited: {}, strictSudo: false, identity: null },
  },
  orphanDelaySeconds: 0,
};

async function expectWhole(id: number): Promise<void> {
  const numbers = (await readFile(core.flag('truth'), 'utf8')).trim().split('\n').map(Number);
  const seqs = (await core.events(id)).flatMap((event) => (event.kind === 'LOG' ? [] : [event.seq]));

  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  expect((await core.deployment(id)).state).toBe('SUCCESS');
  expect((await core.stepsOf(id)).map((step) => step.name)).toEqual(numbers.map((n) => `step ${n}`));
  expect(await core.logText(id)).toBe(
    numbers.map((n) => `{"name":"step ${n}","state":"success"}\nline ${n}\n`).join(''),
  );
  expect(new Set(seqs).size).toBe(seqs.length);
}

it('loses and doubles nothing when the server is closed and opened 10 times in one run', async () => {
  await core.write('counts', { script: counts() });
  const id = await core.start('counts');

  for (let time = 0; time < 10; time++) {
    const { lastSeq } = await core.deployment(id);
    await until('the run goes on', async () => (await core.deployment(id)).lastSeq > lastSeq);
    await core.reopen();
  }
  await core.raise('enough');
  await core.ended(id);

  await expectWhole(id);
}, 60_000);

it('catches up with a run that ended while no server was there', async () => {
  await core.write('counts', { script: counts() });
  const id = await core.start('counts');
  await until('the script runs', async () => (await core.deployment(id)).lastLine > 0);
  const runDir = await core.runDir(id);

  await core.close();
  await core.raise('enough');
  await until('the supervisor has ended', () => findSupervisor(runDir).kind === 'gone');
  await core.open();
  await core.ended(id);

  await expectWhole(id);
});

it('reads the journal to its end before it declares a run lost', async () => {
  await core.write('counts', { script: counts() });
  const id = await core.start('counts');
  await until('the script runs', async () => (await core.deployment(id)).lastLine > 0);
  const { fence } = await core.deployment(id);
  const runDir = await core.runDir(id);
  await core.close();
  await core.raise('enough');
  await until('the supervisor has ended', () => findSupervisor(runDir).kind === 'gone');
  const pool = openPool(core.database.connection, createLog('silent'), 1);
  const run = { id, fence, runDir, claimedAt: new Date() };

  await lookAfter({ ...idle, pool }, run, { goneSince: 1, handedOverAt: 0 }, async () => undefined);
  await pool.end();
  await core.open();

  await expectWhole(id);
});

it('declares a run lost whose supervisor was killed, closes its steps and frees the service', async () => {
  await core.write('web', {
    script: `${says('build', 'running')}; ${waitsFor(core.flag('go'))}`,
    config: { steps: [{ name: 'build' }, { name: 'restart' }] },
  });
  const id = await core.start('web');
  await until('the step runs', async () => (await core.stepsOf(id))[0]?.state === 'RUNNING');
  const supervisor = findSupervisor(await core.runDir(id));

  if (supervisor.kind === 'alive') process.kill(supervisor.pid, 'SIGKILL');
  const lost = await core.ended(id);

  expect(lost).toMatchObject({ state: 'LOST', sealedParameters: null });
  expect(lost.reason).toContain('look before you repeat it');
  expect((await core.stepsOf(id)).map((step) => step.state)).toEqual(['FAILURE', 'SKIPPED']);
  await core.raise('go');
  expect((await core.run('web')).state).toBe('SUCCESS');
});

it('declares a run lost whose journal ends in garbage, and keeps what is valid', async () => {
  await core.write('web', { script: `echo valid; ${waitsFor(core.flag('go'))}` });
  const id = await core.start('web');
  await until('the line is stored', async () => (await core.deployment(id)).lastLine === 1);
  const runDir = await core.runDir(id);
  const supervisor = findSupervisor(runDir);

  if (supervisor.kind === 'alive') process.kill(supervisor.pid, 'SIGKILL');
  appendFileSync(journalFile(runDir), '{"n":99,"t":1,"k":"log"}\n\0\0\0\n{"torn');

  expect((await core.ended(id)).state).toBe('LOST');
  expect(await core.logText(id)).toBe('valid\n');
});

/** Closes the core and leaves what a server leaves that dies right after it committed a claim. */
async function orphan(service: string): Promise<number> {
  await core.close();
  const pool = openPool(core.database.connection, createLog('silent'), 1);
  await pool.query(
    `insert into deployments (service_id, run_id, state, parameters, output, origin, actor_kind, actor_label)
     select id, gen_random_uuid(), 'QUEUED', '{}', '{}', 'test', 'SYSTEM', 'test' from services where name = $1`,
    [service],
  );
  const place = { host: core.dataDir.hostId, slots: 4, defaultTimeoutSeconds: 60 };
  const claimed = await claimDeployment({ pool, publish: () => undefined }, place);
  await pool.end();
  return claimed?.claim.id ?? 0;
}

const change = (id: number, assignments: string) =>
  query(core.database.connection, `update deployments set ${assignments} where id = $1`, [id]);
async function readRunDir(id: number): Promise<string> {
  const [row] = await query<{ run: string }>(
    core.database.connection,
    'select run_id as run from deployments where id = $1',
    [id],
  );
  return runDirectory(core.dataDir.runsDir, row?.run ?? '');
}
const overdue = `started_at = now() - interval '61 seconds'`;

it('hands over what was claimed and not started, and runs it exactly once', async () => {
  await core.write('web', { script: began('web') });
  const id = await orphan('web');

  await core.open();

  expect(await core.ended(id)).toMatchObject({ state: 'SUCCESS', claims: 1 });
  expect(await begun()).toEqual(['web']);
});

it('leaves a run that was claimed just now to the server that claimed it, for one look', async () => {
  await core.write('web', { script: began('web') });
  const id = await orphan('web');
  const spec = path.join(await readRunDir(id), 'spec.json');

  await core.open();
  const isHandedOverAtOnce = existsSync(spec);

  expect(await core.ended(id)).toMatchObject({ state: 'SUCCESS', claims: 1 });
  expect(isHandedOverAtOnce).toBe(false);
});

it('gives back to the queue, once, what nobody started in time, and lets nobody start it late', async () => {
  await core.write('web', { script: began('web') });
  const id = await orphan('web');
  await change(id, overdue);
  const first = await readRunDir(id);

  await core.open();

  expect(await core.ended(id)).toMatchObject({ state: 'SUCCESS', claims: 2 });
  const events = await core.events(id, 0, ['STATE']);
  expect(events.map((event) => event.kind === 'STATE' && event.data.state)).toEqual([
    'RUNNING',
    'QUEUED',
    'RUNNING',
    'SUCCESS',
  ]);
  expect(await begun()).toEqual(['web']);
  expect(findSupervisor(first).kind).toBe('withdrawn');
  expect(await readRunDir(id)).not.toBe(first);
});

it('declares lost what was given back once already', async () => {
  await core.write('web', { script: began('web') });
  const id = await orphan('web');
  await change(id, `${overdue}, claims = 2`);

  await core.open();

  expect(await core.ended(id)).toMatchObject({ state: 'LOST', reason: 'no supervisor could be started for it' });
});

it('never starts the script of a run that was canceled before it was handed over', async () => {
  await core.write('web', { script: began('web') });
  await core.write('other', { script: began('other') });
  const id = await orphan('web');
  await change(id, `state = 'CANCELING', canceled_by = 'ada'`);

  await core.open();

  expect(await core.ended(id)).toMatchObject({ state: 'CANCELED', reason: 'canceled by ada' });
  expect((await core.run('other')).state).toBe('SUCCESS');
  expect(await begun()).toEqual(['other']);
});

it('hands over the other runs at once although one cannot be', async () => {
  await core.write('broken', {});
  await core.write('web', { script: began('web') });
  const broken = await orphan('broken');
  const good = await orphan('web');

  await writeService(core.servicesDir, 'broken', { config: { deploy_script: '../../x' } });
  await core.open();

  expect((await core.ended(good)).state).toBe('SUCCESS');
  expect(await core.ended(broken)).toMatchObject({
    state: 'FAILURE',
    reason: 'the run could not be started: broken has no script to run',
  });
});

it('runs what was taken back before it started, although the server died before it could say so', async () => {
  await core.write('web', { script: began('web') });
  const id = await orphan('web');
  await withdrawRun(await readRunDir(id));

  await core.open();

  expect(await core.ended(id)).toMatchObject({ state: 'SUCCESS', claims: 2 });
  expect(await begun()).toEqual(['web']);
});

/** Looks at an orphan as a server does that has just taken it up. */
async function lookAt(id: number, pool: Pool, settings: Partial<RecoveryDeps['settings']> = {}): Promise<void> {
  const runDir = await readRunDir(id);
  mkdirSync(runDir, { recursive: true });
  const own = { runsDir: core.dataDir.runsDir, servicesDir: core.servicesDir, configDir: core.flagsDir };
  const deps = { ...idle, pool, settings: { ...idle.settings, ...own, ...settings }, orphanDelaySeconds: 60 };
  const run = { id, fence: 1, runDir, claimedAt: new Date() };
  await lookAfter(deps, run, { goneSince: null, handedOverAt: 0 }, async () => undefined);
}

it.each(['before', 'after'])(
  'refuses a script that became unsafe when it hands it over again, %s its files were written',
  async (when) => {
    await core.write('web', { script: began('web') });
    const id = await orphan('web');
    await using pool = closing(openPool(core.database.connection, createLog('silent'), 1));
    const strict = { deployUser: 'nobody', strictSudo: true, identity: { uid: process.getuid?.() ?? 0, gids: [] } };
    if (when === 'after') {
      const { runsDir } = core.dataDir;
      const claim = await readClaim(pool, id);
      await prepareLaunch({ ...idle.settings, runsDir, configDir: core.flagsDir }, idle.sealing, claim, 'token');
    }

    await lookAt(id, pool, strict);
    await core.open();

    expect(await core.ended(id)).toMatchObject({
      state: 'FAILURE',
      reason: expect.stringContaining('could change what runs as the deploy user'),
    });
    expect(existsSync(core.flag('begun'))).toBe(false);
  },
);

it('does not end a healthy run because the database went away while it was handed over again', async () => {
  await core.write('web', { script: began('web') });
  const id = await orphan('web');
  await using pool = closing(openPool(core.database.connection, createLog('silent'), 1));
  const breaks = async () => Promise.reject(new Error('Connection terminated unexpectedly'));
  let isFirst = true;
  const breaking = new Proxy(pool, {
    get(target, name) {
      const isAsked = name === 'query' || name === 'connect';
      if (!isAsked || !isFirst) return Reflect.get(target, name).bind?.(target) ?? Reflect.get(target, name);
      isFirst = false;
      return breaks;
    },
  });

  await lookAt(id, breaking).catch(() => undefined);
  await core.open();

  expect(await core.ended(id)).toMatchObject({ state: 'SUCCESS', claims: 1 });
});

it('leaves a run alone that a supervisor has, whatever the server could not do for it', async () => {
  await core.write('web', { script: `${began('web')}; ${waitsFor(core.flag('go'))}` });
  const id = await core.start('web');
  await until('the script runs', () => existsSync(core.flag('begun')));
  const { fence } = await core.deployment(id);
  const runDir = await core.runDir(id);

  await refuseRun({ ...idle, pool: core.core.pool }, { id, fence, runDir }, new Error('no space left'));

  expect((await core.deployment(id)).state).toBe('RUNNING');
  await core.raise('go');
  expect((await core.ended(id)).state).toBe('SUCCESS');
});

const closing = (pool: Pool): Pool & AsyncDisposable =>
  Object.assign(pool, { [Symbol.asyncDispose]: () => pool.end() });
