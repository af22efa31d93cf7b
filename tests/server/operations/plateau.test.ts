import fs from 'node:fs';
import { expect, test } from 'vitest';
import { system } from '../../../server/access/viewer.ts';
import { times } from '../../faults/numbers.ts';
import { Stored } from './stored-runs.ts';

/** Three times: 10,000 runs in the full form. */
const runs = times(300, 3_334);
/** Of each run's text and of its journal. */
const bytes = times(96_000, 1_000_000);

/** Text that does not compress well, in three chunks, and a journal of the same size. */
async function fill(stored: Stored, service: number): Promise<void> {
  const text = `select string_agg(md5(random()::text), '') from generate_series(1, ${Math.round(bytes / 96)})`;
  for (let count = 0; count < runs; count += 1) {
    const { id, runId } = await stored.run(service, { days: 2, chunks: 3 });
    await stored.pool.query(`update log_chunks set text = (${text}) where deployment_id = $1`, [id]);
    stored.directory(runId, 'gone', { 'journal.ndjson': 'x'.repeat(bytes) });
  }
  await stored.pool.query('vacuum log_chunks');
}

test('with regular pruning neither the table nor the runs grow beyond a bound', { timeout: 1_800_000 }, async () => {
  await using stored = await Stored.open();
  const service = await stored.service('chatty');
  const sizeOfTable = async (): Promise<number> => {
    await stored.pool.query('vacuum log_chunks');
    const { rows } = await stored.pool.query(`select pg_total_relation_size('log_chunks')::float8 as bytes`);
    return rows[0].bytes;
  };

  await fill(stored, service);
  const full = await sizeOfTable();
  const first = await stored.retention.prune(system, { logDays: 0 });
  const emptied = fs.readdirSync(stored.runsDir);
  for (let round = 0; round < 2; round += 1) {
    await sizeOfTable();
    await fill(stored, service);
    await stored.retention.prune(system, { logDays: 0 });
  }

  expect(first).toMatchObject({ database: { logs: { deployments: runs - 10 } }, runDirectories: { count: runs } });
  expect(first.database?.logs.bytes).toBeGreaterThan(runs * bytes * 0.8);
  expect(first.runDirectories.bytes).toBeGreaterThanOrEqual(runs * bytes);
  expect(emptied).toEqual([]);
  expect(fs.readdirSync(stored.runsDir)).toEqual([]);
  expect(await stored.withText()).toHaveLength(10);
  expect(await sizeOfTable()).toBeLessThan(full * 1.3);
});
