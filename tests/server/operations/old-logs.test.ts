import { afterEach, beforeEach, expect, test } from 'vitest';
import { commandLine, nobody, system } from '../../../server/access/viewer.ts';
import { holdLock } from '../../../server/db/advisory-lock.ts';
import { query } from '../../helpers/database.ts';
import { until } from '../../helpers/until.ts';
import { type RunParts, Stored } from './stored-runs.ts';

let stored: Stored;
beforeEach(async () => {
  stored = await Stored.open();
});
afterEach(() => stored[Symbol.asyncDispose]());

const times = (count: number, parts: RunParts): RunParts[] => Array.from({ length: count }, () => parts);

/** Adds the runs of a service, oldest first, and returns their numbers. */
async function runsOf(name: string, runs: RunParts[]): Promise<number[]> {
  const service = await stored.service(name);
  const ids: number[] = [];
  for (const parts of runs) ids.push((await stored.run(service, parts)).id);
  return ids;
}

const prune = (logDays = 90) => stored.retention.prune(system, { logDays });

/** A service's runs, oldest first, and the places of those whose text goes after 90 days. */
const rules: [string, RunParts[], number[]][] = [
  ['the newest 10 runs stay', times(12, {}), [0, 1]],
  ['10 runs stay, however old', times(10, { days: 4_000 }), []],
  ['the last SUCCESS stays', [{ state: 'SUCCESS' }, { state: 'SUCCESS' }, ...times(11, {})], [0, 2]],
  ['an earlier SUCCESS goes', [{ state: 'SUCCESS' }, ...times(9, {}), { state: 'SUCCESS' }], [0]],
  ['what is younger stays', [{ days: 91 }, { days: 89 }, { days: 91 }, ...times(10, { days: 1 })], [0, 2]],
  ['what is not over stays', [{ state: 'RUNNING' }, ...times(10, {})], []],
  ['what was canceled in the queue is no run', [...times(10, {}), ...times(5, { started: false, chunks: 0 })], []],
  ['what printed nothing has nothing to remove', [{ chunks: 0 }, ...times(10, {})], []],
  [
    'how it ended does not matter',
    [{}, { state: 'CANCELED' }, { state: 'TIMED_OUT' }, { state: 'LOST' }, ...times(10, {})],
    [0, 1, 2, 3],
  ],
];

test.each(rules)('%s', async (_rule, runs, gone) => {
  const ids = await runsOf('web', runs);

  const { database } = await prune();

  const expected = gone.map((place) => ids[place]);
  expect(await stored.removed()).toEqual(expected);
  expect(await stored.withText()).toEqual(
    ids.filter((id, place) => !expected.includes(id) && runs[place]?.chunks !== 0),
  );
  expect(database?.logs).toEqual({ deployments: gone.length, bytes: gone.length * 100 });
});

test('each service keeps its own', async () => {
  const removed: number[] = [];
  for (const [name, runs, gone] of rules) {
    const ids = await runsOf(name, runs);
    removed.push(...gone.map((place) => ids[place] ?? 0));
  }

  await prune();

  expect(await stored.removed()).toEqual(removed);
});

test('nothing but the text goes: row, steps, events and seq stay', async () => {
  const [id] = await runsOf('web', [{ chunks: 3 }, ...times(10, {})]);
  const rest = async () => {
    const rows = async (sql: string) => (await stored.pool.query(sql, [id])).rows;
    return {
      row: await rows(`select to_jsonb(d) - 'log_removed_at' - 'changed_xid' as rest from deployments d where id = $1`),
      steps: await rows('select * from steps where deployment_id = $1'),
      events: await rows('select * from events where deployment_id = $1'),
    };
  };
  const before = await rest();

  await prune();

  expect(await stored.removed()).toEqual([id]);
  expect(await rest()).toEqual(before);
});

test('a dry run says what a real one does, and touches nothing', async () => {
  const ids = await runsOf('web', times(14, { chunks: 3 }));

  const promised = await stored.retention.prune(system, { logDays: 90, dryRun: true });
  const untouched = [await stored.removed(), await stored.withText()];
  const done = await prune();

  expect(untouched).toEqual([[], ids]);
  expect(done).toEqual(promised);
  expect(done.database?.logs).toEqual({ deployments: 4, bytes: 1_200 });
});

test('two at once remove everything once', async () => {
  await runsOf('web', times(40, { chunks: 5 }));

  const both = await Promise.all([prune(), prune()]);
  const after = await prune();

  const total = [...both, after].reduce((sum, { database }) => sum + (database?.logs.bytes ?? 0), 0);
  expect(total).toBe(30 * 500);
  expect(await stored.withText()).toHaveLength(10);
});

test('while another server is at it, the database is left to that one', async () => {
  await runsOf('web', times(11, {}));

  const pruned = await holdLock(stored.pool, 'retention', () => prune());

  expect(pruned?.database).toBeNull();
  expect(await stored.removed()).toEqual([]);
});

test('a prune that was cut off is finished by the next', async () => {
  const [id] = await runsOf('web', [{ chunks: 500 }, ...times(11, {})]);
  const holder = await stored.pool.connect();
  await holder.query('begin');
  await holder.query('select from log_chunks where deployment_id = $1 and seq = 300 for update', [id]);

  const cutOff = expect(prune()).rejects.toThrow(/terminat/);
  await until('the removal waits for the held chunk', () => terminateWaiting());
  await cutOff;
  await holder.query('rollback');
  holder.release();
  const half = await stored.pool.query('select count(*)::int as chunks from log_chunks where deployment_id = $1', [id]);
  await prune();

  expect(half.rows).toEqual([{ chunks: 300 }]);
  expect(await stored.withText()).toHaveLength(10);
  expect(await stored.removed()).toHaveLength(2);
});

async function terminateWaiting(): Promise<boolean> {
  const rows = await query<{ ended: boolean }>(
    stored.database.connection,
    `select pg_terminate_backend(pid) as ended from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock' and query like '%log_chunks%'`,
  );
  return rows.some(({ ended }) => ended);
}

test('one that is asked to stop stops between two batches', async () => {
  await runsOf('web', times(12, {}));

  await stored.retention.prune(system, { logDays: 90, signal: AbortSignal.abort() });

  expect(await stored.removed()).toEqual([]);
});

test('who prunes at the command line is in the audit log; a look, and what the server does by itself, are not', async () => {
  await stored.retention.prune(commandLine('ann'), { logDays: 7, dryRun: true });
  await prune();
  await stored.retention.prune(commandLine('ann'), { logDays: 7 });

  const { rows } = await stored.pool.query(`select actor_label, action, details from audit_events`);
  expect(rows).toEqual([{ actor_label: 'ann at the command line', action: 'system.prune', details: { logDays: 7 } }]);
});

test('whoever is not an administrator may not prune', async () => {
  await expect(stored.retention.prune(nobody, { logDays: 0 })).rejects.toThrow('Sign in first');
  await expect(stored.retention.prune({ ...nobody, role: 'OPERATOR' }, { logDays: 0 })).rejects.toThrow(
    'Pruning needs the role ADMIN',
  );
});

test('of the credentials only those go that expired a month ago and belong to nobody', async () => {
  const kinds = ['ONCE', 'SESSION', 'DEPLOYMENT', 'SERVICE', 'CONFIG', 'API'];
  await stored.pool.query(
    `insert into tokens (kind, hash, prefix, label, expires_at)
     select kind, md5(kind || days), 'fd_', kind || ' ' || days, $2::timestamptz - make_interval(days => days)
     from unnest($1::text[]) kind, unnest(array[29, 31]) days`,
    [kinds, new Date(stored.now)],
  );

  const promised = await stored.retention.prune(system, { logDays: 90, dryRun: true });
  const done = await prune();

  const { rows } = await stored.pool.query<{ label: string }>('select label from tokens order by id');
  const labels = kinds.flatMap((kind) => [`${kind} 29`, `${kind} 31`]);
  expect(rows.map(({ label }) => label).sort()).toEqual(
    labels.filter((label) => !['ONCE 31', 'SESSION 31', 'DEPLOYMENT 31'].includes(label)).sort(),
  );
  expect([promised.database?.tokens, done.database?.tokens]).toEqual([3, 3]);
});
