import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPool } from '../../../server/db/connection.ts';
import { commitBatch, ingest } from '../../../server/deployments/ingest.ts';
import { createLog } from '../../../server/log.ts';
import { openTestCore, type TestCore } from '../../helpers/core.ts';
import { query } from '../../helpers/database.ts';
import { until } from '../../helpers/until.ts';

let core: TestCore;

beforeAll(async () => {
  core = await openTestCore();
});
afterAll(async () => {
  await core[Symbol.asyncDispose]();
});

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** Ends every connection to the database but the one that asks. */
const cutConnections = () =>
  query(
    core.database.connection,
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
const storedLines = async (id: number): Promise<number> => {
  const [row] = await query<{ lines: number }>(
    core.database.connection,
    'select last_line as lines from deployments where id = $1',
    [id],
  );
  return row?.lines ?? 0;
};

it('loses and doubles nothing when all connections are cut 20 times in one run', async () => {
  await core.write('counts', {
    script:
      'for i in $(seq 100); do echo line $i; printf \'{"name":"step %s","state":"success"}\\n\' $i; sleep 0.02; done',
  });
  const id = await core.start('counts');

  for (let time = 0; time < 20; time++) {
    const before = await storedLines(id);
    await cutConnections();
    await until('more lines are stored, or all are', async () => (await storedLines(id)) > Math.min(before, 199));
  }
  await until('the run has ended', async () => (await core.deployment(id).catch(() => null))?.finishedAt, 20_000);

  expect((await core.deployment(id)).state).toBe('SUCCESS');
  expect((await core.stepsOf(id)).map((step) => step.name)).toEqual(numbers(100).map((n) => `step ${n}`));
  expect(await core.logText(id)).toBe(
    numbers(100)
      .map((n) => `line ${n}\n{"name":"step ${n}","state":"success"}\n`)
      .join(''),
  );
});

/** The next commit reaches the database; its answer does not come back. */
function losingOneAnswer(pool: Pool): Pool {
  let isLost = false;
  const loseCommit = (client: object): object =>
    intercept(client, 'query', async (run, query) => {
      const result = await run();
      if (query[0] !== 'commit' || isLost) return result;
      isLost = true;
      throw new Error('Connection terminated unexpectedly');
    });
  return intercept(pool, 'connect', async (run) => loseCommit((await run()) as object));
}

function intercept<Target extends object>(
  target: Target,
  method: string,
  around: (run: () => Promise<unknown>, values: unknown[]) => Promise<unknown>,
): Target {
  return new Proxy(target, {
    get: (of, key) => {
      const value: unknown = Reflect.get(of, key);
      if (typeof value !== 'function') return value;
      if (key !== method) return value.bind(of);
      return (...values: unknown[]) => around(() => Reflect.apply(value, of, values), values);
    },
  });
}

it('makes everybody look when the answer to a commit was lost, and writes nothing twice', async () => {
  await core.write('talks', { script: 'echo one; echo two' });
  const { id, fence, lastSeq } = await core.run('talks');
  const runDir = await core.runDir(id);
  await core.close();
  const pool = openPool(core.database.connection, createLog('silent'), 1);
  await pool.query(`update deployments set state = 'RUNNING', journal_n = 0, journal_offset = 0 where id = $1`, [id]);
  const published: number[] = [];

  const deps = {
    pool: losingOneAnswer(pool),
    log: createLog('silent'),
    publish: (_: number, events: readonly unknown[]) => published.push(events.length),
  };
  const end = await ingest(
    deps,
    { id, fence, runDir, claimedAt: new Date() },
    { n: 0, offset: 0 },
    AbortSignal.timeout(10_000),
  );
  await pool.end();
  await core.open();

  expect(end).toBe('ended');
  expect(published).toEqual([0]);
  expect(await core.logText(id)).toBe('one\ntwo\none\ntwo\n');
  // Read again in one go, lines that came one by one may share a chunk: never more events than the first time.
  expect((await core.deployment(id)).lastSeq).toBeLessThanOrEqual(2 * lastSeq - 2);
});

it('refuses records that do not follow what is stored, as after a failover that lost a commit', async () => {
  await core.write('quick', {});
  const { id, fence } = await core.run('quick');
  await query(core.database.connection, `update deployments set state = 'RUNNING', journal_n = 2 where id = $1`, [id]);
  const batch = { n: 7, offset: 700, records: [{ n: 7, t: 0, k: 'kill' as const, signal: 'SIGTERM' }] };
  const run = { id, fence, runDir: '', claimedAt: new Date() };

  await expect(commitBatch({ pool: core.core.pool, publish: () => undefined }, run, batch)).rejects.toThrow(
    'record 7 does not follow record 2',
  );

  await query(core.database.connection, `update deployments set state = 'SUCCESS' where id = $1`, [id]);
});

it('holds its locks from other servers for no longer than ten seconds when it stands still', async () => {
  const { rows } = await core.core.pool.query('show idle_in_transaction_session_timeout');

  expect(rows).toEqual([{ idle_in_transaction_session_timeout: '10s' }]);
});
